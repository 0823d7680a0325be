"""Meetings that wait to be read again: the row says since when, a worker does it.

A child reads each of them for up to a minute, so neither a request nor a transaction waits for it.
What goes wrong is tried again later; one meeting keeps no other waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from actions.language.house_rules import says
from actions.models import Commitment, HouseRule
from actions.services.rereading import findings_on, suggestions_renew
from actions.services.versions import compared_after
from meetings.models import Document, Meeting
from meetings.reading.damage import is_damaged

logger = logging.getLogger(__name__)

# How long a meeting is left to the worker that has it, and then to itself; after the last no more.
PAUSES = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
# What one task reads; the tick rings for the rest.
AT_A_TIME = 20


def meetings_reread_later(*, meetings: QuerySet[Meeting], now: datetime) -> int:
    """Let the meetings be read again by whoever comes for them, and return how many they are."""
    return meetings.update(reread_at=now, reread_tries=0)


def plan_reread_later(*, now: datetime) -> int:
    """Let be read again what is under review and has a deadline that hangs on a meeting to come.

    Of whichever committee: minutes name the meetings of others too.
    """
    hanging = Commitment.objects.filter(
        # "På mødet i februar" has February's last day for as long as no meeting is planned there.
        Q(due__isnull=True) | Q(due_meeting__isnull=False) | Q(due_text__contains="møde"),
        agenda_item__meeting=OuterRef("pk"),
        status=Commitment.Status.PROPOSED,
    ).exclude(due_text="")
    meetings = Meeting.objects.filter(
        Exists(hanging), review=Meeting.Review.OPEN, document__stage=Document.Stage.READY
    )
    return meetings_reread_later(meetings=meetings, now=now)


def meetings_to_reread(*, now: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(reread_at__lte=now).order_by("reread_at", "pk")


def house_rules_apply(*, now: datetime) -> int:
    """Let the waiting meetings be read again by the rules that are new; return what changed."""
    rules = list(HouseRule.objects.unapplied())
    # By their ids: the texts of a thousand files are not held at once.
    touched = _touched(rules)
    with transaction.atomic():
        meetings_reread_later(meetings=Meeting.objects.filter(pk__in=touched), now=now)
        for rule in rules:
            # A rule that was changed meanwhile stays unapplied, and the next tick comes back to it.
            same = HouseRule.objects.filter(pk=rule.pk, version=rule.version)
            same.update(applied_version=rule.version)
    return meetings_reread(now=now)


def meetings_reread(*, now: datetime) -> int:
    """Read the meetings that are due again, and return how many suggestions changed."""
    changed = 0
    for meeting_id, due, tries in list(
        meetings_to_reread(now=now).values_list("pk", "reread_at", "reread_tries")[:AT_A_TIME]
    ):
        until = now + PAUSES[min(tries, len(PAUSES) - 1)]
        mine = Meeting.objects.filter(pk=meeting_id, reread_at=due)
        if not mine.update(reread_at=until, reread_tries=F("reread_tries") + 1):
            continue
        try:
            changed += _reread(meeting_id, until=until, is_last=tries + 1 >= len(PAUSES), now=now)
        except Exception:
            logger.exception("Meeting %s could not be read again", meeting_id)
            if tries + 1 >= len(PAUSES):
                _give_up(meeting_id, until)
    return changed


def _reread(meeting_id: int, *, until: datetime, is_last: bool, now: datetime) -> int:
    meeting = Meeting.objects.select_related("committee", "document").get(pk=meeting_id)
    findings = findings_on(meeting=meeting, committee=meeting.committee, held_on=meeting.held_on)
    with transaction.atomic(), compared_after(meeting):
        # What takes too much to read again is held back and given back all the same.
        changed = suggestions_renew(meeting=meeting, findings=findings or (), by=None, now=now)
        if findings is not None or is_last:
            _done(meeting_id, until)
    return changed


def _give_up(meeting_id: int, until: datetime) -> None:
    """Leave the meeting as it was read before; what waits to be compared is compared so."""
    with transaction.atomic(), compared_after(Meeting.objects.get(pk=meeting_id)):
        _done(meeting_id, until)


def _done(meeting_id: int, until: datetime) -> None:
    """Take the meeting off, unless somebody has asked for it once more meanwhile."""
    Meeting.objects.filter(pk=meeting_id, reread_at=until).update(reread_at=None, reread_tries=0)


def _touched(rules: Collection[HouseRule]) -> list[int]:
    """Return the ids of the meetings under review in whose text one of the rules has its words."""
    if not rules:
        return []
    meetings = Meeting.objects.filter(
        review=Meeting.Review.OPEN, document__stage=Document.Stage.READY
    )
    if all(rule.committee_id for rule in rules):
        meetings = meetings.filter(committee__in=[rule.committee_id for rule in rules])
    texts = meetings.order_by("pk").values_list("pk", "document__text")
    return [pk for pk, text in texts.iterator(chunk_size=20) if _touches(rules, text)]


def _touches(rules: Collection[HouseRule], text: str) -> bool:
    damaged = is_damaged(text)
    return any(says(rule.phrase, text, damaged=damaged) for rule in rules)
