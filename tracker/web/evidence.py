"""Where in the minutes it stands who met, when, and who was there: the words and their page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from meetings.models import Meeting, Page
from meetings.reading.structure import Participant

ROLE_WORDS = {
    "chair": gettext_lazy("mødeleder"),
    "minute_taker": gettext_lazy("referent"),
    "apology": gettext_lazy("afbud"),
}
SHOWN_AROUND = 120


@dataclass(frozen=True, slots=True)
class Evidence:
    """The line in which the words stand, as the file has it; no page where it has none."""

    words: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """A participant as read or as corrected, with where the name stands."""

    participant: Participant
    evidence: Evidence | None

    @property
    def role_words(self) -> str:
        words = str(ROLE_WORDS.get(self.participant.role, ""))
        # "Referent" as a title says it already.
        return "" if words.casefold() == (self.participant.title or "").casefold() else words


@dataclass(frozen=True, slots=True)
class MeetingEvidence:
    """What the minutes themselves say of the meeting."""

    committee: Evidence | None
    date: Evidence | None
    participants: tuple[Named, ...]


def meeting_evidence(
    meeting: Meeting, text: str, pages: Sequence[Page], *, until: int
) -> MeetingEvidence:
    """Return the evidence in the text of the minutes up to `until`.

    Found exactly or not told of: no look-alike stands for words that are not there.
    """
    first = next((page.start for page in pages if page.number == meeting.page), 0)

    def found(words: str) -> Evidence | None:
        return _evidence(text, words, first, until, pages)

    return MeetingEvidence(
        committee=found(meeting.title),
        date=found(meeting.date_evidence),
        participants=tuple(
            Named(one, found(one.name)) for one in map(_participant, meeting.participants)
        ),
    )


def _participant(stored: dict[str, str]) -> Participant:
    return Participant(**stored)  # type: ignore[arg-type]  # written from the same dataclass


def _evidence(
    text: str, words: str, start: int, end: int, pages: Sequence[Page]
) -> Evidence | None:
    parts = [re.escape(part) for part in words.split()]
    match = re.compile(r"\s+".join(parts)).search(text, start, end) if parts else None
    if match is None:
        return None
    begins = max(text.rfind("\n", 0, match.start()) + 1, match.start() - SHOWN_AROUND)
    line_end = text.find("\n", match.end())
    ends = min(len(text) if line_end < 0 else line_end, match.end() + SHOWN_AROUND)
    line = " ".join(text[begins:ends].split())
    page = next((one.number for one in pages if match.start() < one.end), None)
    return Evidence(line, page)
