"""What of a report stands on the page: of each table the first rows, and how many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from tracker.persondata.report import Found
from tracker.persondata.tables import TOLD, Told

SHOWN = 20
# The file has the whole text.
LETTERS = 300


@dataclass(slots=True)
class Section:
    """One table of a report."""

    told: Told
    rows: list[dict[str, Any]] = field(default_factory=list)
    own: int = 0
    naming: int = 0
    closed: int = 0

    def add(self, row: Found) -> None:
        self.own += row.is_own
        self.naming += not row.is_own
        self.closed += row.is_closed
        if len(self.rows) < SHOWN:
            self.rows.append(
                {
                    "key": str(row.pk),
                    "is_own": row.is_own,
                    "is_closed": row.is_closed,
                    "told": [(name, _short(value)) for name, value in row.told],
                }
            )

    def as_shown(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        numbers = {"own": self.own, "naming": self.naming, "closed": self.closed}
        return {"table": self.told.model._meta.label, "rows": self.rows, **numbers}

    @property
    def beyond(self) -> int:
        return self.own + self.naming - len(self.rows)


def read_first_rows(path: Path) -> list[tuple[str, list[Section]]]:
    """Return the tables that hold something, by group."""
    filled = (section for section in _sections(path) if section.rows)
    groups = groupby(filled, key=lambda one: str(one.told.group))
    return [(group, list(sections)) for group, sections in groups]


def _sections(path: Path) -> Iterator[Section]:
    known = {told.model._meta.label: told for told in TOLD}
    for shown in json.loads(path.read_text("utf-8")):
        told = known.get(shown.pop("table"))
        # A table that went with a new version is told of in the file still.
        if told is not None:
            yield Section(told, **shown)


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"
