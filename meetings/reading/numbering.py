"""The numbers that Word prints before paragraphs and does not write in them: "1.", "a)", "2.3"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from meetings.reading.flow import BULLET, clean
from meetings.reading.package import Element, child, local, number, value

DEEPEST = 8  # Word has nine levels, from 0
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 3999
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_MARK = 40


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; `restart` is the level that sets it back."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    is_legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list as the document uses it; lists of one `kind` count on together."""

    kind: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document: ask for the mark of each paragraph once, from the top."""

    def __init__(self, root: Element | None) -> None:
        kinds: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                kinds[value(one, "abstractNumId") or ""] = _levels(one)
        for one in root if root is not None else ():
            if local(one) == "num":
                kind = value(child(one, "abstractNumId")) or ""
                self._lists[value(one, "numId") or ""] = _used(one, kind, kinds.get(kind, {}))

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level that is tied to a paragraph style, 0 where none is."""
        known = self._lists.get(list_id)
        for at, level in known.levels.items() if known else ():
            if level.style == style:
                return at
        return 0

    def mark(self, list_id: str, at: int) -> str:
        """Count one on at this level and return what Word prints there, "" for nothing."""
        known = self._lists.get(list_id)
        if known is None or not 0 <= at <= DEEPEST:
            return ""
        counts = self._counts.setdefault(known.kind, {})
        level = known.levels.get(at, _Level())
        fresh = (list_id, at) not in self._begun
        self._begun.add((list_id, at))
        if at in known.restarts and fresh:
            counts[at] = known.restarts[at]
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            restart = known.levels.get(deeper, _Level()).restart
            if restart is None or (restart and at < restart):
                del counts[deeper]
        return _printed(known, at, counts)


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for one in parent:
        at = number(one, "ilvl")
        if local(one) == "lvl" and at is not None:
            found[at] = _level(one)
    return found


def _level(one: Element) -> _Level:
    start, restart = number(child(one, "start")), number(child(one, "lvlRestart"))
    return _Level(
        start=1 if start is None else start,
        form=value(child(one, "numFmt")) or "decimal",
        text=(value(child(one, "lvlText")) or "")[:_LONGEST_MARK],
        style=value(child(one, "pStyle")),
        is_legal=child(one, "isLgl") is not None,
        restart=restart,
    )


def _used(one: Element, kind: str, levels: dict[int, _Level]) -> _List:
    """Read a list of the document: a kind of list, with levels of its own and new beginnings."""
    levels, restarts = dict(levels), {}
    for change in one:
        at = number(change, "ilvl")
        if local(change) != "lvlOverride" or at is None:
            continue
        own, start = child(change, "lvl"), number(child(change, "startOverride"))
        if own is not None:
            levels[at] = _level(own)
        if start is not None:
            restarts[at] = start
    return _List(kind, levels, restarts)


def _printed(known: _List, at: int, counts: dict[int, int]) -> str:
    level = known.levels.get(at, _Level())
    if level.form == "bullet":
        return BULLET
    if level.form == "none" and "%" not in level.text:
        return clean(level.text)

    def place(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        own = known.levels.get(other, _Level())
        form = "decimal" if level.is_legal else own.form
        return _counted(counts.get(other, own.start), form)

    return clean(_PLACE.sub(place, level.text))


def _counted(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        turns, letter = divmod(count - 1, len(_LETTERS))
        letters = _LETTERS[letter] * min(turns + 1, _LONGEST_MARK)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _MOST_ROMAN:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form in {"none", "bullet"}:
        return ""
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        said += letters * times
    return said
