"""Lines that a copy has glued together, cut where a new one begins.

A transcript of a PDF may have each page on one line; a web page may lose the line end before the
first item. The words stay where they are in the file's text: only the lines become shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon import fields as labels
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line

_LONG = 400  # characters: longer than a line of a page, longer than most paragraphs
_MOSTLY = 0.6  # of the text stands on long lines
_LEAST_ITEMS = 3
_ITEM = re.compile(r"(?:^|(?<=[\s.:)]))(?P<number>\d{1,3})\.\s{0,3}(?=[A-ZÆØÅ])")
_TAIL = re.compile(r"(?<=[^\s\d])\s?(?P<number>\d{1,3})\.\s{0,6}[A-ZÆØÅ][^.]{2,120}[.:]?$")
_NUMBERED = re.compile(r"\d\.")
_PAGE_NUMBER = re.compile(r"\d{1,3}(?=\s)")
_LABEL = re.compile(
    rf"(?<=\s)(?i:{tolerant_any((*words.DECISION_SECTIONS, *words.CLOSED_SECTIONS))})(?=:\s)"
)
_FIELD = re.compile(rf"(?<=\s)(?=[A-ZÆØÅ])(?i:{tolerant_any(labels.HEAD_LABELS)})(?=:?\s)")


def unglue(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those cut that hold several."""
    if _is_transcript(lines):
        return list(_transcript(lines))
    return list(_with_first_item(lines))


def _is_transcript(lines: Sequence[Line]) -> bool:
    whole = sum(len(line.text) for line in lines)
    long = sum(len(line.text) for line in lines if len(line.text) > _LONG)
    return long > _MOSTLY * max(whole, 1) and len(_run(lines)) >= _LEAST_ITEMS


def _run(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where the items begin, line and place: numbers that rise by one, the longest run."""
    places: dict[int, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        for match in _ITEM.finditer(line.text):
            places.setdefault(int(match["number"]), []).append((index, match.start()))
    best: list[tuple[int, int]] = []
    for start in sorted(places):
        if start - 1 in places:
            continue
        run = [places[start][-1] if start + 1 not in places else places[start][0]]
        number = start + 1
        while following := next((at for at in places.get(number, ()) if at > run[-1]), None):
            run.append(following)
            number += 1
        best = run if len(run) > len(best) else best
    return best


def _transcript(lines: Sequence[Line]) -> Iterator[Line]:
    items: dict[int, list[int]] = {}
    for index, at in _run(lines):
        items.setdefault(index, []).append(at)
    first = min(items)
    for index, line in enumerate(lines):
        cuts = set(items.get(index, ()))
        cuts |= {match.start() for match in _LABEL.finditer(line.text)}
        if index <= first:
            end = min(items.get(index, [len(line.text)]))
            cuts |= {match.start() for match in _FIELD.finditer(line.text, 0, end)}
        number = _PAGE_NUMBER.match(line.text) if len(line.text) > _LONG else None
        pieces = list(_cut(line, sorted(cuts | ({number.end()} if number else set()))))
        if number and pieces:
            pieces[0] = replace(pieces[0], is_furniture=True)
        yield from pieces


def _with_first_item(lines: Sequence[Line]) -> Iterator[Line]:
    """Where item 2 stands on its own line and item 1 does not, item 1 is glued to a line above."""
    begun: set[int] = set()
    second = re.compile(r"(?P<number>\d{1,3})\.\s")
    wanted = [int(match["number"]) - 1 for line in lines if (match := second.match(line.text))]
    begun.update(wanted)
    missing = {number for number in begun if number > 0} - {number + 1 for number in begun}
    for line in lines:
        may_be = missing and len(line.text) < _LONG and _NUMBERED.search(line.text)
        match = _TAIL.search(line.text[-200:]) if may_be else None
        if match and int(match["number"]) in missing and ".." not in line.text:
            at = len(line.text) - len(line.text[-200:]) + match.start("number")
            yield from _cut(line, [at])
        else:
            yield line


def _cut(line: Line, places: Sequence[int]) -> Iterator[Line]:
    """Yield the pieces of a line, without the space between them."""
    begin = 0
    for end in [*places, len(line.text)]:
        raw = line.text[begin:end]
        said = raw.strip()
        if said:
            start = line.start + begin + len(raw) - len(raw.lstrip())
            is_first = begin == 0
            yield replace(
                line,
                start=start,
                end=start + len(said),
                text=said,
                gap=line.gap if is_first else 1,
                starts_page=line.starts_page and is_first,
            )
        begin = end
