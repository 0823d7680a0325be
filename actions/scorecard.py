"""How suggestions fared with those who decide: the municipality's own measure of the reader."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from actions.language import Grade, grade
from actions.models import ActionItem, Commitment
from actions.models.commitment import BY_HAND, CommitmentQuerySet
from meetings.models import Event

# Below this number a share says little.
FEW = 10
CORRECTIONS = ("owner", "deadline", "task")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on the suggestions of one rule, or of one grade.

    One that was corrected in two ways counts under both.
    """

    name: str
    unchanged: int = 0
    corrected: int = 0
    owner: int = 0
    deadline: int = 0
    task: int = 0
    rejected: int = 0

    @property
    def number(self) -> int:
        return self.unchanged + self.corrected + self.rejected

    @property
    def accepted_percent(self) -> int:
        return round(100 * (self.unchanged + self.corrected) / self.number) if self.number else 0

    @property
    def is_few(self) -> bool:
        return self.number < FEW


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All decisions together, by rule and by grade, and why suggestions were rejected."""

    total: Decisions
    rules: tuple[Decisions, ...]
    grades: tuple[Decisions, ...]
    reasons: tuple[tuple[str, int], ...]


def scorecard(commitments: CommitmentQuerySet) -> Scorecard:
    """Count what was decided on what was read; what waits, and what people made, is left out."""
    decided = list(
        commitments.exclude(rule=BY_HAND)
        .filter(status__in=[Commitment.Status.ACCEPTED, Commitment.Status.REJECTED])
        .values_list("pk", "rule", "confidence", "status", "rejected_because")
    )
    corrections = _corrections([row[0] for row in decided])
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    by_grade: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for pk, rule, confidence, status, because in decided:
        marks = _marks(status, corrections.get(pk, ()))
        for counter in (by_rule[rule], by_grade[grade(confidence)], total):
            counter.update(marks)
        if status == Commitment.Status.REJECTED:
            reasons[because] += 1
    return Scorecard(
        total=Decisions("", **total),
        rules=tuple(sorted(_named(by_rule), key=lambda one: (-one.number, one.name))),
        grades=tuple(Decisions(each, **by_grade[each]) for each in Grade if by_grade[each]),
        reasons=tuple(reasons.most_common()),
    )


def _named(counted: dict[str, Counter[str]]) -> Iterable[Decisions]:
    return (Decisions(name, **counts) for name, counts in counted.items())


def _marks(status: str, corrected: Iterable[str]) -> list[str]:
    if status == Commitment.Status.REJECTED:
        return ["rejected"]
    ways = [name for name in CORRECTIONS if name in corrected]
    return ["corrected", *ways] if ways else ["unchanged"]


def _corrections(commitments: list[int]) -> dict[int, frozenset[str]]:
    """Return which fields a person set otherwise when accepting, for each commitment."""
    of = dict(
        ActionItem.objects.exclude(status=ActionItem.Status.CANCELLED)
        .filter(commitment__in=commitments)
        .values_list("pk", "commitment_id")
    )
    events = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM, kind=Event.Kind.CREATED, subject_id__in=of
    )
    return {
        of[subject_id] or 0: frozenset(changes)
        for subject_id, changes in events.values_list("subject_id", "changes")
    }
