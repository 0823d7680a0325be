"""Numbers that look like CPR numbers: a warning that says on which pages, and never which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from meetings.reading.text import FileText

MOST_PAGES_NAMED = 10
HIDDEN_NUMBER = "xxxxxx-xxxx"

_TEN_DIGITS = re.compile(
    r"(?<![\d,.-])(\d{2})(\d{2})(\d{2})[ \u00a0]?[-–]?[ \u00a0]?(\d)\d{3}(?!\d)"
)


def find_cpr(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each number of ten digits that begins with a date.

    The check digit is not asked for: numbers given out since 2007 need not have one.
    """
    for hit in _TEN_DIGITS.finditer(text):
        day, month, year, seventh = (int(group) for group in hit.groups())
        if _is_date(day, month, _century(year, seventh) + year):
            yield hit.span()


def hide_cpr(text: str) -> str:
    """Return the text with each such number taken out."""
    for start, end in reversed(list(find_cpr(text))):
        text = text[:start] + HIDDEN_NUMBER + text[end:]
    return text


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
