"""What a person has done in a review and may take back, read from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Commitment
from meetings.models import Event, Meeting, User

STEPS = {
    Event.Kind.ACCEPTED,
    Event.Kind.REJECTED,
    Event.Kind.SPLIT,
    Event.Kind.MERGED,
    Event.Kind.MARKED,
}
BACK = {Event.Kind.REOPENED, Event.Kind.UNMADE}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done, to one suggestion or to several at once.

    `overtaken_by` names who has gone on with one of them since.
    """

    pk: int
    kind: str
    commitments: tuple[int, ...]
    overtaken_by: str = ""


def find_steps(meeting: Meeting, by: User) -> list[Step]:
    """Return what the person did since the meeting was last sent and not undone, latest first."""
    commitments = Commitment.objects.filter(agenda_item__meeting=meeting).values("pk")
    events = (
        Event.objects.filter(
            Q(
                subject=Event.Subject.COMMITMENT,
                subject_id__in=commitments,
                kind__in=[*STEPS, *BACK],
                by__isnull=False,
            )
            | Q(subject=Event.Subject.MEETING, subject_id=meeting.pk, kind=Event.Kind.SENT)
        )
        .select_related("by__person")
        .order_by("-pk")
    )
    return _gathered(_standing(events, by))


def _standing(events: Iterable[Event], by: User) -> list[tuple[Event, str]]:
    """Return the person's own events that nothing took back, and who has gone on with each."""
    taken_back: Counter[int] = Counter()
    others: dict[int, str] = {}
    standing = []
    for event in events:
        if event.subject == Event.Subject.MEETING:
            break
        pk = event.subject_id
        if event.by_id != by.pk:
            others.setdefault(pk, str(event.by))
        elif event.kind in BACK:
            taken_back[pk] += 1
        elif taken_back[pk]:
            taken_back[pk] -= 1
        else:
            standing.append((event, others.get(pk, "")))
    return standing


def _gathered(standing: list[tuple[Event, str]]) -> list[Step]:
    """Put together what was done in one go: of one moment, one kind and one note."""
    together: dict[tuple[object, ...], list[tuple[Event, str]]] = {}
    for event, other in standing:
        key = (event.at, event.kind, event.note) if event.note else (event.pk,)
        together.setdefault(key, []).append((event, other))
    return [
        Step(
            pk=group[0][0].pk,
            kind=group[0][0].kind,
            commitments=tuple(sorted(event.subject_id for event, _other in group)),
            overtaken_by=next((other for _event, other in group if other), ""),
        )
        for group in together.values()
    ]
