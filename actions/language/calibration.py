"""What a grade of confidence promises, and what is measured of it.

A confidence is set by hand, rule by rule. Here it is held to account: of what is called certain so
large a share must be promises, of what is likely so large a one. Measured on the corpora, whole and
with their letters destroyed, and on minutes whose promises are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actions.language.grades import Grade, grade

# The least share of right findings; of the least sure nothing is promised.
PROMISED: Mapping[Grade, float] = {Grade.CERTAIN: 0.95, Grade.LIKELY: 0.75, Grade.MAYBE: 0.0}
# A rule that has fired fewer times than this is judged with its grade, not by itself.
FEWEST = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with known truth: which rule made it, how sure it was, whether it is a promise."""

    rule: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many findings of a kind there are, and how many of them are right."""

    right: int
    all: int

    @property
    def of_all(self) -> float:
        return self.right / self.all if self.all else 1.0


def by_grade(verdicts: Iterable[Verdict]) -> dict[Grade, Share]:
    """Return the share of right findings of each grade."""
    known = list(verdicts)
    return {each: _share(v for v in known if grade(v.confidence) is each) for each in Grade}


def broken_promises(verdicts: Iterable[Verdict]) -> list[tuple[Grade, str, Share]]:
    """Return each grade, and each rule within it, that is right less often than the grade says.

    The rule is empty where it is the grade as a whole.
    """
    known = list(verdicts)
    shares = [(each, "", share) for each, share in by_grade(known).items()]
    for each in Grade:
        of_grade = [verdict for verdict in known if grade(verdict.confidence) is each]
        for rule in sorted({verdict.rule for verdict in of_grade}):
            share = _share(verdict for verdict in of_grade if verdict.rule == rule)
            if share.all >= FEWEST:
                shares.append((each, rule, share))
    return [(each, rule, share) for each, rule, share in shares if share.of_all < PROMISED[each]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader of one least grade is shown: how much of it is right, of all that is right."""

    precision: float
    recall: float


def sweep(verdicts: Iterable[Verdict], *, promises: int) -> dict[Grade, Shown]:
    """Return, for each least grade, what it shows of so many promises."""
    known = list(verdicts)
    shown = {}
    for least in Grade:
        share = _share(v for v in known if v.confidence >= least.least_confidence)
        shown[least] = Shown(share.of_all, share.right / promises if promises else 1.0)
    return shown


def _share(verdicts: Iterable[Verdict]) -> Share:
    known = [verdict.is_right for verdict in verdicts]
    return Share(sum(known), len(known))
