"""Numbers that look like CPR numbers: a warning that says on which pages, and never which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from meetings.reading.text import FileText

MOST_PAGES_NAMED = 10

# A date as six digits, or in pairs with the same sign between; then any dash, or a gap, or a line's
# end; then four digits that no case number goes on from. A soft hyphen is what PDFs make of a dash.
_DASH = "[-\u00ad\u2010-\u2015\u2212]"
_GAP = r"[ \u00a0\u202f]?"
# No digit stands before it, nor one with a sign after it as in an amount or a case number; but the
# next of a list may follow the last one with a comma or a stroke alone.
_ALONE = r"(?<!\d\d\d)(?:(?<!\d[,.-]\d\d)|(?<=[- ]\d{4},\d\d)|(?<=\d{10},\d\d))"
_ENDS = r"(?!\d|[-/.,]\d(?!\d{5}))"
# It begins with the digits, so that the search leaps from digit to digit; with digits of ASCII
# alone, for to ask of each letter whether it is a digit in some script takes twice as long.
_LOOKS_SO = re.compile(
    rf"([0-3]\d){_ALONE}"
    rf"(?:(\d\d)(\d\d)(?:{_GAP}{_DASH}?{_GAP}|{_DASH}\n)|([ .-])(\d\d)\4(\d\d){_GAP}{_DASH}{_GAP})"
    rf"(\d)\d{{3}}{_ENDS}",
    re.ASCII,
)
_DIGIT = re.compile(r"\d")


def find_cpr(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each number of ten digits that begins with a date.

    The check digit is not asked for: numbers given out since 2007 need not have one.
    """
    for hit in _LOOKS_SO.finditer(text):
        parts = (group for group in hit.groups() if group and group.isdigit())
        day, month, year, seventh = (int(part) for part in parts)
        if _is_date(day, month, _century(year, seventh) + year):
            yield hit.span()


def has_cpr(text: str) -> bool:
    return next(find_cpr(text), None) is not None


def hide_cpr(text: str) -> str:
    """Return the text with an x for each digit of such a number: as long as it was."""
    parts, at = [], 0
    for start, end in find_cpr(text):
        parts += [text[at:start], _DIGIT.sub("x", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _century(year: int, seventh: int) -> int:
    """Return the century that the seventh digit stands for."""
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def cpr_problems(file_text: FileText) -> tuple[str, ...]:
    """Return the warning for the person who gave the file, or nothing."""
    spans = list(find_cpr(file_text.text))
    if not spans:
        return ()
    pages = sorted({page for start, _ in spans if (page := file_text.page_at(start))})
    where = f" på side {_listed(pages)}" if pages else ""
    return (f"Teksten rummer tal, der ligner CPR-numre{where}. Se efter, om de må stå der.",)


def _listed(pages: list[int]) -> str:
    named = [str(page) for page in pages[:MOST_PAGES_NAMED]]
    if len(pages) > MOST_PAGES_NAMED:
        return ", ".join(named) + " og flere"
    return " og ".join(filter(None, (", ".join(named[:-1]), named[-1])))
