"""The sections of an item: what was decided counts, what was put before the meeting does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from meetings.reading.cases import is_attendance, is_case_line
from meetings.reading.damage import tolerant_any
from meetings.reading.dates import find_dates
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line

SectionKind = Literal["decision", "closed", "weak"]

_LONGEST = 90
_LONGEST_DECISION = 250
_BEFORE = r"[#*_\s]*(?:[•●▪◦]\s*|\d{1,2}\.\s+)?[*_]*"


def _section(phrases: tuple[str, ...], tail: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}{tolerant_any(phrases)}[*_]*{tail}", re.IGNORECASE)


_DAY = r"(?:,?\s+(?:den|d\.)\s*(?:\d.{1,25})?|,?\s+\d{1,2}[-./ ]\s?\S.{3,20})"
_POINT = r"(?:,?\s*(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?\d{1,4})?"
_OF_MEETING = (
    r"(?:\s+(?:for|til|vedr\.?)\s+(?:punkt|pkt|sag)\b.{1,200}|\s+(?:i|fra|for|på)\s.{1,100}?)?"
    rf"(?:{_DAY})?{_POINT}[*_]*"
)
_DECISION = _section(words.DECISION_SECTIONS, rf"{_OF_MEETING}\s*:?$")
_DECISION_INLINE = _section(words.DECISION_SECTIONS, r"\s*:[*_]*\s*\S")
# "Beslutning Byrådet den 20-03-2013", "Byrådets beslutning i mødet den 22. april 2021:"
_DECISION_OF = re.compile(
    rf"{_BEFORE}(?:{tolerant_any(words.DECIDED)}\s+\S.{{2,100}}?{_DAY}"
    r"|(?:\S+\s+){0,8}?\w*(?:udvalg|råd|bestyrelse|repræsentation|forsamling|nævn)\w{0,3}s\s+"
    rf"(?:beslutning|behandling)(?:\s+(?:i|på)\s+mødet)?(?:{_DAY})?)"
    rf"{_POINT}\s*:?$",
    re.IGNORECASE,
)
# "Teknikudvalget, 02-10-2024, pkt. 153"
_MEETING_LINE = re.compile(
    r"[^\W\d_].{2,80},\s*\d{1,2}[-./ ]\s?\S.{3,20}?,?\s*"
    r"(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?\d{1,4}\s*:?$",
    re.IGNORECASE,
)
_CLOSED = _section(words.CLOSED_SECTIONS, r"(?:,?\s+at)?\s*:?$")
_CLOSED_INLINE = re.compile(
    r"[#*_\s]*(?:(?:indstilling|sagsfremstilling)[*_]*\s*:|"
    r"det indstilles\b|(?:\S+\s){0,5}(?:forvaltningen|administrationen|direktionen|direktøren|"
    r"magistraten|sekretariatet|stabschefen)\s+indstiller,?\s+(?:til\s.{1,80},\s*)?at\b)",
    re.IGNORECASE,
)
_WEAK = _section(words.WEAK_SECTIONS, r"\s*:?$")
_FORM = re.compile(rf"{_BEFORE}{tolerant_any(words.FORM_FIELDS)}[*_]*\s*:", re.IGNORECASE)


@lru_cache(maxsize=4096)
def section_kind(text: str) -> SectionKind | None:
    """Return what kind of section a line opens, None where it opens none."""
    if _CLOSED_INLINE.match(text[:200]):
        return "closed"
    is_decision = len(text) <= _LONGEST_DECISION and _is_decision(text)
    if is_decision or _DECISION_INLINE.match(text[:_LONGEST]):
        return "decision"
    if len(text) <= _LONGEST and _CLOSED.match(text):
        return "closed"
    is_weak = len(text) <= _LONGEST and _WEAK.match(text)
    return "weak" if is_weak or _FORM.match(text[:_LONGEST]) else None


@lru_cache(maxsize=4096)
def _is_decision(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_DECISION, _DECISION_OF, _MEETING_LINE))


def is_section_heading(text: str) -> bool:
    """Tell whether a line is the heading of a section and nothing more."""
    if len(text) > _LONGEST_DECISION:
        return False
    return _is_decision(text) or any(pattern.match(text) for pattern in (_CLOSED, _WEAK))


def decided_on(text: str) -> date | None:
    """Return the day in the heading of a decision, None where it tells none."""
    if len(text) > _LONGEST_DECISION or not _is_decision(text):
        return None
    days = find_dates(text)
    return days[-1].value if days else None


def minuted_lines(
    lines: Sequence[Line],
    *,
    decided_already: bool = False,
    decided_elsewhere: bool = False,
    day: date | None = None,
) -> list[tuple[Line, ...]]:
    """Return the runs of an item's lines that are minutes: all but what was put before it.

    What Markdown quotes is the agenda. `decided_already` tells that the heading itself said
    "Beslutning", `decided_elsewhere` that the other items of the minutes mark their decisions.
    A decision with another day than the meeting's own (`day`) was made before.
    """
    lines = [line for line in lines if not line.is_quoted]
    kinds = list(_kinds(lines, day))
    decides = decided_already or "decision" in kinds
    weak_closes = (decides or decided_elsewhere) and not decided_already
    closes = "closed" in kinds or (weak_closes and "weak" in kinds)
    is_open = decided_already or not (decides and closes)
    runs: list[list[Line]] = [[]]
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "decision":
            is_open = True
        elif kind == "closed" or (kind == "weak" and weak_closes):
            is_open = False
        if is_open and not is_case_line(line.text) and not is_attendance(line.text):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if run]


def _kinds(lines: Sequence[Line], day: date | None) -> Iterator[SectionKind | None]:
    """Yield the kind of each line; a decision that others made before is closed."""
    kinds = [None if line.is_furniture else section_kind(line.text) for line in lines]
    days = [decided_on(line.text) if kind == "decision" else None
            for line, kind in zip(lines, kinds, strict=True)]  # fmt: skip
    known = [one for one in days if one]
    newest = max(known, default=None)
    undated = any(kind == "decision" and one is None
                  for kind, one in zip(kinds, days, strict=True))  # fmt: skip
    own = day if day in known or (undated and day) else newest
    for kind, decided in zip(kinds, days, strict=True):
        yield "closed" if kind == "decision" and decided and decided != own else kind
