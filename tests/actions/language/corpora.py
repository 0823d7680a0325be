"""The corpora: invented sentences of an invented municipality, a line each, a family a file.

`corpus/*.txt` hold what promises something: `text | owner | due`, with several owners for several
commitments ("A; B") and "-" for none; in `lists.txt` the lead-in stands before ">>". `not_*.txt`
hold what sounds like a promise and is none. The meeting is on Wednesday 14 May 2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, the owners of its commitments in order (small letters), and their due date."""

    family: str
    text: str
    owners: tuple[str | None, ...]
    due: str | None
    lead_in: str | None = None

    def __str__(self) -> str:
        return f"{self.lead_in} >> {self.text}" if self.lead_in else self.text


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _commitment(family: str, line: str) -> Line:
    said, owners, due = (part.strip() for part in line.rsplit(" | ", 2))
    lead_in, arrow, text = said.partition(" >> ")
    return Line(
        family,
        text if arrow else said,
        tuple(None if owner == "-" else owner.lower() for owner in owners.split("; ")),
        None if due == "-" else due,
        lead_in if arrow else None,
    )


FAMILIES = sorted(path for path in FOLDER.glob("*.txt") if not path.stem.startswith("not_"))
COMMITMENTS = [_commitment(path.stem, line) for path in FAMILIES for line in _lines(path)]
NEGATIVES = [
    (path.stem, line) for path in sorted(FOLDER.glob("not_*.txt")) for line in _lines(path)
]
