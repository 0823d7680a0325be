"""Minutes made of a few sentences, for the corpora."""

from __future__ import annotations

from datetime import date

from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding, find_commitments
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item, Minutes, Participant
from meetings.reading.text import FileText
from meetings.register import Register, RegisterEntry

MEETING_DATE = date(2025, 5, 14)
PARTICIPANTS = (
    Participant("Lene Holst", title="formand", role="chair"),
    Participant("Karsten Bruun", initials="KB"),
    Participant("Maja Friis", initials="MF"),
    Participant("Ib Lauritsen", title="kasserer"),
    Participant("Bo Skovgaard"),
)
REGISTER = Register(
    (
        RegisterEntry("unit", "Teknisk Sekretariat", short="TSK"),
        RegisterEntry("unit", "Økonomi og Analyse", short="ØA"),
        RegisterEntry("unit", "HR"),
    )
)


def minutes_of(
    text: str,
    *,
    lead_in: str | None = None,
    day: date | None = MEETING_DATE,
    next_meeting: date | None = None,
    participants: tuple[Participant, ...] = PARTICIPANTS,
) -> Minutes:
    """Return a meeting whose only item holds the text, as a point under the lead-in if any."""
    kind = "bullet" if lead_in else "paragraph"
    block = Block(
        kind,
        0,
        len(text),
        split_sentences(text, 0, len(text)),
        level=1 if lead_in else 0,
        heading=lead_in,
    )
    item = Item("1", "Sager", closed=False, start=0, end=len(text), page=None, blocks=(block,))
    return Minutes(
        title="Møde",
        date=day,
        date_source="header",
        date_evidence=None,
        start_time=None,
        end_time=None,
        place=None,
        participants=participants,
        page=None,
        start=0,
        end=len(text),
        items=(item,),
        next_meeting=next_meeting,
    )


def found_in(text: str, *, lead_in: str | None = None, **known: object) -> list[CommitmentFinding]:
    """Return what a secretary would be shown of the text."""
    minutes = minutes_of(text, lead_in=lead_in, **known)  # type: ignore[arg-type]
    found = find_commitments(minutes, file_text=FileText(text), register=REGISTER)
    return [finding for finding in found if finding.confidence >= VISIBLE_CONFIDENCE]
