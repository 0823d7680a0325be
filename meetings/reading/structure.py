"""What the reader finds in a file: parts, and in the parts that are minutes, meetings.

`Minutes` is the understood text of one meeting, a value; the file it stands in is the Document.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from meetings.reading.text import Sentence

PartKind = Literal["contents", "agenda", "minutes", "recommendation", "appendix", "notes"]
BlockKind = Literal["heading", "paragraph", "bullet", "row"]
DateSource = Literal["header", "document", "enclosure", "file name", "given"]


@dataclass(frozen=True, slots=True)
class Part:
    """A document bound into the file: its kind, its span and the words that told us."""

    kind: PartKind
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet, sub-heading or table row of an agenda item.

    `level` is the depth of a bullet (1 outermost), 0 otherwise. `heading` is the nearest lead-in
    above it: a sub-heading ("Beslutning"), or the paragraph that introduces a list
    ("Udvalget besluttede:"); None where there is none. `cells` holds the columns of a row.
    """

    kind: BlockKind
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    level: int = 0
    heading: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody named in the head of the minutes."""

    name: str
    initials: str | None = None
    title: str | None = None
    role: Literal["attendee", "chair", "minute_taker", "apology"] = "attendee"


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item as minuted.

    A last item with number and title None holds what stands outside the others. `minuted` has the
    words of the blocks, a line a block, where the blocks themselves were left out.
    """

    number: str | None
    title: str | None
    closed: bool
    start: int
    end: int
    page: int | None
    blocks: tuple[Block, ...] = ()
    minuted: str = ""


def minuted_text(item: Item) -> str:
    """Return the minuted words of an item, a line for each block, without what layout did."""
    lines = (" ".join(sentence.text for sentence in block.sentences) for block in item.blocks)
    return item.minuted or "\n".join(line for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting, with every agenda item, empty ones too.

    `date_evidence` are the words that gave the date; `given` marks a date handed to us.
    `next_meeting` is the date of the next meeting where the minutes state it.
    """

    title: str | None
    date: datetime.date | None
    date_source: DateSource | None
    date_evidence: str | None
    start_time: datetime.time | None
    end_time: datetime.time | None
    place: str | None
    participants: tuple[Participant, ...]
    page: int | None
    start: int
    end: int
    items: tuple[Item, ...]
    next_meeting: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """All that the reader understood of one file."""

    parts: tuple[Part, ...]
    minutes: tuple[Minutes, ...]
    problems: tuple[str, ...] = ()
