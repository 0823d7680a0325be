"""What an owner reads: all that is due in one mail, text and HTML, by language.

A closed agenda item gives a reference and one link: nothing else of it is even handed to the
templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from actions.answer_links import answer_link
from actions.models import ActionItem, Message, Reminder
from actions.policy import ASSIGNED
from actions.recipients import Recipient
from meetings.models import Person

GROUPS = ("new", "changed", "today", "soon", "late")
LANGUAGE = "da"
TEMPLATE = f"emails/{LANGUAGE}/action_items"
QUOTE_LENGTH = 600
SUBJECT_LENGTH = 70
HEADERS = {
    # Out-of-office replies of a whole municipality would otherwise come back to us.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class Draft:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An action item in a mail.

    `group` is "new", "changed", "today", "soon" or "late"; `when` is "none", "late", "today",
    "tomorrow" or "later". Of a closed agenda item only reference and item_url are set, or
    answer_url where the reader has no login.
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
    page: int | None = None
    when: str = "none"
    deadline: date | None = None
    answer_url: str = ""
    item_url: str = ""
    lacking: str = ""

    @property
    def meeting(self) -> tuple[str, date | None]:
        return self.reference, self.held_on


@dataclass(frozen=True, slots=True)
class Secretary:
    """Who accepted the item, and is asked when something is wrong with it."""

    name: str
    email: str


def compose(*, recipient: Recipient, reminders: Collection[Reminder], today: date) -> Draft:
    """Write one mail of all the reminders; an action item with several of them stands once."""
    entries = _entries(recipient, reminders, today=today)
    groups = {name: [entry for entry in entries if entry.group == name] for name in GROUPS}
    meetings = {entry.meeting for entry in entries}
    context = {
        **groups,
        "news": groups["new"] + groups["changed"],
        "entries": entries,
        "only": entries[0] if len(entries) == 1 else None,
        "meeting": meetings.pop() if len(meetings) == 1 else None,
        "today_is": today,
        "name": recipient.name if _is_unit(recipient) else _first_name(recipient),
        "is_unit": _is_unit(recipient),
        "instead_of": recipient.instead_of,
        "secretaries": _secretaries(reminders),
        "may_reply": bool(settings.MAIL_REPLY_TO),
        "municipality": settings.MUNICIPALITY,
    }
    with translation.override(LANGUAGE):
        return Draft(
            subject=_subject(render_to_string(f"{TEMPLATE}.subject.txt", context)),
            text=render_to_string(f"{TEMPLATE}.txt", context).strip() + "\n",
            html=INLINER.inline(render_to_string(f"{TEMPLATE}.html", context)),
        )


def build_mail(message: Message) -> EmailMultiAlternatives:
    """Return the mail as it is to be sent; raises ValueError for an address that is none."""
    mail = EmailMultiAlternatives(
        subject=_header(message.subject),
        body=message.text,
        to=[message.to_email],
        reply_to=_reply_to(message),
        headers={**HEADERS, "Message-ID": message.message_id},
    )
    mail.attach_alternative(message.html, "text/html")
    # Made once here, so that what is wrong with it shows before the mail server is on the line.
    mail.message()
    return mail


def _reply_to(message: Message) -> list[str] | None:
    """Return where answers go: the common mailbox, or the secretary whom all items share."""
    if settings.MAIL_REPLY_TO:
        return [_header(settings.MAIL_REPLY_TO)]
    reminders = message.reminders.filter(state=Reminder.State.INCLUDED)
    secretaries = _secretaries(reminders.select_related("action_item"))
    if len(secretaries) == 1 and secretaries[0].email:
        return [_header(secretaries[0].email)]
    return None


def _secretaries(reminders: Iterable[Reminder]) -> list[Secretary]:
    """Return who accepted the items, by name; nobody where that is not known of all of them."""
    users = {reminder.action_item.created_by_id for reminder in reminders}
    people = Person.objects.filter(user__in=[pk for pk in users if pk], is_active=True)
    found = [Secretary(person.name, person.email) for person in people.order_by("name")]
    return found if len(found) == len(users) else []


def _entries(recipient: Recipient, reminders: Collection[Reminder], *, today: date) -> list[Entry]:
    known = _known(recipient, reminders)
    by_item = groupby(
        sorted(reminders, key=lambda reminder: _order(reminder.action_item)),
        key=lambda reminder: reminder.action_item,
    )
    return [
        _entry(
            recipient,
            action_item,
            steps={reminder.step for reminder in group},
            is_known=action_item.pk in known,
            today=today,
        )
        for action_item, group in by_item
    ]


def _known(recipient: Recipient, reminders: Iterable[Reminder]) -> set[int]:
    """Return the items of which the recipient has had a mail before."""
    told = Reminder.objects.filter(
        action_item__in={reminder.action_item_id for reminder in reminders},
        recipient=recipient.key,
        state=Reminder.State.SENT,
    )
    return set(told.values_list("action_item_id", flat=True))


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
    is_closed = action_item.is_confidential
    when = _when(action_item.deadline, today=today)
    group = _group(steps, when=when, is_known=is_known, is_closed=is_closed)
    item_url = f"{settings.SITE_URL}/opfoelgning/{action_item.pk}/"
    answer_url = f"{settings.SITE_URL}/svar/{answer_link(action_item, recipient.key)}/"
    reference = str(action_item.committee or "")
    number = agenda_item.number if agenda_item else ""
    if is_closed:
        return Entry(
            group=group,
            reference=reference,
            number=action_item.pk,
            agenda_item_number=number,
            held_on=action_item.promised_on,
            is_closed=True,
            item_url=item_url if recipient.has_login else "",
            answer_url="" if recipient.has_login else answer_url,
        )
    return Entry(
        group=group,
        reference=reference,
        number=action_item.pk,
        agenda_item_number=number,
        held_on=action_item.promised_on,
        what=_line(action_item.task),
        agenda_item_title=_line(agenda_item.title) if agenda_item else "",
        quote=shorten(action_item.quote, QUOTE_LENGTH, placeholder=" […]"),
        page=action_item.page,
        when=when,
        deadline=action_item.deadline,
        answer_url=answer_url,
        item_url=item_url,
        lacking=_line(action_item.returned_because),
    )


def _group(steps: set[str], *, when: str, is_known: bool, is_closed: bool) -> str:
    if ASSIGNED in steps:
        return "changed" if is_known else "new"
    if when == "late":
        return "late"
    # Of a closed item not even the day is told.
    return "today" if when == "today" and not is_closed else "soon"


def _when(deadline: date | None, *, today: date) -> str:
    if deadline is None:
        return "none"
    if deadline < today:
        return "late"
    return {today: "today", today + timedelta(days=1): "tomorrow"}.get(deadline, "later")


def _is_unit(recipient: Recipient) -> bool:
    return recipient.key.startswith("unit:") or bool(recipient.instead_of)


def _first_name(recipient: Recipient) -> str:
    return recipient.name.partition(" ")[0]


def _subject(lines: str) -> str:
    """Join the template's lines, one for each group that is there."""
    parts = [line.strip() for line in lines.splitlines() if line.strip()]
    return shorten(", ".join(parts), SUBJECT_LENGTH, placeholder=" …")


def _line(text: str) -> str:
    return " ".join(text.split())


def _header(text: str) -> str:
    """A line break in a header would begin another header."""
    return _line("".join(letter if letter.isprintable() else " " for letter in text))
