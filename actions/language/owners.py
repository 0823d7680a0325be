"""Who is meant: units, people and roles in the words of the minutes.

A name resolves against those who were at the meeting, the register as it was on that day, and
abbreviations that the file itself defines ("Teknisk Sekretariat (TSK)"). Two that fit are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from rapidfuzz import fuzz, process

from actions.language import names
from actions.language.lexicon.calendar import MONTHS
from actions.language.lexicon.given_names import GIVEN_NAMES
from actions.language.lexicon.people import BODIES, PRONOUNS, ROLES
from actions.language.patterns import compiled
from meetings.reading.structure import Participant
from meetings.register import Register, RegisterEntry

OwnerKind = Literal["person", "unit", "role", "pronoun"]
OwnerWay = Literal["register", "definition", "participant", "genitive", "role", "body", "shape"]
T = TypeVar("T")

NAME_WORD = r"[A-ZÆØÅ][\w'’.-]*"
FULL_NAME = re.compile(rf"{NAME_WORD}(?:\s(?:{NAME_WORD}|af|de|von|van|la)){{1,4}}")
UNIT_NAME = re.compile(rf"{NAME_WORD}(?:,?\s(?:{NAME_WORD}|og|samt|for|af|&))*\s{NAME_WORD}")
JOINED_BY = re.compile(
    r"\s*(?:,|/|\+|&|\bog\b|\bsamt\b|\beller\b|\bi samarbejde med\b|\bsammen med\b)\s*"
)
DEFINITION = re.compile(
    rf"({NAME_WORD}(?: (?:og|for|af|&|i)(?= )| {NAME_WORD}){{0,6}}) \(([A-ZÆØÅ][A-ZÆØÅ&]{{1,5}})\)"
)
# "Ældrechef Bodil Munch", but nobody "fra Region Nord" or "(Nabo Kommune)", and no bare "leder".
TITLE_AND_NAME = re.compile(
    r"(?<!\w)(?P<title>[\wæøå-]{2,}(?:chef|leder|direktør|konsulent|koordinator|inspektør|planlægger))"
    r"\s(?P<first>[A-ZÆØÅ][a-zæøåé-]+)\s(?P<last>[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][a-zæøåé-]+)?)"
    r"(?![\w-]|\s?\(|,?\sfra\s|,\s[A-ZÆØÅ])"
)
# Where two parties meet "kommunen" is one of them, and no law's municipality.
PARTY_OF_MEETING = re.compile(
    r"^[ \t]*(?:(?:til\s?stede|deltagere|mødt|fremmødte|repræsentanter)\s+)?(?:fra|for)\s"
    r"(?P<party>[\w-]{3,30}(?:\s[\w-]{2,30}){0,3}):",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_HEAD = 4000
PART_OF_NAME = re.compile(rf"{NAME_WORD}|og|for")
HOLDER = rf"(?:konst(?:itueret|\.)\s+|[\w-]+s\s+)?({ROLES})(?:\s+(.+))?"
PART_OF_TIME = (
    r"(?:(?:uge|dag|morgen|år|løbet|starten|slutningen|begyndelsen|næste|denne|foråret|"
    r"efteråret|sommeren|vinteren|årets|\d|" + "|".join(MONTHS) + r")(?!\w))"
)
# "udvalget på mødet i juni" is the committee, and when: no committee of a meeting.
MEETING = r"(?:[\w-]+\s+)?[\w-]*(?:møde|mødet)(?!\w)"
BODY = (
    r"(?:(?:tekniske|tværgående|nedsatte|politiske|lokale|økonomiske|administrative|daglige|"
    rf"øverste|samlede)\s+)?{BODIES}(?:\s+(?:for|i|på|af)\s+(?!{PART_OF_TIME}|{MEETING}){NAME_WORD}.*)?"
)
MOST_WORDS_BEFORE_BODY = 4
IS_PERSON_ENOUGH, MARGIN = 90, 10
SHORTEST_FUZZY_NAME = 8
ARTICLES = frozenset({"den", "det", "de", "en", "et"})
FIRST_OF_PRONOUN = ("vi", "alle", "hver", "resten")
JOINING = frozenset(
    [
        *("og", "samt", "eller", "i", "samarbejde", "med", "sammen", "for", "af", "de", "von"),
        *("van", "la", "vi", "alle", "medlemmer", "bestyrelsesmedlemmer", "tilstedeværende"),
        *("deltagere", "bestyrelsen", "hver", "især", "resten", "den", "det", "en", "et"),
    ]
)
AROUND_NAME = " ,.:;()*_–-\t"
AFTER_FIRST = re.compile(r"[,/+&]")
MORE_OF_NAME = re.compile(r"[A-ZÆØÅ/+&,]|(?:og|samt|eller|for|af|de|von|van|la|i|sammen)$")
ARTICLE = re.compile(r"^(?:den|det|de|en|et)\s+", re.IGNORECASE)
GENITIVE = re.compile(r"(?<=\w)(?:['’]s?|s)$")
# "graveren i uge 9" is the graver, and when: no office of anything.
TIME = re.compile(rf"(?:i|ved)\s+{PART_OF_TIME}", re.IGNORECASE)
# Those whom no municipality can give anything to do; where the register knows them, they are ours.
OUTSIDE = re.compile(
    r"(?:ministeri(?:et|um)|(?<!be)styrelsen|direktoratet)(?!\w)|^Region\s|(?<!\w)Politi",
    re.IGNORECASE,
)
OPEN_OWNER = re.compile(r"\?|^(?:en\s+frivillig|nogen|ingen|hvem)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnerReading:
    """Owner words as they stand, and whom they mean. `owner` is None for "vi"."""

    text: str
    owner: str | None
    co_owners: tuple[str, ...]
    kind: OwnerKind


@dataclass(frozen=True, slots=True)
class _One:
    owner: str | None
    kind: OwnerKind


class OwnerBook:
    """Everybody whom the minutes can mean, made once for a meeting."""

    def __init__(
        self,
        *,
        participants: Iterable[Participant],
        register: Register,
        day: date | None,
        file_text: str = "",
        damaged: bool = False,
    ) -> None:
        self._entries = [entry for entry in register.entries if entry.is_valid_on(day)]
        self._participants = tuple(participants)
        self._definitions = dict(_definitions(file_text)) | _parties(file_text)
        self._damaged = damaged
        people = [person.name for person in self._participants]
        people += [entry.name for entry in self._entries if entry.kind == "person"]
        self._people = tuple(dict.fromkeys(people))
        self._attendees = names.Attendees(self._participants)
        self._by_name = _grouped((names.folded(name), name) for name in self._people)
        self._by_call = _grouped(
            (call, entry) for entry in self._entries for call in _called(entry)
        )
        known = [names.folded(call).split() for call in self._calls()]
        self._heads = frozenset([*FIRST_OF_PRONOUN, *(words[0] for words in known if words)])
        self._words = frozenset(word for words in known for word in words) | JOINING
        self._titles = tuple(
            {
                entry.title.lower().split()[0]
                for entry in self._entries
                if entry.kind == "person" and entry.title and entry.title.strip()
            }
        )
        self._named_with_title = _grouped(_titles_in(file_text))
        self._is_one_word_a_name = any(" " not in name for name in self._people)

    def read(self, words: str) -> OwnerReading | None:
        """Return who the words mean, or None where they name nobody who could be asked."""
        words = words.strip(AROUND_NAME)
        if not words or len(words) > 90 or OPEN_OWNER.search(words):
            return None
        whole = self._one(words)
        if whole:
            return OwnerReading(words, whole.owner, (), whole.kind)
        parts = [part for part in JOINED_BY.split(words) if part]
        if len(parts) > 1:
            readings = [one for part in parts if (one := self._one(part))]
            if len(readings) == len(parts):
                return self._joined(words, readings)
        is_unit = UNIT_NAME.fullmatch(words) and re.search(r"\b(?:og|for|af|&)\b", words)
        if is_unit and not OUTSIDE.search(words):
            return OwnerReading(words, words, (), "unit")
        return None

    def _calls(self) -> Iterator[str]:
        """Yield all that those we know by name are called."""
        yield from self._by_call
        yield from self._by_name
        yield from self._attendees.calls()
        yield from self._definitions

    def reach(self, tokens: Sequence[str]) -> int:
        """Return how many of the words can be part of who is named at their head, by a look."""
        if not self._may_begin(" ".join(tokens)):
            return 0
        if self._names_office(" ".join(tokens)):
            return len(tokens)
        for at, token in enumerate(tokens):
            if at and token[:1].islower() and not self._is_part(token):
                return at
        return len(tokens)

    def _is_part(self, token: str) -> bool:
        low = names.folded(AFTER_FIRST.split(token, maxsplit=1)[0].strip(AROUND_NAME))
        return all(
            part in self._words or part.rstrip("'’").removesuffix("s") in self._words
            for part in low.split()
        )

    def _may_begin(self, words: str) -> bool:
        """Tell by a look at the first words whether anybody can be named there."""
        begun = words.lstrip(AROUND_NAME).split(maxsplit=3)
        if begun and begun[0].lower() in ARTICLES:
            del begun[0]
        if not begun:
            return False
        first = AFTER_FIRST.split(begun[0], maxsplit=1)[0].strip(AROUND_NAME)
        is_more = first != begun[0] or (len(begun) > 1 and MORE_OF_NAME.match(begun[1]))
        if first[:1].isupper() and (is_more or self._may_be_name(first)):
            return True
        return self._is_known(first) or self._names_office(" ".join(begun[:2]))

    def _may_be_name(self, word: str) -> bool:
        """Tell whether a word with a capital letter names somebody whom it need not spell right."""
        is_short = len(word) > 1 and word.isupper()
        return is_short or (self._is_one_word_a_name and len(word) >= SHORTEST_FUZZY_NAME)

    def _is_known(self, first: str) -> bool:
        folded = names.folded(first).split()[:1]
        low = folded[0] if folded else ""
        bare = low.rstrip("'’").removesuffix("s")
        return low in self._heads or bare in self._heads or low in GIVEN_NAMES

    def _names_office(self, words: str) -> bool:
        """Tell whether a piece of a role, of a body or of a title is in the words."""
        small = words.lower()
        return (
            any(title in small for title in self._titles)
            or compiled(HOLDER, damaged=self._damaged).may_be_in(words, small)
            or compiled(BODIES, damaged=self._damaged).may_be_in(words, small)
        )

    def _joined(self, words: str, readings: list[_One]) -> OwnerReading:
        owners = [one.owner for one in readings if one.owner]
        return OwnerReading(
            words, owners[0] if owners else None, tuple(owners[1:]), readings[0].kind
        )

    def _one(self, words: str) -> _One | None:
        return next((one for _way, read in self._ways() if (one := read(words))), None)

    def way(self, words: str) -> OwnerWay | None:
        """Return what tells who the words mean; None where they name nobody, or several."""
        return next((way for way, read in self._ways() if read(words)), None)

    def _ways(self) -> tuple[tuple[OwnerWay, Callable[[str], _One | None]], ...]:
        return (
            ("register", self._registered),
            ("definition", self._defined),
            ("participant", self._present),
            ("genitive", self._of_genitive),
            ("role", self._role),
            ("body", self._body),
            ("shape", self._by_shape),
        )

    def _of_genitive(self, words: str) -> _One | None:
        """Resolve "Teknik og Miljøs" and "FAS'", where what is left is somebody we know."""
        bare = GENITIVE.sub("", words)
        if bare == words:
            return None
        return self._registered(bare) or self._defined(bare) or self._attendee(bare)

    def _registered(self, words: str) -> _One | None:
        if not self._by_call:
            return None
        calls = {words.lower(), ARTICLE.sub("", words).lower()}
        hits = [entry for call in calls for entry in self._by_call.get(call, ())]
        targets = {self._target(entry) for entry in hits}
        if len(targets) != 1:
            return None
        name = targets.pop()
        rivals = {one.name for one in self._participants if one.initials == words}
        if rivals - {name}:
            return _One(words, "person")
        return _One(name, "person" if name in self._people else "unit")

    def _target(self, entry: RegisterEntry) -> str:
        if entry.kind != "alias" or not entry.belongs_to:
            return entry.name
        meant = self._by_call.get(entry.belongs_to.lower(), ())
        named = [each.name for each in meant if each.kind != "alias"]
        return named[0] if len(set(named)) == 1 else entry.belongs_to

    def _defined(self, words: str) -> _One | None:
        name = self._definitions.get(words)
        if name and any(name.endswith(person.name) for person in self._participants):
            return None  # a person's initials, not a unit's
        return _One(name, "unit") if name else None

    def _present(self, words: str) -> _One | None:
        registered = self._by_name.get(names.folded(words), ())
        if len(registered) == 1:
            return _One(registered[0], "person")
        return self._attendee(words) or self._nearly(words)

    def _attendee(self, words: str) -> _One | None:
        """Resolve what those at the meeting call each other; what fits two stays as it stands."""
        named = self._attendees.called(words)
        if len(named) > 1:
            return _One(words, "person")
        return _One(named.pop(), "person") if named else None

    def _nearly(self, words: str) -> _One | None:
        """Resolve a misread name where one is near and no other is."""
        if len(words) < SHORTEST_FUZZY_NAME or not self._people:
            return None
        found = process.extract(words, self._people, scorer=fuzz.ratio, limit=2)
        second = found[1][1] if len(found) > 1 else 0
        if found[0][1] >= IS_PERSON_ENOUGH and found[0][1] - second >= MARGIN:
            return _One(found[0][0], "person")
        return None

    def _role(self, words: str) -> _One | None:
        bare = ARTICLE.sub("", words)
        role = compiled(HOLDER, damaged=self._damaged).fullmatch(bare)
        if not role:
            holders = self._titled(bare) if bare.islower() else set()
            return _One(holders.pop(), "person") if len(holders) == 1 else None
        name = role[2]
        if name:
            known = self._present(name) or (
                _One(name, "person")
                if FULL_NAME.fullmatch(name) or name.lower() in GIVEN_NAMES
                else None
            )
            inside = re.fullmatch(r"(?:for|i|af|ved)\s+.+", name) and not TIME.match(name)
            return known or (_One(words, "role") if inside else None)
        holders = {person.name for person in self._participants if names.holds(person, role[1])}
        holders = holders or self._titled(role[1]) or self._told_with_title(role[1])
        if len(holders) == 1:
            return _One(holders.pop(), "person")
        return _One(words, "role")

    def _told_with_title(self, role: str) -> set[str]:
        """Return who the text itself calls so: "ældrechef Bodil Munch" is "ældrechefen"."""
        low = role.lower()
        return {
            name
            for title, found in self._named_with_title.items()
            if names.is_title_of(title, low)
            for name in found
        }

    def _titled(self, role: str) -> set[str]:
        """Return who in the register has the title, as "direktøren" is the one "Direktør"."""
        return {
            entry.name
            for entry in self._entries
            if entry.kind == "person" and entry.title and names.is_title_of(entry.title, role)
        }

    def _body(self, words: str) -> _One | None:
        bare = ARTICLE.sub("", words)
        if compiled(BODY, damaged=self._damaged).fullmatch(bare):
            return _One(words, "unit")
        *before, last = bare.split()
        is_named = (
            0 < len(before) <= MOST_WORDS_BEFORE_BODY
            and compiled(BODIES, damaged=self._damaged).fullmatch(last)
            and not names.ACRONYM.fullmatch(last)
            and all(PART_OF_NAME.fullmatch(word) for word in before)
        )
        return _One(words, "unit") if is_named else None

    def _by_shape(self, words: str) -> _One | None:
        if names.ACRONYM.fullmatch(words):
            return _One(words, "unit")
        if compiled(PRONOUNS).fullmatch(words):
            return _One(None if words.lower() == "vi" else words, "pronoun")
        if words[:1].isupper() and words.lower() in GIVEN_NAMES:
            return _One(words, "person")
        first = words.split(maxsplit=1)[0]
        is_whole = words.rsplit(maxsplit=1)[-1][:1].isupper()  # "Maja de" is cut in two
        if is_whole and FULL_NAME.fullmatch(words) and first.lower() in GIVEN_NAMES:
            return _One(words, "person")
        return None


def _definitions(text: str) -> Iterable[tuple[str, str]]:
    """Yield abbreviation and name where the file puts one in brackets after the other."""
    for found in DEFINITION.finditer(" ".join(text.split())):
        name, short = found[1], found[2]
        letters = iter(name.lower())
        if name[0] == short[0] and all(letter in letters for letter in short.lower()):
            yield short, name


def _parties(text: str) -> dict[str, str]:
    """Return those who met, where the head names them: "Til stede fra laget: Bo Lund"."""
    parties = [found["party"] for found in PARTY_OF_MEETING.finditer(text[:LONGEST_HEAD])]
    calls = [(party[:1].upper() + party[1:], party[:1].lower() + party[1:]) for party in parties]
    return {call: call for both in calls for call in both}


def _titles_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield title and name where the text puts one before the other, of our own people."""
    for found in TITLE_AND_NAME.finditer(" ".join(text.split())):
        if found["first"].lower() in GIVEN_NAMES:
            yield found["title"].lower(), f"{found['first']} {found['last']}"


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _called(entry: RegisterEntry) -> set[str]:
    return {name.lower() for name in (entry.name, entry.short) if name}
