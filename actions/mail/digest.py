"""The day's mail: all that one recipient is to hear, text and HTML, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from actions.answer_links import unsubscribe_link
from actions.mail.background import Background, background_of
from actions.mail.draft import Draft, render_draft
from actions.mail.entries import ESCALATED, GROUPS, Entry, find_entries
from actions.mail.labels import LABELS
from actions.models import Reminder
from actions.recipients import Recipient

NEWS = ("new", "changed", "returned", "refused")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `rule` underlines it in the text."""

    group: str
    heading: str
    entries: list[Entry]

    @property
    def rule(self) -> str:
        return "=" * len(self.heading)


def compose(
    *,
    recipient: Recipient,
    reminders: Collection[Reminder],
    today: date,
    background: Background | None = None,
) -> Draft:
    """Write one mail of all the reminders; with many, their background is asked for once."""
    background = background or background_of(reminders, recipients=[recipient.key])
    entries = find_entries(recipient, reminders, background, today=today)
    sections = _sections(entries, language=recipient.language)
    meetings = {entry.meeting for entry in entries}
    escalated = [entry for entry in entries if entry.group in ESCALATED]
    own = [entry for entry in entries if entry.group not in ESCALATED]
    news = [entry for entry in entries if entry.group in NEWS]
    context = {
        "sections": sections,
        "counts": _counts(entries),
        "entries": entries,
        "own": own,
        "escalated": escalated,
        "levels": {entry.group for entry in escalated},
        "news": news,
        "news_groups": {entry.group for entry in news},
        "only": entries[0] if len(entries) == 1 else None,
        "meeting": meetings.pop() if len(meetings) == 1 else None,
        "today_is": today,
        "name": recipient.name if recipient.is_unit else recipient.name.partition(" ")[0],
        "is_unit": recipient.is_unit,
        "instead_of": recipient.instead_of,
        "is_stand_in": recipient.is_stand_in,
        "secretaries": background.secretaries_of(one.action_item for one in reminders),
        "may_reply": bool(settings.MAIL_REPLY_TO),
        "unsubscribe_url": _unsubscribe_address(recipient) if own else "",
    }
    return render_draft("digest", context, language=recipient.language)


def _sections(entries: list[Entry], *, language: str) -> list[Section]:
    sections = []
    for group in GROUPS:
        mine = [entry for entry in entries if entry.group == group]
        if mine:
            one, several = LABELS[language].headings[group]
            sections.append(Section(group, one if len(mine) == 1 else several, mine))
    return sections


def _counts(entries: list[Entry]) -> list[tuple[str, int]]:
    """Return (group, how many), where what is due tomorrow is told apart from what is soon."""
    # The subject may be cut: what is overdue stands before what is not.
    order = (*ESCALATED, *NEWS, "late", "today", "tomorrow", "soon")
    groups = ["tomorrow" if _is_tomorrow(entry) else entry.group for entry in entries]
    return [(group, groups.count(group)) for group in order if group in groups]


def _is_tomorrow(entry: Entry) -> bool:
    return entry.group == "soon" and entry.when == "tomorrow"


def _unsubscribe_address(recipient: Recipient) -> str:
    if recipient.is_unit or recipient.instead_of:
        return ""
    return f"{settings.SITE_URL}/afmeld/{unsubscribe_link(recipient.person_id)}/"
