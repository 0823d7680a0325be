"""The figures of an evaluation, by rule, by field and by confidence, ready to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.evaluation import Score, f1, share

FieldName = Literal["owner", "due"]
# From this confidence up to the next one; the last bucket holds 1 as well.
BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule found. `recall` is its share of all promises there are."""

    rule: str
    right: int
    wrong: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """How a field was read in the promises that were found.

    Precision looks at what the reader filled in, recall at what stands in the minutes; right is
    the share of all, the rightly empty ones among them.
    """

    name: str
    precision: float
    recall: float
    f1: float
    right: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """The findings of a band of confidence, and how many of them are promises."""

    least: float
    below: float
    number: int
    right: int

    @property
    def share(self) -> float:
        return share(self.right, self.number)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `evaluate` prints of a gold folder."""

    files: int
    must: int
    found: int
    wrong: int
    precision: float
    recall: float
    f1: float
    rules: tuple[RuleFigures, ...]
    fields: tuple[FieldFigures, ...]
    reliability: tuple[Bucket, ...]


def make_report(seen: Score, every: Score, *, files: int) -> Report:
    """Put the score of what is seen unasked, and of every grade, in figures."""
    return Report(
        files=files,
        must=len(seen.must),
        found=len(seen.hits),
        wrong=len(seen.wrong),
        precision=seen.precision,
        recall=seen.recall,
        f1=seen.f1,
        rules=tuple(_rules(seen)),
        fields=(_field(seen, "owner"), _field(seen, "due"), _link(seen)),
        reliability=tuple(_buckets(every)),
    )


def _rules(score: Score) -> Iterable[RuleFigures]:
    right = Counter(found.rule for found in score.right)
    wrong = Counter(found.rule for found in score.wrong)
    for rule in sorted(right | wrong, key=lambda name: (-right[name] - wrong[name], name)):
        precision = share(right[rule], right[rule] + wrong[rule])
        recall = share(right[rule], len(score.must))
        yield RuleFigures(rule, right[rule], wrong[rule], precision, recall, f1(precision, recall))


def _field(score: Score, name: FieldName) -> FieldFigures:
    is_right = [getattr(hit, name) for hit in score.hits]
    told = [getattr(hit.found, name) is not None for hit in score.hits]
    stands = [hit.item.get(name) is not None for hit in score.hits]
    precision = _share_of(is_right, told)
    recall = _share_of(is_right, stands)
    return FieldFigures(
        name, precision, recall, f1(precision, recall), share(sum(is_right), len(is_right))
    )


def _share_of(is_right: Sequence[bool], counted: Sequence[bool]) -> float:
    return share(sum(a and b for a, b in zip(is_right, counted, strict=True)), sum(counted))


def _link(score: Score) -> FieldFigures:
    right = share(sum(hit.link for hit in score.hits), len(score.hits))
    return FieldFigures("link", right, right, right, right)


def _buckets(score: Score) -> Iterable[Bucket]:
    for least, below in zip(BOUNDS, (*BOUNDS[1:], 1.01), strict=True):
        right = sum(least <= found.confidence < below for found in score.right)
        wrong = sum(least <= found.confidence < below for found in score.wrong)
        if right + wrong:
            yield Bucket(least, min(below, 1.0), right + wrong, right)
