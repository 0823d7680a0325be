"""What the rows around the items of many mails say, asked once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from actions.mail.draft import Secretary
from actions.models import ActionItem, Extension, Message, Reminder
from actions.policy import EXTENSION_REFUSED
from actions.selectors import followed_from
from meetings.models import Person


@dataclass(frozen=True, slots=True)
class Reader:
    """The person behind a recipient's key, stood in for or not."""

    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The later deadline that was asked for, and why it was not given."""

    deadline: date
    reason: str


@dataclass(frozen=True, slots=True)
class Background:
    """`known` holds (item, recipient) of which the recipient has had a mail before.

    `threads` gives the Message-ID of the first such mail, `followed` the deadline an item had
    before its meeting moved, `refusals` go by the step that tells of them, `secretaries` by user
    and stand by name, `readers` by person.
    """

    known: frozenset[tuple[int, str]]
    threads: dict[tuple[int, str], str]
    followed: dict[int, date]
    refusals: dict[str, Refusal]
    secretaries: dict[int, Secretary]
    readers: dict[int, Reader]

    def secretaries_of(self, action_items: Iterable[ActionItem]) -> list[Secretary]:
        """Return who accepted the items; nobody where that is not known of all of them."""
        users = {action_item.created_by_id for action_item in action_items}
        found = [one for user, one in self.secretaries.items() if user in users]
        return found if len(found) == len(users) else []


def background_of(
    reminders: Collection[Reminder], *, recipients: Collection[str] = ()
) -> Background:
    """Return what mails with these reminders, and to these recipients, stand in front of."""
    keys = {*recipients, *(reminder.recipient for reminder in reminders)}
    items = {reminder.action_item_id: reminder.action_item for reminder in reminders}
    told = Reminder.objects.filter(
        action_item__in=items, recipient__in=keys, state=Reminder.State.SENT
    ).order_by("message__sent_at", "message_id")
    known: set[tuple[int, str]] = set()
    threads: dict[tuple[int, str], str] = {}
    columns = ("action_item_id", "recipient", "message__state", "message__message_id")
    for item, recipient, state, message_id in told.values_list(*columns):
        known.add((item, recipient))
        if state == Message.State.SENT:
            threads.setdefault((item, recipient), message_id)
    return Background(
        known=frozenset(known),
        threads=threads,
        followed=followed_from(items.values()),
        refusals=_refusals({reminder.step for reminder in reminders}),
        secretaries=find_secretaries(items.values()),
        readers=_readers(keys),
    )


def _refusals(steps: Iterable[str]) -> dict[str, Refusal]:
    keys = [step.partition("-")[2] for step in steps if step.startswith(f"{EXTENSION_REFUSED}-")]
    if not keys:
        return {}
    rows = Extension.objects.filter(pk__in=keys).values_list("pk", "deadline", "decision")
    return {f"{EXTENSION_REFUSED}-{pk}": Refusal(day, reason) for pk, day, reason in rows}


def find_secretaries(action_items: Iterable[ActionItem]) -> dict[int, Secretary]:
    """Return who accepted the items and is still here, by user."""
    users = {item.created_by_id for item in action_items if item.created_by_id}
    people = Person.objects.filter(user__in=users, is_active=True).order_by("name")
    rows = people.values_list("user__pk", "name", "email")
    return {user: Secretary(name, email) for user, name, email in rows}


def _readers(keys: Iterable[str]) -> dict[int, Reader]:
    people = Person.objects.filter(pk__in=[pk for pk in map(person_id, keys) if pk is not None])
    rows = people.values_list("pk", "email", "language")
    return {pk: Reader(email, language) for pk, email, language in rows}


def person_id(key: str) -> int | None:
    """Return the person of "person:12"; None of a unit."""
    kind, _colon, number = key.partition(":")
    return int(number) if kind == "person" and number.isdecimal() else None
