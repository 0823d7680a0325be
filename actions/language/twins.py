"""What minutes promise twice is one promise: an action list at the end tells what stood inline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from actions.language.findings import CommitmentFinding

TOLD_AGAIN = 85
TASK_WORD, WEIGHTY, ALIKE = re.compile(r"\w+"), 4, 80


def without_twins(found: list[CommitmentFinding]) -> tuple[CommitmentFinding, ...]:
    """Keep the surest of findings in the same words, and the first of those told twice.

    An action list at the end repeats what was found inline, often in other words.
    """
    surest: dict[tuple[int, int], CommitmentFinding] = {}
    for finding in sorted(found, key=lambda each: each.confidence):
        surest[finding.start, finding.end] = finding
    kept: list[CommitmentFinding] = []
    for finding in sorted(surest.values(), key=lambda each: (each.start, each.end)):
        if not any(_is_told_again(finding, earlier) for earlier in kept):
            kept.append(finding)
    return tuple(kept)


def _is_told_again(later: CommitmentFinding, earlier: CommitmentFinding) -> bool:
    if later.item == earlier.item or later.owner != earlier.owner or later.owner is None:
        return False
    one, other = later.task.lower(), earlier.task.lower()
    if fuzz.token_set_ratio(one, other) < TOLD_AGAIN:
        return False
    # "Taget på hal 1" and "taget på hal 2": where each names what the other does not, they are two.
    return not (_names_more(one, other) and _names_more(other, one))


def _names_more(task: str, other: str) -> bool:
    """Tell whether a task has a number or a word of weight that the other has not; verbs apart."""
    known = TASK_WORD.findall(other)
    _verb, *words = TASK_WORD.findall(task) or [""]
    return any(
        word not in known if word.isdigit() else not _is_alike(word, known)
        for word in words
        if word.isdigit() or len(word) >= WEIGHTY
    )


def _is_alike(word: str, known: Sequence[str]) -> bool:
    return any(fuzz.ratio(word, each) >= ALIKE for each in known)
