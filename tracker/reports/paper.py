"""The follow-up paper ready to be set: each item with its words and the way to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from actions.selectors import Paper, PaperRow, PaperSection
from tracker.reports.paper_lines import agenda_line, source_line, state_line

# What anybody may have, and what is behind closed doors: two files, so that none is sent by slip.
OPEN_PART, CLOSED_PART = "aaben", "lukket-bilag"


@dataclass(frozen=True, slots=True)
class SetRow:
    """An item with its words."""

    row: PaperRow
    url: str
    source: str
    state: str
    line: str


@dataclass(frozen=True, slots=True)
class SetSection:
    """A heading and what stands under it."""

    kind: str
    heading: str
    rows: tuple[SetRow, ...]


@dataclass(frozen=True, slots=True)
class SetPaper:
    """One part of the paper."""

    paper: Paper
    is_closed: bool
    title: str
    sections: tuple[SetSection, ...]

    @property
    def count(self) -> int:
        return sum(len(section.rows) for section in self.sections)


def set_paper(paper: Paper, part: str) -> SetPaper:
    is_closed = part == CLOSED_PART
    return SetPaper(
        paper=paper,
        is_closed=is_closed,
        title=f"Lukket bilag: {paper.title}" if is_closed else paper.title,
        sections=_sections(paper.annex if is_closed else paper.sections),
    )


def _sections(sections: Iterable[PaperSection]) -> tuple[SetSection, ...]:
    return tuple(
        SetSection(
            section.kind,
            section.heading,
            tuple(_row(row, section.kind) for row in section.rows),
        )
        for section in sections
    )


def _row(row: PaperRow, kind: str) -> SetRow:
    address = reverse("action_item", args=[row.pk])
    return SetRow(
        row=row,
        url=f"{settings.SITE_URL}{address}",
        source=source_line(row),
        state=state_line(row, kind),
        line=agenda_line(row, kind),
    )
