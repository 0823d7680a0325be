"""A mail server in the process and a batch for it: what befalls one mail is said by its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

from django.core.mail.backends.base import BaseEmailBackend

from actions.models import ActionItem, Message
from actions.services.messages import messages_plan, messages_send
from meetings.models import Person
from tests.actions.outbox import another_item, assign
from tests.cast import NOW

LATER = NOW + timedelta(minutes=10)


@dataclass
class Server:
    """Takes mails; `fates` says by number what befalls before one is taken, or instead."""

    fates: dict[int, Callable[[], object]] = field(default_factory=dict)
    taken: list[Any] = field(default_factory=list)
    lines: int = 0
    is_down: bool = False
    asked: int = 0

    def take(self, mail: Any) -> None:
        self.asked += 1
        self.fates.get(self.asked, lambda: None)()
        self.taken.append(mail)

    @property
    def ids(self) -> list[str]:
        return [mail.extra_headers["Message-ID"] for mail in self.taken]


class Backend(BaseEmailBackend):
    server: ClassVar[Server]

    def open(self) -> bool:
        self.server.lines += 1
        if self.server.is_down:
            raise ConnectionRefusedError("away")
        return True

    def send_messages(self, messages: Any) -> int:
        for mail in messages:
            self.server.take(mail)
        return len(messages)


def serve(settings: Any) -> Server:
    settings.EMAIL_BACKEND = f"{__name__}.Backend"
    Backend.server = Server()
    return Backend.server


def planned(action_item: ActionItem, count: int, *, first: int = 0) -> list[ActionItem]:
    """Return one item each of so many people, in the order in which their mails go out."""
    items = []
    for number in range(first, first + count):
        owner = Person.objects.create(name=f"Ansvarlig {number}", email=f"a{number}@x.example")
        items.append(another_item(action_item, owner=owner, task=f"Opgave {number:03}"))
        assign(items[-1])
    messages_plan(now=NOW)
    for number, item in enumerate(items):
        waiting = Message.objects.filter(recipient=f"person:{item.owner_person_id}")
        waiting.update(next_at=NOW - timedelta(hours=1, seconds=-number))
    return items


def send(now: Any = NOW, *, seconds: float = 60) -> bool:
    return messages_send(clock=lambda: now, seconds=seconds)


def states_in_order() -> list[str]:
    return list(Message.objects.order_by("next_at", "pk").values_list("state", flat=True))


def says(error: Exception | BaseException) -> Callable[[], None]:
    def say() -> None:
        raise error

    return say
