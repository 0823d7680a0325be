"""What a document in the file is, where no title says so: its words tell, then its form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.reading.damage import tolerant_any
from meetings.reading.dates import find_dates
from meetings.reading.doing import is_somebody_doing
from meetings.reading.headings import Heading, is_contents_line
from meetings.reading.lexicon import fields as labels
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line
from meetings.reading.structure import PartKind
from meetings.reading.unnumbered import find_unnumbered

LONGEST_TITLE = 120
_TITLE_LINES = 6
_AGENDA_TITLE_LINES = 2

_CALLED_MINUTES = re.compile(
    tolerant_any(("referat", "beslutningsprotokol", "mødenotat")) + r"\b", re.IGNORECASE
)
_CALLED_AGENDA = re.compile(rf"[#*_\s]*{tolerant_any(words.AGENDA_TITLES)}\b", re.IGNORECASE)
AGENDA_FIELD = re.compile(rf"{tolerant_any(words.AGENDA_FIELDS)}\s*:", re.IGNORECASE)
_DECISION = re.compile(
    rf"[#*_\s]*{tolerant_any(words.DECIDED)}\s*"
    r"(?:[*_]*:|[*_]*$|(?:for|til|vedr\.?)\s+(?:punkt|pkt|sag)\b|(?:i|fra)\s.{1,100}\b(?:den|d\.)\s+\d)",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:"
    + tolerant_any(
        (
            "blev godkendt",
            "blev drøftet",
            "blev besluttet",
            "blev aftalt",
            "blev enige om",
            "er enige om",
            "blev valgt",
            "blev taget til efterretning",
            "tages til efterretning",
            "tog orienteringen til efterretning",
            "orienterede om",
            "orienterede kort",
            "besluttede",
            "godkendt uden bemærkninger",
            "ingen bemærkninger",
            "intet at bemærke",
            "følger op",
            "fremlagde",
            "gennemgik",
            "oplyste",
            "fortalte",
        )
    )
    + r")\b|^godkendt\b|^udgik\b|^aflyst\b|^drøftet\b",
    re.IGNORECASE,
)
# Two of these tell what one alone does not: an agenda may say such a thing of the meeting before.
_ALSO_SPOKEN = re.compile(
    r"\b(?:"
    + tolerant_any(
        (
            "gjorde opmærksom på",
            "efterlyste",
            "spurgte",
            "spørger til",
            "oplyser, at",
            "oplyser at",
            "var enige",
            "var enig i",
            "enighed om",
            "enige om",
            "bød velkommen",
            "kvitterede",
            "drøftede",
            "talte om",
            "udskydes, da",
            "har spurgt",
            "har skrevet",
            "har svaret",
            "har talt med",
            "har haft",
            "har ikke fået",
            "har fået",
            "fortsætter som",
            "tog denne opgave",
            "blev der",
            "vi holder",
        )
    )
    + r")\b",
    re.IGNORECASE,
)
_ENOUGH_SPOKEN = 2
_ENOUGH_DOING = 2  # "Bo bestiller lokalet": an agenda says so at most by the way
_STOP = re.compile(r"[.:]\s+")
_MINUTES_OF = re.compile(
    rf"[#*_\s]*(?:\d{{1,3}}\s+)?{tolerant_any(words.MINUTES_TITLES)}\s+\S", re.IGNORECASE
)
_OPENING = 300
_ATTENDANCE = re.compile(
    tolerant_any(
        (
            "til stede",
            "tilstede",
            "afbud",
            "fraværende",
            "referent",
            "mødereferent",
            "ref.",
            "ref",
            "mødeleder",
            "fremmødte",
            "ordstyrer",
            "dirigent",
        )
    )
    + r"\s*:",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"[#*_\s]*{tolerant_any(labels.ATTENDEE_FIELDS)}[*_\s]*:", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\w{2,}\.$")
_Verdict = tuple[PartKind, str] | None


def is_people_field(text: str) -> bool:
    """Tell whether a line begins the list of those who were there: "Til stede:"."""
    short = text[:LONGEST_TITLE]
    return bool(_ATTENDANCE.match(short) or _PEOPLE.match(short))


def judge(
    lines: Sequence[Line],
    span: tuple[int, int],
    chain: Sequence[Heading],
    *,
    file_name: str | None = None,
) -> tuple[PartKind, str]:
    """Return the kind of the document in lines [first, last), and the words that told us."""
    first, last = span
    own = [line for line in lines[first:last] if not line.is_furniture]
    body = chain[0].index if chain else last
    head = [line for line in lines[first:body] if not line.is_furniture]
    verdict = (
        _judge_by_title(head)
        or _judge_by_decisions(own)
        or _judge_by_agenda_words(own)
        or _judge_by_speech(head, own)
        or _judge_by_form(lines, head, chain or find_unnumbered(lines, first, last), last)
    )
    if verdict:
        return verdict
    if file_name and _CALLED_MINUTES.search(file_name):
        return "minutes", f"filnavnet {file_name}"
    return "agenda" if chain else "notes", own[0].text[:LONGEST_TITLE] if own else ""


def _judge_by_title(head: Sequence[Line]) -> _Verdict:
    for at, line in enumerate(head[:_TITLE_LINES]):
        if _MINUTES_OF.match(line.text) and find_dates(line.text[:_OPENING]):
            return "minutes", line.text[:LONGEST_TITLE]
        if len(line.text) > LONGEST_TITLE or is_contents_line(line.text):
            continue
        if _CALLED_AGENDA.match(line.text) and not _CALLED_MINUTES.search(line.text):
            # Further down it heads the list of items, in minutes as in agendas.
            return ("agenda", line.text) if at < _AGENDA_TITLE_LINES else None
        if _CALLED_MINUTES.search(line.text) and not line.text.endswith("."):
            return "minutes", line.text
    return None


def _judge_by_decisions(own: Sequence[Line]) -> _Verdict:
    for line in own:
        if _is_head_of_tasks(line.text[:LONGEST_TITLE]):
            return "minutes", line.text
        if _DECISION.match(line.text[:200]) and not is_contents_line(line.text):
            return "minutes", line.text[:LONGEST_TITLE]
    return None


def _is_head_of_tasks(text: str) -> bool:
    """Tell whether the line heads a table of what was agreed: "Sag | Beslutning | Ansvarlig"."""
    cells = [cell.strip().lower() for cell in text.strip("| ").split("|")]
    return "ansvarlig" in cells and not {"beslutning", "opgave", "frist", "deadline"}.isdisjoint(
        cells
    )


def _judge_by_agenda_words(own: Sequence[Line]) -> _Verdict:
    for line in own:
        if AGENDA_FIELD.match(line.text):
            return "agenda", line.text[:LONGEST_TITLE]
    return None


def _judge_by_speech(head: Sequence[Line], own: Sequence[Line]) -> _Verdict:
    for line in head:
        if _ATTENDANCE.match(line.text[:LONGEST_TITLE]):
            return "minutes", line.text[:LONGEST_TITLE]
    for line in own:
        spoken = SPOKEN.search(line.text[:2000])
        if spoken:
            return "minutes", spoken.group()
    also = {hit.group().lower() for line in own for hit in _ALSO_SPOKEN.finditer(line.text[:2000])}
    if len(also) >= _ENOUGH_SPOKEN:
        return "minutes", min(also)
    doing = [line.text for line in own if any(map(is_somebody_doing, _STOP.split(line.text[:500])))]
    return ("minutes", doing[0][:LONGEST_TITLE]) if len(doing) >= _ENOUGH_DOING else None


def _judge_by_form(
    lines: Sequence[Line], head: Sequence[Line], chain: Sequence[Heading], last: int
) -> _Verdict:
    """A meeting with people, under most of whose items something is said, has been minuted."""
    listed = next((line for line in head if _PEOPLE.match(line.text[:LONGEST_TITLE])), None)
    ends = [heading.index for heading in chain[1:]] + [last]
    said = sum(
        any(_SENTENCE_END.search(line.text) for line in lines[heading.last + 1 : end])
        for heading, end in zip(chain, ends, strict=False)
    )
    return ("minutes", listed.text) if listed and chain and said * 2 >= len(chain) else None
