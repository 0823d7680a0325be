"""Who took part: the names in the fields of a head such as "Til stede:" and "Afbud:"."""

from __future__ import annotations

import re
from typing import Literal

from meetings.reading.structure import Participant

Role = Literal["attendee", "chair", "minute_taker", "apology"]

_SPLIT = re.compile(r"\s*(?:[,;\n•|]|\bog\b|\bsamt\b|\s[-–]\s(?=[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ]))\s*")
_NAME_WORD = r"(?:[A-ZÆØÅÉÖÜ][\wÀ-ÿ'’.-]*|(?:von|van|de|af|el|al|bin|der)(?=\s))"
_NAME = re.compile(rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})(?P<rest>.*)", re.DOTALL)
_BRACKETS = re.compile(r"[(\[]\s*(?P<in>[^()\[\]]{1,60})\s*[)\]]")
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}$")
_CLOSED_GROUP = re.compile(r"\([^()]{0,200}\)")
_BOX = re.compile(r"^\s*(?:[-*•–]\s*)?(?:\[[ xX]?\]\s*)?")
_NO_NAMES = frozenset(
    (
        *("ingen", "alle", "hele", "øvrige", "resten"),
        *("bestyrelsen", "udvalget", "ledelsen"),
        *("afbud", "fra", "referent", "dato", "tid"),
    )
)
_ROLES: dict[str, Role] = {
    "referent": "minute_taker",
    "ref": "minute_taker",
    "mødeleder": "chair",
    "ordstyrer": "chair",
    "formand": "chair",
    "forkvinde": "chair",
    "fmd": "chair",
    "dirigent": "chair",
    "afbud": "apology",
    "fraværende": "apology",
}
_MOST = 200


def read_participants(text: str, role: Role) -> list[Participant]:
    """Return the people named in the value of a field, in order; other words are left out."""
    found = []
    for entry in _entries(text):
        person = _participant(entry, role)
        if person:
            found.append(person)
        if len(found) == _MOST:
            break
    return found


def _entries(text: str) -> list[str]:
    """Split at commas and "og", but not inside brackets: "Bo Lund (formand, A)"."""
    masked = _CLOSED_GROUP.sub(lambda m: re.sub(r"[,;\s]", "\x1f", m.group()), text)
    spans, begin = [], 0
    for match in _SPLIT.finditer(masked):
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, len(masked)))
    return [text[start:end].strip() for start, end in spans if end > start]


def _participant(entry: str, role: Role) -> Participant | None:
    entry = _BOX.sub("", entry).strip(" .*_:")
    match = _NAME.match(entry)
    if not match or match["name"].split()[0].lower().strip(".") in _NO_NAMES:
        return None
    name, initials, title = match["name"].strip(" .-"), None, None
    notes = [note.strip() for b in _BRACKETS.finditer(entry) for note in b["in"].split(",")]
    for note in notes:
        if _INITIALS.fullmatch(note):
            initials = note
        elif note.lower().strip(".") in _ROLES:
            role = _ROLES[note.lower().strip(".")]
            title = title or note
        else:
            title = note
    words = name.split()
    if len(words) > 1 and initials is None and _INITIALS.fullmatch(words[-1]):
        initials, name = words[-1], " ".join(words[:-1])
    if len(name) < 2 or (len(words) == 1 and name.isupper() and len(name) > 5):
        return None
    return Participant(name=name, initials=initials, title=title, role=role)
