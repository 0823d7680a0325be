"""Words that say that something was dealt with behind closed doors."""

from __future__ import annotations

import re

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import CLOSED_GROUPS, CLOSED_ITEMS, CLOSED_MARKS, OPEN_GROUPS

_MARK = tolerant_any(CLOSED_MARKS)
_CLOSED = re.compile(
    rf"(?:{tolerant_any(CLOSED_ITEMS)})\b|\((?:lukket|fortroligt?)\)", re.IGNORECASE
)
# In a title: "Lukket - Udbud", "Køb af jord (lukket sag)", "Fortroligt: Udbud", "Lukket" alone.
CLOSED_TITLE = re.compile(
    rf"{_CLOSED.pattern}|^\W*{_MARK}(?:\s*[-–—:]|\W*$)|[-–—(]\s*{_MARK}\W*$", re.IGNORECASE
)
# How systems mark every title, at its end or before it: "Budget (Åben)", "(Lukket) Udbud".
_OPEN_MARK, _CLOSED_MARK = (
    rf"\((?:{words})(?:\s+(?:sag|punkt))?\)" for words in ("åbent?", "lukket|fortroligt?")
)
_DRESS = r"[#*_\s•]*"
_CLOSED_GROUP = re.compile(rf"{_DRESS}{tolerant_any(CLOSED_GROUPS)}[*_\s:.]*$", re.IGNORECASE)
_OPEN_GROUP = re.compile(rf"{_DRESS}{tolerant_any(OPEN_GROUPS)}[*_\s:.]*$", re.IGNORECASE)
# Anywhere in a text, on a line of its own or with a number or a bullet before it.
_MENTIONED = re.compile(
    rf"{_CLOSED.pattern}|\b(?:lukkede\s+(?:punkter|sager)|for\s+lukkede\s+døre)\b|"
    rf"^\W*(?:(?:punkt|pkt|sag|ad|nr)\.?\s*)?(?:nr\.?\s*)?[\d.]*[a-z]?\W*(?:lukkede|{_MARK})"
    rf"(?:\s*[-–—:]|\W*$)|[-–—(]\s*{_MARK}\W*$|^\W*lukket\s+(?:dagsorden|del)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_GROUP = 60


def mentions_closed(text: str) -> bool:
    """Tell whether words for a closed item or meeting stand anywhere in the text."""
    return _MENTIONED.search(text) is not None


def title_without_mark(title: str, *, is_closed: bool) -> str:
    """Return the title as people say it, without "(Åben)" or "(Lukket)" at its end or before it.

    Of an item that is not closed the words for closed stay, and so does a title of marks alone.
    """
    mark = rf"(?:{_OPEN_MARK}|{_CLOSED_MARK})" if is_closed else _OPEN_MARK
    bare = re.sub(rf"^\s*{mark}\s*|\s*{mark}\s*$", "", title, flags=re.IGNORECASE)
    return bare or title


def closes_doors(text: str) -> bool:
    """Tell whether the line heads the items that are dealt with behind closed doors."""
    return len(text) <= _LONGEST_GROUP and _CLOSED_GROUP.match(text) is not None


def opens_doors(text: str) -> bool:
    """Tell whether the line heads the items that are open to all."""
    return len(text) <= _LONGEST_GROUP and _OPEN_GROUP.match(text) is not None
