"""The follow-up paper for a meeting to come: what was delivered since the last, late and open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.models import ActionItem, Extension, PaperTemplate
from actions.selectors.figures import closed_between
from meetings.models import Committee, Event, Meeting, PlannedMeeting

DELIVERED, LATE, OPEN = "delivered", "late", "open"
PAPER_TEXTS = (
    "title",
    "intro",
    "delivered_heading",
    "late_heading",
    "open_heading",
    "closing",
    "order",
)
# Papers are Danish, as the minutes are they belong to.
DEFAULTS = {
    "title": "Opfølgning på tidligere beslutninger",
    "intro": "Status på det, [udvalg] har aftalt på tidligere møder, til mødet den [dato].",
    "delivered_heading": "Leveret siden sidste møde",
    "late_heading": "Overskredet",
    "open_heading": "Åbent",
    "closing": "",
    "order": "delivered,late,open",
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One action item as the paper tells it."""

    pk: int
    task: str
    owner: str
    deadline: date | None
    extensions: int
    is_waiting: bool
    answer: str
    answered_by: str
    answered_on: date | None
    reason: str
    quote: str
    said_on: date | None
    said_under: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Items that stand alike, under a heading."""

    kind: str
    heading: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper; `sections` has what is open to all, `annex` what is closed."""

    title: str
    committee: str
    held_on: date
    since: date | None
    made_on: date
    intro: str
    closing: str
    sections: tuple[PaperSection, ...]
    annex: tuple[PaperSection, ...]


def paper_template_for(committee: Committee | None) -> PaperTemplate:
    """Return the committee's own texts, else those for all, else the ones it comes with."""
    own = PaperTemplate.objects.filter(committee=committee).first() if committee else None
    common = own or PaperTemplate.objects.filter(committee__isnull=True).first()
    return common or PaperTemplate(**DEFAULTS)


def meeting_paper(planned: PlannedMeeting, *, among: QuerySet[ActionItem], today: date) -> Paper:
    """Return the paper for a meeting, of the items that its reader may see."""
    template = paper_template_for(planned.committee)
    since = _last_meeting(planned)
    # What was not sent to anybody yet is still the secretariat's own.
    sent = among.filter(committee=planned.committee, assigned_at__isnull=False)
    items = sent.select_related("agenda_item__meeting", "commitment", "owner_person", "owner_unit")
    told = list(items.filter(_told(since)).order_by("deadline_key", "pk"))
    reasons = _reasons(told)

    def sections(rows: Iterable[ActionItem]) -> tuple[PaperSection, ...]:
        sorts: dict[str, list[PaperRow]] = {DELIVERED: [], LATE: [], OPEN: []}
        for item in rows:
            sorts[_sort(item, today)].append(_row(item, reasons.get(item.pk, "")))
        return tuple(
            PaperSection(kind, getattr(template, f"{kind}_heading"), tuple(sorts[kind]))
            for kind in template.order.split(",")
        )

    fill = _filling(planned, since)
    return Paper(
        title=fill(template.title),
        committee=planned.committee.name,
        held_on=planned.held_on,
        since=since,
        made_on=today,
        intro=fill(template.intro),
        closing=fill(template.closing),
        sections=sections(item for item in told if not item.is_confidential),
        annex=sections(item for item in told if item.is_confidential),
    )


def _last_meeting(planned: PlannedMeeting) -> date | None:
    held = Meeting.objects.filter(committee=planned.committee, held_on__lt=planned.held_on)
    newest = held.filter(version_of__isnull=True).order_by("-held_on")
    return newest.values_list("held_on", flat=True).first()


def _told(since: date | None) -> Q:
    """Cover what is open, what waits for approval, and what was done since the last meeting."""
    done = Q(status=ActionItem.Status.DONE)
    if since:
        done &= closed_between(since, None)
    return Q(status__in=[ActionItem.Status.OPEN, ActionItem.Status.ANSWERED]) | done


def _sort(action_item: ActionItem, today: date) -> str:
    if not action_item.is_open:
        return DELIVERED
    return LATE if action_item.is_overdue(today=today) else OPEN


def _reasons(items: list[ActionItem]) -> dict[int, str]:
    """Return the newest word on each item that says why it is not done.

    That is a status, or the reason for a later deadline that stands: what was declined, returned,
    only asked for or undone is said between owner and secretariat, and not to the meeting.
    """
    keys = [item.pk for item in items]
    noted = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM, subject_id__in=keys, kind=Event.Kind.NOTED
    ).exclude(note="")
    granted = Extension.objects.filter(action_item__in=keys, state=Extension.State.GRANTED)
    said = [
        *noted.values_list("at", "subject_id", "note"),
        *granted.values_list("asked_at", "action_item", "reason"),
    ]
    return {key: words for _at, key, words in sorted(said)}


def _row(item: ActionItem, reason: str) -> PaperRow:
    answered = item.answered_at or item.closed_at
    return PaperRow(
        pk=item.pk,
        task=item.task,
        owner=str(item.owner or ""),
        deadline=item.deadline,
        extensions=item.extensions,
        is_waiting=item.is_answered,
        answer=item.answer,
        answered_by=item.answered_by,
        answered_on=timezone.localdate(answered) if answered else None,
        reason=reason if item.is_open else "",
        quote=item.quote,
        said_on=item.promised_on,
        said_under=str(item.agenda_item or ""),
    )


def _filling(planned: PlannedMeeting, since: date | None) -> Callable[[str], str]:
    """Put the committee and the days where the secretariat wrote their names in brackets."""
    words = {
        "[udvalg]": planned.committee.name,
        "[dato]": f"{planned.held_on:%d-%m-%Y}",
        "[sidste møde]": f"{since:%d-%m-%Y}" if since else "–",
    }

    def fill(text: str) -> str:
        for name, stands_for in words.items():
            text = text.replace(name, stands_for)
        return text

    return fill
