"""What the language core returns: a commitment with its words, its reading and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CommitmentFinding:
    """One obligation found in an agenda item.

    `item` is the index of the agenda item in `Minutes.items`. `start` and `end` are code points
    in the file's text; the quote is `text[start:end]`. `owner` and `due` are None where the text
    gives none: never a default. `confidence` is 0 to 1. `because` is one Danish sentence.
    """

    item: int
    start: int
    end: int
    task: str
    owner_text: str | None
    owner: str | None
    co_owners: tuple[str, ...]
    due_text: str | None
    due: date | None
    not_before: date | None
    recurrence: str | None
    condition: str | None
    confidence: float
    rule: str
    because: str
