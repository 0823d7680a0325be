"""Who took part: the names in the fields of a head such as "Til stede:" and "Afbud:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.titles import TITLE_ENDINGS
from meetings.reading.lines import Line
from meetings.reading.structure import Participant

Role = Literal["attendee", "chair", "minute_taker", "apology"]

# "Vej- og parkchef" is one title: its "og" joins no two people.
_SPLIT = re.compile(
    r"\s*(?:[,;\n•|]|(?<!\w-\s)\bog\b|\bsamt\b|\s\+\s|\s[-–]\s(?=[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ]))\s*"
)
_NEXT_FIELD = re.compile(r"\.\s+(?=[A-ZÆØÅ][a-zæøå]{2,20}:\s)")  # "Ordstyrer: Nick. Referent: Bo"
_NAME_WORD = r"(?:[A-ZÆØÅÉÖÜ][\wÀ-ÿ'’.-]*|(?:von|van|de|af|el|al|bin|der)(?=\s))"
_NAME = re.compile(rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})(?P<rest>.*)", re.DOTALL)
_BRACKETS = re.compile(r"[(\[]\s*(?P<in>[^()\[\]]{1,60})\s*[)\]]")
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}$")
# "LKN (Lise Kirk Nør)": the initials first, and the name that they are made of in brackets.
_INITIALS_FIRST = re.compile(
    rf"(?P<initials>[A-ZÆØÅ]{{2,5}})\s*\((?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}})\)?$"
)
_CLOSED_GROUP = re.compile(r"\([^()]{0,200}\)")
# "Teknik v/ Bo Lund" speaks for somebody, "v/Bo Lund" is only how a clerk writes it.
_FOR_WHOM = re.compile(r"^(?:[^,()/]{1,60}\s)?v/\s{0,2}(?=[A-ZÆØÅ][a-zæøåéü])")
_BOX = re.compile(r"^\s*(?:[-*•–]\s*)?(?:\[[ xX]?\]\s*)?")
# Whom they stand for, or that they are away: "Forældrevalgte: Bo Lund", "Afbud fra Bo Lund".
_GROUP = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅ /-]{1,40}(?:\s\([\wæøå /-]{2,30}\))?:\s*)?(?:[Aa]fbud\s+fra\s+)?"
)
# Of two words the second is written small: "Pædagogisk leder" is a title, "Jens Leder" a name.
_TITLE = rf"(?:[\w.-]+\s+(?:og\s+)?(?=[a-zæøå]))?(?i:[\w-]*{tolerant_any(TITLE_ENDINGS)}(?:en|n)?)"
_TITLE_AND_NAME = re.compile(rf"(?P<title>{_TITLE})\s+(?P<name>{_NAME_WORD}(?:\s.*|$))", re.DOTALL)
_TITLE_ALONE = re.compile(
    rf"{_TITLE}(?:\s+(?i:for|i|af|på|ved|hos)\s.{{1,60}})?$|.{{2,40}}\s[Kk]ommune$"
)
# What somebody is or speaks for, and no initials: "Mona Terp (AMR)", "FTR Annie Bruhn".
_FUNCTIONS = frozenset(
    ("AMR", "TR", "FTR", "TRS", "FOA", "BUPL", "DLF", "DSR", "HK", "SL", "DH", "AC", "SFO", "MED")
)
_FUNCTION_FIRST = re.compile(rf"(?P<title>{'|'.join(sorted(_FUNCTIONS))})\s+(?=[A-ZÆØÅ][a-zæøåéü])")
_NO_NAMES = frozenset(
    (
        *("ingen", "alle", "hele", "øvrige", "resten"),
        *("bestyrelsen", "udvalget", "ledelsen", "sekretariatet", "forvaltningen"),
        *("administrationen", "direktionen", "staben", "kommunen"),
        *("afbud", "fra", "referent", "referat", "dato", "tid"),
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
# "SKJ: Stine Kjær Juhl, direktør" and "SKJ = Stine Kjær Juhl" say who is meant.
_LEGEND = re.compile(r"(?P<initials>[A-ZÆØÅ]{2,4})\s*[:=–-]\s*(?P<who>[A-ZÆØÅ][a-zæøåé].{3,80})$")
_COLUMN_GAP = re.compile(r"[ \t\xa0]{2,}|\t")
_COLUMN_OF_INITIALS = re.compile(r"(?:init|initialer|ini)\.?$", re.IGNORECASE)
_MOST = 200


def read_participants(text: str, role: Role) -> list[Participant]:
    """Return the people named in the value of a field, in order; other words are left out.

    A title or role is taken from before the name, from brackets, or from behind a comma.
    """
    found: list[Participant] = []
    for entry in _entries(text):
        if found and _TITLE_ALONE.match(_bare(entry)):
            found[-1] = with_title(found[-1], _bare(entry))
            continue
        person = read_participant(entry, role)
        if person and found and _are_of(found[-1], person):
            found[-1] = with_title(replace(found[-1], initials=person.initials), person.name)
        elif person:
            found.append(person)
        if len(found) == _MOST:
            break
    return found


def without_columns(line: str) -> str:
    """Return name and initials of a row such as "Bo Lund    Bygherre, Kommunen    BL".

    Where the last column is nobody's initials the line stays as it is: it may hold more names.
    The titles of such columns, "Firma   Init.", give nothing.
    """
    cells = _COLUMN_GAP.split(line.strip())
    if len(cells) > 1 and _COLUMN_OF_INITIALS.match(cells[-1]):
        return ""
    is_row = len(cells) > 1 and is_initials(cells[-1]) and fit(cells[-1], cells[0])
    return f"{cells[0]} ({cells[-1]})" if is_row else line


def _are_of(before: Participant, person: Participant) -> bool:
    """Tell whether "It (SLI)" says more of Sara Lindberg, who stands before it."""
    short = person.initials
    if not short or before.initials or not fit(short, before.name):
        return False
    return not fit(short, person.name)


def fit(initials: str, name: str) -> bool:
    """Tell whether initials are made of a name: its first letter, then others in order."""
    letters = iter(name.lower())
    return name[:1].lower() == initials[:1].lower() and all(
        letter in letters for letter in initials.lower()
    )


def read_participant(entry: str, role: Role) -> Participant | None:
    """Return the person whom one entry of a list names, None where it names nobody."""
    bare = _FOR_WHOM.sub("", _bare(entry))
    function = _FUNCTION_FIRST.match(bare)
    bare = bare[function.end() :] if function else bare
    titled = _TITLE_AND_NAME.match(bare)
    short_first = _INITIALS_FIRST.match(bare)
    bare = f"{short_first['who']} {short_first['initials']}" if short_first else bare
    match = _NAME.match(titled["name"] if titled and not short_first else bare)
    if not match or match["name"].split()[0].lower().strip(".") in _NO_NAMES:
        return None
    name, initials = match["name"].strip(" .-"), None
    words = name.split()
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        initials, name = words[-1], " ".join(words[:-1])
    if len(name) < 2 or (len(words) == 1 and name.isupper() and len(name) > 5):
        return None
    person = Participant(name=name, initials=initials, role=role)
    behind = match["rest"].strip(" .:–-")
    entry = _GROUP.sub("", _BOX.sub("", entry))
    notes = [note.strip() for b in _BRACKETS.finditer(entry) for note in b["in"].split(",")]
    notes += [found["title"] for found in (titled, function) if found]
    notes += [behind] if _TITLE_ALONE.match(behind) else []
    for note in notes:
        person = _with_note(person, note)
    return person


def with_legend(lines: Sequence[Line], people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the people under the names that lines such as "SKJ: Stine Juhl, direktør" tell."""
    told: dict[str, Participant] = {}
    for line in lines:
        entry = _LEGEND.match(line.text)
        named = read_participants(entry["who"], "attendee") if entry else []
        if entry and len(named) == 1 and fit(entry["initials"], named[0].name):
            told[entry["initials"]] = replace(named[0], initials=entry["initials"])
    meant = {told[person.name].name for person in people if person.name in told}
    by_name = {person.name: person for person in told.values()}
    return tuple(
        replace(told.get(person.name) or by_name.get(person.name) or person, role=person.role)
        for person in people
        if person.name not in meant
    )


def with_writers(people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the people with those left out who only repeat one of them: "Ref.: LO".

    Whom the initials or the first name mean took the minutes.
    """
    kept = list(people)
    for writer in [person for person in people if person.role == "minute_taker"]:
        others = [person for person in kept if person is not writer]
        same = [person for person in others if _is_called(person, writer.name)]
        if len(same) == 1:
            kept.remove(writer)
            if same[0].role == "attendee":
                kept[kept.index(same[0])] = replace(same[0], role="minute_taker")
    return tuple(kept)


def _is_called(person: Participant, call: str) -> bool:
    first = person.name.split(maxsplit=1)[0]
    return call in {person.name, person.initials, first}


def as_well(known: Participant, person: Participant) -> Participant:
    """Return somebody whom two fields name, with what each of them says."""
    return replace(
        person, initials=person.initials or known.initials, title=person.title or known.title
    )


def with_title(person: Participant, title: str) -> Participant:
    """Return the person with the title, and the role that it gives; those away stay away."""
    role = _ROLES.get(title.lower().strip("."), person.role)
    role = "apology" if person.role == "apology" else role
    return replace(person, title=person.title or title, role=role)


def is_initials(words: str) -> bool:
    """Tell whether the words are somebody's initials, "VK"."""
    return _INITIALS.fullmatch(words) is not None


def _with_note(person: Participant, note: str) -> Participant:
    is_their_own = is_initials(note) and note not in _FUNCTIONS
    return replace(person, initials=note) if is_their_own else with_title(person, note)


def _bare(entry: str) -> str:
    return _GROUP.sub("", _BOX.sub("", entry)).strip(" .*_:")


def _entries(text: str) -> list[str]:
    """Split at commas and "og", but not inside brackets: "Bo Lund (formand, A)"."""
    text = _NEXT_FIELD.sub("\n", text)
    masked = _CLOSED_GROUP.sub(lambda m: re.sub(r"[,;\s]", "\x1f", m.group()), text)
    spans, begin = [], 0
    for match in _SPLIT.finditer(masked):
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, len(masked)))
    return [text[start:end].strip() for start, end in spans if end > start]
