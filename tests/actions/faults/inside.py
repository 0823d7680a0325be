"""Run inside the environment under test: `seed 20` fills it, `tick` ticks, `listen` answers."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import close_old_connections  # noqa: E402  (Django has to be set up first)
from django.utils import timezone  # noqa: E402

from actions import tasks  # noqa: E402
from actions.models import Message, Reminder  # noqa: E402
from actions.services.reminders import reminders_plan  # noqa: E402
from meetings.models import Person  # noqa: E402
from tests.actions.outbox import another_item  # noqa: E402
from tests.cast import make_action_item, make_cast, make_meeting  # noqa: E402


def seed(count: int) -> None:
    cast = make_cast()
    meeting = make_meeting(cast.committee)
    first = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
    for number in range(count):
        owner = Person.objects.create(name=f"Ansvarlig {number}", email=f"a{number}@x.example")
        action_item = another_item(first, owner=owner, deadline=None)
        reminders_plan(action_item=action_item, today=timezone.localdate(), assigned=True)


def report() -> dict[str, object]:
    return {
        "messages": Counter(Message.objects.values_list("state", flat=True)),
        "reminders": Counter(Reminder.objects.values_list("state", flat=True)),
        "message_ids": list(Message.objects.values_list("message_id", flat=True)),
        "most_attempts": max(Message.objects.values_list("attempts", flat=True), default=0),
    }


def listen(answers: dict[str, Callable[[], object]]) -> None:
    """Answer what is asked on a line with a line of JSON, until nobody asks any more."""
    for question in sys.stdin:
        # As a process of its own would: what was open may have died since.
        close_old_connections()
        sys.stdout.write(json.dumps(answers[question.strip()]()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["seed", count]:
            seed(int(count))
        case ["tick"]:
            tasks.tick()
        case ["listen"]:
            listen({"report": report})
