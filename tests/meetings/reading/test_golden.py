"""Whole minutes in the layouts that Danish municipalities, boards and councils use.

Each file in golden/ is invented; beside it stands what is to be read from it. A file that is read
in another way falls here, with the whole of what was read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from meetings.reading.closed import mentions_closed
from meetings.reading.minutes import read_structure
from meetings.reading.plain import read_plain
from meetings.reading.structure import Item, Minutes

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.name for path in GOLDEN.iterdir() if path.suffix in {".txt", ".md"})

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("name", NAMES)
def test_the_minutes_are_read_as_written_down_beside_them(name: str) -> None:
    path = GOLDEN / name
    structure = read_structure(read_plain(path.read_bytes()))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert [_told(minutes) for minutes in structure.minutes] == expected


def test_every_layout_has_minutes_and_what_is_read_from_them() -> None:
    expected = sorted(path.stem for path in GOLDEN.glob("*.json"))
    assert expected == sorted(Path(name).stem for name in NAMES)
    assert len(expected) >= 20


def _told(minutes: Minutes) -> dict[str, Any]:
    return {
        "title": minutes.title,
        "date": minutes.date and minutes.date.isoformat(),
        "date_source": minutes.date_source,
        "start": minutes.start_time and f"{minutes.start_time:%H:%M}",
        "end": minutes.end_time and f"{minutes.end_time:%H:%M}",
        "place": minutes.place,
        "people": [f"{person.name} ({person.role})" for person in minutes.participants],
        "items": [_item(item) for item in minutes.items],
    }


def _item(item: Item) -> dict[str, Any]:
    said = [s.text for b in item.blocks if b.kind != "heading" for s in b.sentences]
    closed = {"closed": True} if item.closed else {}
    return {"number": item.number, "title": item.title, **closed, "said": said}


def test_a_file_with_a_closed_item_is_known_to_mention_it() -> None:
    for name in NAMES:
        text = read_plain((GOLDEN / name).read_bytes())
        closed = any(item.closed for m in read_structure(text).minutes for item in m.items)
        assert mentions_closed(text.text) or not closed, name
