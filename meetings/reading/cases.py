"""Lines that register a case under the heading of its item: its number, who handles it."""

from __future__ import annotations

import re

from meetings.reading.damage import tolerant_any
from meetings.reading.dates import find_dates
from meetings.reading.lexicon import fields as labels
from meetings.reading.lexicon import headings as words

_LONGEST = 160
_BULLET = r"(?:[•●▪◦-]\s*)?(?:udskriv\s*)?"
_NUMBER = r"\d{1,4}[\d./-]*[-/.]\s?[\w./-]*\d[\w./-]*"
_CASE = re.compile(
    rf"{_BULLET}(?:{tolerant_any(words.CASE_FIELDS)}\s*:|"
    r"(?:sag|dok|sagsnr|sagsnummer|sagsid)\b\.?\s*(?:nr\.?\s*)?\d[\w./-]*\d\b(?=\s*$|\s.{3,60}punkt$)|"
    rf"(?:{tolerant_any(words.CASE_FIELDS)})\.?$|"
    rf"{_NUMBER}(?:\s+-\s+{_NUMBER})?$)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"{_BULLET}(?P<case>(?:sagsnr|sagsid|sagsnummer)\.?\s*:?\s*\d[\w./-]*)", re.IGNORECASE
)
_MARK = re.compile(
    rf"(?:{tolerant_any((*words.OPEN_MARKS, *words.CLOSED_MARKS))})[.:]?$", re.IGNORECASE
)
_ABSENT = re.compile(
    rf"{tolerant_any(labels.APOLOGY_FIELDS)}\s*:(?:[^.]|\b[A-ZÆØÅ]\.)*\.?$", re.IGNORECASE
)
_LONGEST_ABSENT = 160


def is_case_line(text: str) -> bool:
    """Tell whether the line only registers the case, or says that it is open or closed."""
    if len(text) > _LONGEST or text.endswith("."):
        return False
    is_one = _CASE.match(text) is not None or _MARK.match(text) is not None
    return is_one and not find_dates(text)


def case_number(text: str) -> str | None:
    """Return the words that number a case, "Sagsnr.: 05.00-A00-2-23", at the start of a line."""
    match = _BEGINS.match(text[:_LONGEST])
    return match["case"].strip(" ,.") if match else None


def is_attendance(text: str) -> bool:
    """Tell whether the line only says who was not there while the item was dealt with."""
    return len(text) <= _LONGEST_ABSENT and _ABSENT.match(text) is not None
