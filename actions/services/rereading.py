"""Minutes are read again: what a person has touched stays, what waits is brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from actions.calendars import calendar_value, plan_of
from actions.language import NO_PLAN, CommitmentFinding
from actions.language.confined import Question, understand
from actions.language.house_rules import (
    HOUSE_RULE,
    HouseRuleValue,
    demanding,
    silencing,
)
from actions.models import Commitment, HouseRule
from actions.models.commitment import BY_HAND
from actions.services.suggestions import Findings, commitment_row
from meetings.models import AgendaItem, Committee, Event, Meeting, User
from meetings.reading.confinement import Limits
from meetings.reading.damage import is_damaged
from meetings.reading.fingerprint import letters
from meetings.reading.unreadable import UnreadableError
from meetings.register_value import register_value
from meetings.selectors import document_file_text
from meetings.services.events import event_record
from meetings.services.taking import reading_limits
from meetings.services.versions import family

# What the reader wrote and may write anew; the words and their place stay.
READ_FIELDS = (
    "task",
    "owner_text",
    "owner_name",
    "owner_person",
    "owner_unit",
    "co_owners",
    "due_text",
    "due",
    "due_meeting",
    "not_before",
    "recurrence",
    "condition",
    "confidence",
    "rule",
    "because",
)
TOUCHED = (Event.Kind.ACCEPTED, Event.Kind.REJECTED, Event.Kind.REOPENED)


def findings_on(
    *,
    meeting: Meeting,
    committee: Committee | None,
    held_on: date | None,
    limits: Limits | None = None,
) -> Findings | None:
    """Return what the meeting promises if that committee held it on that day.

    None where it took too much. Takes as long as a child does: call it outside of transactions.
    """
    rules = HouseRule.objects.values_on(committee=committee, day=held_on)
    question = Question(
        document_file_text(meeting.document),
        meeting.document.name,
        register_value(),
        given_date=held_on,
        redated=meeting.position,
        house_rules=((),) * meeting.position + (rules,),
        calendar=calendar_value(),
        plans=(NO_PLAN,) * meeting.position + (plan_of(committee),),
    )
    try:
        found = understand(question, limits=limits or reading_limits()).meetings
    except UnreadableError:
        return None
    return found[meeting.position] if meeting.position < len(found) else ()


def suggestions_renew(
    *, meeting: Meeting, findings: Findings, by: User | None, now: datetime
) -> int:
    """Bring a meeting's waiting suggestions in line with the findings; return how many changed."""
    with transaction.atomic():
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        renewal = _Renewal(meeting, by=by, now=now)
        for finding in findings:
            renewal.take(finding)
        renewal.settle_the_rest()
    return renewal.changed


def untouched(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Return the suggestions that nobody has decided on, now or before."""
    pks = [commitment.pk for commitment in commitments]
    by_hand = set(
        Event.objects.filter(
            subject=Event.Subject.COMMITMENT, subject_id__in=pks, kind__in=TOUCHED
        ).values_list("subject_id", flat=True)
    )
    waiting = {
        Commitment.Status.PROPOSED,
        Commitment.Status.OFFERED,
        Commitment.Status.WITHDRAWN,
    }
    return [
        one
        for one in commitments
        if one.status in waiting and one.pk not in by_hand and one.rule != BY_HAND
    ]


class _Renewal:
    """The rows of one meeting, and what the new reading makes of each."""

    def __init__(self, meeting: Meeting, *, by: User | None, now: datetime) -> None:
        self.by, self.now = by, now
        self.read = document_file_text(meeting.document)
        self.rules = HouseRule.objects.values_for(meeting)
        self.damaged = is_damaged(self.read.text)
        self.items: list[AgendaItem] = list(meeting.agenda_items.order_by("position"))
        rows = list(
            Commitment.objects.select_for_update(of=("self",)).filter(agenda_item__meeting=meeting)
        )
        self.rows = {(row.agenda_item_id, row.start, row.end): row for row in rows}
        self.spans = [(row.start, row.end) for row in rows]
        self.known = _words_of_others(meeting)
        self.waiting = {row.pk: row for row in untouched(rows)}
        self.changed = 0

    def take(self, finding: CommitmentFinding) -> None:
        """Bring the row of the finding up to date, or make one where its words have none."""
        if finding.item >= len(self.items):
            return
        item = self.items[finding.item]
        row = self.rows.get((item.pk, finding.start, finding.end))
        fresh = commitment_row(item, finding, self.read, ordinal=0)
        if row is None:
            self._add(fresh)
        elif self.waiting.pop(row.pk, None):
            self._update(row, fresh)

    def _add(self, fresh: Commitment) -> None:
        if any(start < fresh.end and fresh.start < end for start, end in self.spans):
            return
        # The same words in another version of the meeting have their suggestion there.
        if letters(fresh.quote) in self.known:
            return
        fresh.save()
        self.changed += 1
        self._log(fresh, Event.Kind.CREATED)

    def _update(self, row: Commitment, fresh: Commitment) -> None:
        was_withdrawn = row.status == Commitment.Status.WITHDRAWN
        changes = _changes(row, fresh)
        different = [name for name in READ_FIELDS if getattr(row, name) != getattr(fresh, name)]
        for name in different:
            setattr(row, name, getattr(fresh, name))
        if was_withdrawn:
            row.status = Commitment.Status.PROPOSED
        if different or was_withdrawn:
            row.version += 1
            row.save(update_fields=[*different, "status", "version"])
        if was_withdrawn:
            self.changed += 1
            self._log(row, Event.Kind.RESTORED, changes=changes)
        elif changes:
            self.changed += 1
            self._log(row, Event.Kind.CHANGED, changes=changes)

    def settle_the_rest(self) -> None:
        """Withdraw what a house rule silences, or no longer demands; leave the rest as it was."""
        for row in self.waiting.values():
            rule = silencing(row.quote, self.rules, damaged=self.damaged)
            is_orphan = row.rule == HOUSE_RULE and not demanding(
                row.quote, self.rules, damaged=self.damaged
            )
            if row.status == Commitment.Status.PROPOSED and (rule or is_orphan):
                self._turn(row, Commitment.Status.WITHDRAWN, Event.Kind.WITHDRAWN, rule)
            elif row.status == Commitment.Status.WITHDRAWN and not (rule or is_orphan):
                self._turn(row, Commitment.Status.PROPOSED, Event.Kind.RESTORED)

    def _turn(
        self,
        row: Commitment,
        status: Commitment.Status,
        kind: Event.Kind,
        rule: HouseRuleValue | None = None,
    ) -> None:
        row.status = status
        row.version += 1
        row.save(update_fields=["status", "version"])
        self.changed += 1
        self._log(row, kind, note=f"Husregel: »{rule.phrase}«" if rule else "")

    def _log(
        self,
        row: Commitment,
        kind: Event.Kind,
        *,
        changes: dict[str, list[object]] | None = None,
        note: str = "",
    ) -> None:
        event_record(
            subject=Event.Subject.COMMITMENT,
            subject_id=row.pk,
            kind=kind,
            at=self.now,
            by=self.by,
            changes=changes,
            note=note,
        )


def _words_of_others(meeting: Meeting) -> set[str]:
    """Return the words, as they are compared, that have a suggestion in another version."""
    if meeting.version_of_id is None:
        return set()
    others = [one.pk for one in family(meeting) if one.pk != meeting.pk]
    quotes = Commitment.objects.filter(agenda_item__meeting__in=others)
    return {letters(quote) for quote in quotes.values_list("quote", flat=True)}


def _changes(row: Commitment, fresh: Commitment) -> dict[str, list[object]]:
    """Return what changed for the one who reviews: who is to do it, and by when."""
    pairs = {
        "owner": (_owner(row), _owner(fresh)),
        "deadline": (_iso(row.due), _iso(fresh.due)),
    }
    return {name: [was, became] for name, (was, became) in pairs.items() if was != became}


def _owner(row: Commitment) -> str | None:
    owner = row.owner_person or row.owner_unit
    return str(owner) if owner else row.owner_name or None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
