"""Minutes that stand in a file in two pieces, put together to one meeting.

Some write a head and an agenda first and the minutes below, each with a title of its own; and in a
bundle an enclosure may be bound in between two items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from meetings.reading.damage import fold
from meetings.reading.structure import Item, Minutes

_SAME_ITEMS = 0.75
_LEAST_ITEMS = 2


def merge_minutes(found: Sequence[Minutes]) -> list[Minutes]:
    """Return the minutes with those put together that are pieces of one meeting."""
    merged: list[Minutes] = []
    for minutes in found:
        last = merged[-1] if merged else None
        if last is not None and _is_listed(last, minutes):
            merged[-1] = _with_head(minutes, last, minutes.items)
        elif last is not None and _goes_on(last, minutes):
            merged[-1] = _with_head(minutes, last, (*last.items, *minutes.items))
        else:
            merged.append(minutes)
    return merged


def _is_listed(agenda: Minutes, minutes: Minutes) -> bool:
    """Tell whether the first is only the agenda of the second: the same items, nothing said."""
    if minutes.date or any(item.blocks for item in agenda.items if item.number):
        return False
    theirs, mine = _titles(agenda.items), _titles(minutes.items)
    shared = len(theirs & mine)
    return shared >= _LEAST_ITEMS and shared >= _SAME_ITEMS * max(len(theirs), len(mine))


def _goes_on(first: Minutes, second: Minutes) -> bool:
    """Tell whether the second goes on with the items of the first and has no head of its own."""
    if second.date or second.title or second.participants or first.date is None:
        return False
    before = [number for item in first.items if (number := _number(item)) is not None]
    after = [number for item in second.items if (number := _number(item)) is not None]
    return bool(before and after) and after[0] == before[-1] + 1


def _number(item: Item) -> int | None:
    return int(item.number) if item.number and item.number.isdecimal() else None


def _titles(items: Sequence[Item]) -> set[tuple[str | None, str]]:
    return {(item.number, fold(item.title)) for item in items if item.title}


def _with_head(minutes: Minutes, head: Minutes, items: tuple[Item, ...]) -> Minutes:
    return replace(
        minutes,
        title=head.title or minutes.title,
        date=head.date,
        date_source=head.date_source,
        date_evidence=head.date_evidence,
        start_time=head.start_time or minutes.start_time,
        end_time=head.end_time or minutes.end_time,
        place=head.place or minutes.place,
        participants=head.participants or minutes.participants,
        page=head.page,
        start=head.start,
        items=items,
    )
