"""From a rule to a list, and from a list to an approval by another administrator."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from meetings.models import Committee, Event, User
from meetings.services.events import event_record
from tracker.models.retention import RetentionItem, RetentionRule, RetentionRun
from tracker.retention.classes import CLASSES

MOST = 20_000


class RuleOffError(Exception):
    """The rule is not in use."""


class NothingDueError(Exception):
    """Nothing has had its time."""


class NotWaitingError(Exception):
    """The list does not wait for approval, or not any more."""


class SamePersonError(Exception):
    """Who made the list does not approve it."""


def last_day_before(today: date, years: int) -> date:
    """Return the day before which a period of so many years has run out whole.

    >>> last_day_before(date(2028, 2, 29), 1)
    datetime.date(2027, 2, 28)
    """
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def rule_settle(
    *,
    data_class: str,
    committee: Committee | None,
    legal_basis: str,
    years: int,
    is_on: bool,
    by: User,
    now: datetime,
) -> RetentionRule:
    """Set for how long a class is kept, and whether the rule is in use."""
    with transaction.atomic():
        rule, _is_new = RetentionRule.objects.update_or_create(
            data_class=data_class,
            committee=committee,
            defaults={
                "legal_basis": legal_basis,
                "years": years,
                "is_on": is_on,
                "changed_at": now,
                "changed_by": by,
            },
        )
        note = f"slettefrist nr. {rule.pk}: {years} år, {'i brug' if is_on else 'ikke i brug'}"
        _log(Event.Kind.CHANGED, note, by=by, now=now)
    return rule


def run_propose(*, rule: RetentionRule, by: User, now: datetime) -> RetentionRun:
    """List what has had its time and is not held. Raises RuleOffError or NothingDueError."""
    if not rule.is_on:
        raise RuleOffError
    before, kind = last_day_before(timezone.localdate(now), rule.years), CLASSES[rule.data_class]
    with transaction.atomic():
        due = kind.due(before=before, committee=rule.committee).order_by("pk")
        rows = list(due.values_list("pk", kind.begins)[:MOST])
        if not rows:
            raise NothingDueError
        run = RetentionRun.objects.create(
            rule=rule,
            data_class=rule.data_class,
            committee=rule.committee,
            legal_basis=rule.legal_basis,
            years=rule.years,
            before=before,
            proposed_at=now,
            proposed_by=by,
        )
        RetentionItem.objects.bulk_create(
            RetentionItem(run=run, row_id=pk, ended_on=timezone.localdate(at)) for pk, at in rows
        )
        _log(Event.Kind.PROPOSED, f"sletning nr. {run.pk}: {len(rows)} rækker", by=by, now=now)
    return run


def run_approve(*, run: RetentionRun, by: User, now: datetime) -> None:
    """Let the worker carry it out. Raises SamePersonError, RuleOffError or NotWaitingError."""
    if by.pk == run.proposed_by_id:
        raise SamePersonError
    with transaction.atomic():
        rule = RetentionRule.objects.select_for_update().get(pk=run.rule_id)
        # A rule that was changed meanwhile is no longer what the list was made by.
        if not rule.is_on or rule.years > run.years:
            raise RuleOffError
        waiting = RetentionRun.objects.filter(pk=run.pk, state=RetentionRun.State.WAITING)
        if not waiting.update(state=RetentionRun.State.APPROVED, approved_by=by, approved_at=now):
            raise NotWaitingError
        _log(Event.Kind.ACCEPTED, f"sletning nr. {run.pk}", by=by, now=now)


def run_withdraw(*, run: RetentionRun, by: User, now: datetime) -> None:
    """Take the list back before anything has gone. Raises NotWaitingError."""
    with transaction.atomic():
        waiting = RetentionRun.objects.filter(pk=run.pk, state=RetentionRun.State.WAITING)
        if not waiting.update(state=RetentionRun.State.WITHDRAWN):
            raise NotWaitingError
        _log(Event.Kind.WITHDRAWN, f"sletning nr. {run.pk}", by=by, now=now)


def _log(kind: Event.Kind, note: str, *, by: User, now: datetime) -> None:
    event_record(subject=Event.Subject.LOG, subject_id=0, kind=kind, at=now, by=by, note=note)
