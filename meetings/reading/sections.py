"""The sections of an item: what was decided counts, what was put before the meeting does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line

SectionKind = Literal["decision", "closed", "weak"]

_LONGEST = 90
_LONGEST_DECISION = 250


def _section(phrases: tuple[str, ...], tail: str) -> re.Pattern[str]:
    return re.compile(rf"[#*_\s]*{tolerant_any(phrases)}[*_]*{tail}", re.IGNORECASE)


_OF_MEETING = (
    r"(?:\s+(?:for|til|vedr\.?)\s+(?:punkt|pkt|sag)\b.{1,200}|\s+(?:i|fra|for|på)\s.{1,100}?)?"
    r"(?:,?\s+(?:den|d\.)\s+\d.{1,20})?[*_]*"
)
_DECISION = _section(words.DECISION_SECTIONS, rf"{_OF_MEETING}\s*:?$")
_DECISION_INLINE = _section(words.DECISION_SECTIONS, r"\s*:[*_]*\s*\S")
_CLOSED = _section(words.CLOSED_SECTIONS, r"(?:,?\s+at)?\s*:?$")
_CLOSED_INLINE = re.compile(
    r"[#*_\s]*(?:(?:indstilling|sagsfremstilling)[*_]*\s*:|"
    r"det indstilles\b|(?:\S+\s){0,5}(?:forvaltningen|administrationen|direktionen|direktøren|"
    r"magistraten|sekretariatet|stabschefen)\s+indstiller,?\s+(?:til\s.{1,80},\s*)?at\b)",
    re.IGNORECASE,
)
_WEAK = _section(words.WEAK_SECTIONS, r"\s*:?$")


def section_kind(text: str) -> SectionKind | None:
    """Return what kind of section a line opens, None where it opens none."""
    if _CLOSED_INLINE.match(text[:200]):
        return "closed"
    if _DECISION_INLINE.match(text[:_LONGEST]):
        return "decision"
    if len(text) <= _LONGEST_DECISION and _DECISION.match(text):
        return "decision"
    if len(text) > _LONGEST:
        return None
    if _CLOSED.match(text):
        return "closed"
    return "weak" if _WEAK.match(text) else None


def is_section_heading(text: str) -> bool:
    """Tell whether a line is the heading of a section and nothing more."""
    if len(text) > _LONGEST_DECISION:
        return False
    return any(pattern.match(text) for pattern in (_DECISION, _CLOSED, _WEAK))


def minuted_lines(
    lines: Sequence[Line], *, decided_already: bool = False
) -> list[tuple[Line, ...]]:
    """Return the runs of an item's lines that are minutes: all but what was put before it.

    What Markdown quotes is the agenda. `decided_already` tells that the heading itself said
    "Beslutning".
    """
    lines = [line for line in lines if not line.is_quoted]
    kinds = [None if line.is_furniture else section_kind(line.text) for line in lines]
    decides = decided_already or "decision" in kinds
    closes = "closed" in kinds or (decides and "weak" in kinds)
    is_open = decided_already or not (decides and closes)
    runs: list[list[Line]] = [[]]
    for line, kind in zip(lines, kinds, strict=True):
        was_open = is_open
        if kind == "decision":
            is_open = True
        elif kind == "closed" or (kind == "weak" and decides and not decided_already):
            is_open = False
        if is_open:
            if not was_open:
                runs.append([])
            runs[-1].append(line)
    return [tuple(run) for run in runs if run]
