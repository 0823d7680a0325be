"""Run inside an installation with a worker: how long a mail takes, before and beside bad files."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.files.base import ContentFile  # noqa: E402  (Django has to be set up first)
from django.utils import timezone  # noqa: E402

from actions import tasks  # noqa: E402
from actions.models import ActionItem, Message  # noqa: E402
from actions.services.reminders import reminders_plan  # noqa: E402
from meetings.models import Document, Person  # noqa: E402
from meetings.services.documents import document_receive  # noqa: E402
from tests.actions.outbox import another_item  # noqa: E402
from tests.cast import Cast, make_action_item, make_cast, make_meeting  # noqa: E402
from tests.meetings.reading.test_confined import endless  # noqa: E402
from tracker import pipeline  # noqa: E402


def measure(*, files: int, mails: int) -> dict[str, float]:
    cast = make_cast()
    meeting = make_meeting(cast.committee)
    first = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
    alone = [mail(first, f"alene{number}") for number in range(mails)]
    for number in range(files):
        put_in(cast, number)
    seconds_until(lambda: being_read() >= 2)
    beside = [mail(first, f"ved{number}") for number in range(mails)]
    return {
        "alone": statistics.median(alone),
        "median": statistics.median(beside),
        "most": max(beside),
        "sent": len(alone) + len(beside),
        "reading": being_read(),
    }


def being_read() -> int:
    return Document.objects.filter(stage=Document.Stage.RECEIVED, taken_at__isnull=False).count()


def mail(first: ActionItem, name: str) -> float:
    """Let a mail become due, and return the seconds from its bell to the wire."""
    owner = Person.objects.create(name=f"Ansvarlig {name}", email=f"{name}@x.example")
    item = another_item(first, owner=owner, deadline=None)
    reminders_plan(action_item=item, today=timezone.localdate(), assigned=True)
    sent = Message.objects.filter(state=Message.State.SENT)
    before = sent.count()
    tasks.tick()
    return seconds_until(lambda: sent.count() > before)


def put_in(cast: Cast, number: int) -> None:
    document = document_receive(
        name=f"uendelig{number}.pdf",
        content=ContentFile(endless() + b"\n%% %d" % number),
        committee=cast.committee,
        by=cast.bo,
        now=timezone.now(),
    )
    pipeline.start(document.pk)


def seconds_until(done: Callable[[], bool], *, most: float = 60) -> float:
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > most:
            raise TimeoutError
        time.sleep(0.02)
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(files=int(sys.argv[1]), mails=int(sys.argv[2]))))
