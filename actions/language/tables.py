"""Rows of a table or an action list: "opgave | ansvarlig | frist"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.language.lexicon.calendar import MONTHS, WEEKDAYS
from actions.language.lexicon.people import ROLES
from actions.language.owners import OwnerReading
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
SHORTEST_BESIDE_BOTH = 3  # characters: "Telt | Lis | uge 23" says all
# "Kasserer | Ib" is who has which office.
OFFICE = re.compile(rf"{ROLES}\W*$", re.IGNORECASE)
MOST_WORDS_OF_NAME = 4


MONTH_ALONE = re.compile(rf"(?:{'|'.join(MONTHS)})(?:\s+20\d\d)?$", re.IGNORECASE)
WEEKDAY_ALONE = re.compile(rf"(?:{'|'.join(WEEKDAYS)})$", re.IGNORECASE)
DAY_ALONE = re.compile(r"\d{1,2}[./-]\d{1,2}\.?$")


def _as_deadline(cell: str) -> str:
    """In a column of its own "1/5" is a day and "Maj" a month; in running text they may not be."""
    if MONTH_ALONE.match(cell):
        return f"i {cell.lower()}"
    if WEEKDAY_ALONE.match(cell):
        return f"på {cell.lower()}"
    return f"senest {cell}" if DAY_ALONE.match(cell) else cell


OWNER_COLUMN = re.compile(r"(?:hvem|ansvarlige?|ansv\.?|tovholder|navn)\s*:?$", re.IGNORECASE)
TASK_COLUMN = re.compile(
    r"(?:hvad|opgave|aktion|handling|aktivitet|indsats)(?:er)?\s*:?$", re.IGNORECASE
)
NOBODY = re.compile(r"[-–—.?/\s]*$")


def is_titled(cells: Sequence[str]) -> bool:
    """Tell whether a row holds the titles of columns: task and who has it."""
    has_task = any(TASK_COLUMN.match(cell.strip()) for cell in cells)
    return has_task and any(OWNER_COLUMN.match(cell.strip()) for cell in cells)


def titled_row(block: Block, titles: Sequence[str], scene: Scene) -> Proposal | None:
    """Return what a row under such titles promises: who stands in the column has it."""
    cells = [cell.strip() for cell in block.cells]
    if len(cells) != len(titles) or not block.sentences or any(map(FINISHED.match, cells)):
        return None
    task = next(cell for cell, title in zip(cells, titles, strict=True) if TASK_COLUMN.match(title))
    words = next(c for c, title in zip(cells, titles, strict=True) if OWNER_COLUMN.match(title))
    others = [cell for cell in cells if cell and cell not in {task, words}]
    owner = None if NOBODY.match(words) else _in_column(words, scene)
    if len(task) < SHORTEST_TASK or not (owner or _dates(others, scene)):
        return None
    return _row(block, task, owner, others, scene)


def _in_column(words: str, scene: Scene) -> OwnerReading | None:
    """Return whom the column of owners names, somebody unknown as well."""
    known = scene.book.read(words)
    is_name = words[:1].isupper() and len(words.split()) <= MOST_WORDS_OF_NAME
    return known or (OwnerReading(words, words, (), "unit") if is_name else None)


def _dates(cells: Sequence[str], scene: Scene) -> bool:
    return any(scene.deadline_in(_as_deadline(cell)) for cell in cells)


def row_proposal(block: Block, scene: Scene) -> Proposal | None:
    """Return what a row promises: a task and whoever has it; None for headers and finished rows."""
    cells = [cell.strip() for cell in block.cells]
    if (
        len(cells) < 2
        or not block.sentences
        or any(HEADER.match(cell) or FINISHED.match(cell) for cell in cells if cell)
    ):
        return None
    task = _task(cells, scene)
    others = [cell for cell in cells if cell and cell != task]
    owners = [owner for owner in map(scene.book.read, others) if owner]
    has_deadline = _dates([c for c in others if not scene.book.read(c)], scene)
    shortest = SHORTEST_BESIDE_BOTH if has_deadline else SHORTEST_TASK
    if len(task) < shortest or not owners or OFFICE.match(task):
        return None
    made = read_obligation(task, scene)
    if not made and not has_deadline and not begins_with_work(task, scene):
        return None
    return _row(block, task, owners[0], others, scene)


def _task(cells: Sequence[str], scene: Scene) -> str:
    """Return the longest cell; where all are short, the one that is neither owner nor day."""
    longest = max(cells, key=len)
    rest = [c for c in cells if c and not scene.book.read(c) and not _dates([c], scene)]
    return rest[0] if len(rest) == 1 else longest


def _text(block: Block) -> str:
    return " ".join(sentence.text for sentence in block.sentences)


def _row(
    block: Block, task: str, owner: OwnerReading | None, others: Sequence[str], scene: Scene
) -> Proposal:
    made = read_obligation(task, scene)
    return Proposal(
        "table row",
        "list",
        CERTAIN,
        made[0] if made else plain_line(task),
        owner or (made[1] if made else None),
        0,
        len(_text(block)),
        words=", ".join(_as_deadline(c) for c in others if not owner or c != owner.text),
    )
