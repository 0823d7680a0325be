"""What a mail tells of each action item, and under which heading.

A closed agenda item gives a reference and one link: nothing else of it is even handed to the
templates.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten

from django.conf import settings

from actions.answer_links import Purpose, answer_path
from actions.mail.background import Background
from actions.mail.clips import CLIPS, clip_id
from actions.mail.draft import one_line
from actions.models import ActionItem, Reminder
from actions.policy import ASSIGNED, EXTENSION_REFUSED
from actions.recipients import Recipient
from meetings.reading.sentences import running_text

ESCALATED = ("unit", "manager")
GROUPS = (*ESCALATED, "new", "changed", "returned", "refused", "today", "soon", "late")
QUOTE_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """An action item in a mail.

    `group` is one of GROUPS; one that is ESCALATED has an `owner`, and no links to act by.
    `when` is "none", "late", "today", "tomorrow" or "later". Of a closed
    agenda item only reference and item_url are set, or answer_url where the reader has no login.
    """

    group: str
    reference: str
    number: int
    agenda_item_number: str
    held_on: date | None
    is_closed: bool = False
    what: str = ""
    agenda_item_title: str = ""
    quote: str = ""
    background: str = ""
    page: int | None = None
    clip: str = ""
    when: str = "none"
    deadline: date | None = None
    answer_url: str = ""
    deadline_url: str = ""
    decline_url: str = ""
    status_url: str = ""
    item_url: str = ""
    lacking: str = ""
    owner: str = ""
    # The deadline there was until its meeting was moved or called off.
    followed_from: date | None = None
    # The later deadline that was asked for, and the reason why it was not given.
    refused_deadline: date | None = None
    refused_because: str = ""

    @property
    def meeting(self) -> tuple[str, date | None]:
        return self.reference, self.held_on


def find_entries(
    recipient: Recipient, reminders: Collection[Reminder], background: Background, *, today: date
) -> list[Entry]:
    """Return what to tell; an action item with several reminders stands once."""
    by_item = groupby(
        sorted(reminders, key=lambda reminder: _order(reminder.action_item)),
        key=lambda reminder: reminder.action_item,
    )
    entries, clips = [], 0
    for action_item, group in by_item:
        steps = {reminder.step for reminder in group}
        entry = _entry(
            recipient,
            action_item,
            steps=steps,
            is_known=(action_item.pk, recipient.key) in background.known,
            today=today,
        )
        if entry.group in {"new", "changed"} and not entry.is_closed:
            entry = replace(entry, followed_from=background.followed.get(action_item.pk))
        if not entry.is_closed and entry.group not in ESCALATED:
            entry = _refused(entry, steps, background)
        if entry.group == "new" and not entry.is_closed and clips < CLIPS:
            entry = replace(entry, clip=clip_id(action_item))
            clips += bool(entry.clip)
        entries.append(entry)
    return entries


def _refused(entry: Entry, steps: set[str], background: Background) -> Entry:
    """Tell of the latest of the refusals."""
    told = [step for step in steps if step in background.refusals]
    if not told:
        return entry
    # The last one asked for is decided last: there is but one question at a time.
    latest = background.refusals[max(told, key=lambda step: int(step.partition("-")[2]))]
    reason = shorten(latest.reason, QUOTE_LENGTH, placeholder=" […]")
    return replace(entry, refused_deadline=latest.deadline, refused_because=reason)


def _order(action_item: ActionItem) -> tuple[date, int]:
    return action_item.deadline or date.max, action_item.pk


def _entry(
    recipient: Recipient,
    action_item: ActionItem,
    *,
    steps: set[str],
    is_known: bool,
    today: date,
) -> Entry:
    agenda_item = action_item.agenda_item
    when = _when(action_item.deadline, today=today)
    shown = Entry(
        group=_group(action_item, steps, when=when, is_known=is_known),
        reference=str(action_item.committee or ""),
        number=action_item.pk,
        agenda_item_number=agenda_item.number if agenda_item else "",
        held_on=action_item.promised_on,
    )
    if action_item.is_confidential:
        return _closed(shown, recipient, action_item)
    if shown.group in ESCALATED:
        return _escalated(shown, action_item, when=when)
    return replace(
        shown,
        what=one_line(action_item.task),
        agenda_item_title=one_line(agenda_item.bare_title) if agenda_item else "",
        quote=shorten(running_text(action_item.quote), QUOTE_LENGTH, placeholder=" […]"),
        background=shorten(action_item.background, QUOTE_LENGTH, placeholder=" […]"),
        page=action_item.page,
        when=when,
        deadline=action_item.deadline,
        answer_url=_address(action_item, recipient, Purpose.DONE),
        deadline_url=_address(action_item, recipient, Purpose.DEADLINE),
        decline_url=_address(action_item, recipient, Purpose.DECLINE),
        status_url=_address(action_item, recipient, Purpose.STATUS),
        item_url=_item_address(action_item),
        lacking=one_line(action_item.returned_because),
    )


def _escalated(shown: Entry, action_item: ActionItem, *, when: str) -> Entry:
    agenda_item = action_item.agenda_item
    return replace(
        shown,
        what=one_line(action_item.task),
        agenda_item_title=one_line(agenda_item.bare_title) if agenda_item else "",
        when=when,
        deadline=action_item.deadline,
        item_url=_item_address(action_item),
        owner=str(action_item.owner.name if action_item.owner else ""),
    )


def _closed(shown: Entry, recipient: Recipient, action_item: ActionItem) -> Entry:
    if recipient.has_login:
        return replace(shown, is_closed=True, item_url=_item_address(action_item))
    answer_url = _address(action_item, recipient, Purpose.DONE)
    return replace(shown, is_closed=True, answer_url=answer_url)


def _address(action_item: ActionItem, recipient: Recipient, purpose: Purpose) -> str:
    return settings.SITE_URL + answer_path(action_item, recipient.key, purpose)


def _item_address(action_item: ActionItem) -> str:
    return f"{settings.SITE_URL}/opfoelgning/{action_item.pk}/"


def is_escalation(step: str) -> bool:
    """Tell whether the step tells of somebody else's silence."""
    return step.startswith(tuple(f"{rung}-" for rung in ESCALATED))


def _group(action_item: ActionItem, steps: set[str], *, when: str, is_known: bool) -> str:
    for rung in ESCALATED:
        if any(step.startswith(f"{rung}-") for step in steps):
            return rung
    if ASSIGNED in steps and is_known and action_item.returned_because:
        return "returned"
    if ASSIGNED in steps:
        return "changed" if is_known else "new"
    if any(step.startswith(f"{EXTENSION_REFUSED}-") for step in steps):
        return "refused"
    if when == "late":
        return "late"
    # Of a closed item not even the day is told.
    return "today" if when == "today" and not action_item.is_confidential else "soon"


def _when(deadline: date | None, *, today: date) -> str:
    if deadline is None:
        return "none"
    if deadline < today:
        return "late"
    return {today: "today", today + timedelta(days=1): "tomorrow"}.get(deadline, "later")
