"""Rows of a table or an action list: "opgave | ansvarlig | frist"."""

from __future__ import annotations

import re

from actions.language.deadlines import read_deadline
from actions.language.rules.clauses import read_obligation
from actions.language.rules.grammar import plain_line
from actions.language.rules.notes import begins_with_work
from actions.language.rules.registry import Proposal, Scene
from meetings.reading.structure import Block

HEADER = re.compile(
    r"^(?:ansvarlig|deadline|frist|opgave|aktion|hvem|hvad|hvornår|status|emne|"
    r"tovholder|navn)e?r?\s*:?$",
    re.IGNORECASE,
)
FINISHED = re.compile(
    r"^(?:afs?l?ut?tt?et|udført|færdig|ok|lukket|done|gennemført)\W*$", re.IGNORECASE
)
CERTAIN, SHORTEST_TASK = 0.93, 8


DAY_ALONE = re.compile(r"\d{1,2}[./-]\d{1,2}\.?$")


def _as_deadline(cell: str) -> str:
    """In a column of its own "1/5" is a day; in running text it may be one of five."""
    return f"senest {cell}" if DAY_ALONE.match(cell) else cell


def row_proposal(block: Block, scene: Scene) -> Proposal | None:
    """Return what a row promises: a task and whoever has it; None for headers and finished rows."""
    cells = [cell.strip() for cell in block.cells]
    if (
        len(cells) < 2
        or not block.sentences
        or any(HEADER.match(cell) or FINISHED.match(cell) for cell in cells if cell)
    ):
        return None
    task = max(cells, key=len)
    others = [cell for cell in cells if cell and cell != task]
    owners = [owner for owner in map(scene.book.read, others) if owner]
    if len(task) < SHORTEST_TASK or not owners:
        return None
    has_deadline = any(
        read_deadline(cell, meeting_date=scene.when.meeting_date, calendar=scene.when.calendar)
        for cell in others
    )
    made = read_obligation(task, scene)
    if not made and not has_deadline and not begins_with_work(task, scene):
        return None
    return Proposal(
        "table row",
        "list",
        CERTAIN,
        made[0] if made else plain_line(task),
        owners[0],
        0,
        len(block.sentences[0].text),
        words=", ".join(_as_deadline(cell) for cell in others),
    )
