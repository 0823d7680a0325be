"""How people at a meeting are called: initials, first name, surname, "Lene H.", title.

Names compare folded: "Aage" is "Åge", "Anne-Mette" is "Anne Mette", capitals do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, get_args

from actions.language.lexicon.given_names import GIVEN_NAMES
from meetings.reading.structure import Participant

ACRONYM = re.compile(r"[A-ZÆØÅ](?:[A-ZÆØÅ]|&(?=[A-ZÆØÅ])){1,5}\d?")
BETWEEN_NAMES = re.compile(r"[\s.-]+")
FOLDS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("é", "e"), ("ö", "ø"), ("ä", "æ"), ("ü", "y"))
LONGEST_ARTICLE = 3


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """Return the name as it compares."""
    low = BETWEEN_NAMES.sub(" ", name.lower()).strip()
    for spelled, letter in FOLDS:
        low = low.replace(spelled, letter)
    return low


def is_given_name(word: str) -> bool:
    """Tell "Mette" and "Ditte" from the past tense of a verb: "mente", "sendte"."""
    return word[:1].isupper() and word.lower() in GIVEN_NAMES


def initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isupper())


Way = Literal["initials", "whole name", "outer initials", "first name", "surname", "shortened"]
WAYS: tuple[Way, ...] = get_args(Way)
BY_LETTERS = frozenset({"initials", "outer initials"})


class Attendees:
    """Those at a meeting by what they may be called; the first way that fits somebody counts."""

    def __init__(self, participants: Iterable[Participant]) -> None:
        self._ways: dict[Way, dict[str, set[str]]] = {way: {} for way in WAYS}
        for person in participants:
            for way, call in _calls(person):
                self._ways[way].setdefault(call, set()).add(person.name)

    def calls(self) -> Iterator[str]:
        """Yield all that those at the meeting may be called."""
        for people in self._ways.values():
            yield from people

    def called(self, words: str) -> set[str]:
        """Return the names of those whom the words can mean."""
        is_acronym, is_name, name = bool(ACRONYM.fullmatch(words)), words[:1].isupper(), None
        for way, people in self._ways.items():
            if way in BY_LETTERS:
                found = people.get(words) if is_acronym else None
            elif is_name or way == "whole name":
                name = name or folded(words)
                found = people.get(name)
            else:
                found = None
            if found:
                return set(found)
        return set()


def _calls(person: Participant) -> Iterator[tuple[Way, str]]:
    """Yield each way somebody may be called, with what is then said.

    Outer initials are "LH" for Lene Marie Holst; shortened is "Lene H." or "L. Holst".
    """
    letters, own = initials(person.name), folded(person.name).split()
    yield "initials", person.initials.upper() if person.initials else letters
    yield "whole name", " ".join(own)
    if not person.initials and len(letters) > 2:
        yield "outer initials", letters[0] + letters[-1]
    if not own:
        return
    first, last = own[0], own[-1]
    yield "first name", folded(person.name.split()[0])
    if len(own) > 2:
        yield "first name", f"{first} {own[1]}"
    if len(own) > 1:
        yield from (("surname", call) for call in (last, f"{first} {last}", f"{own[-2]} {last}"))
        yield from (("shortened", call) for call in (f"{first} {last[0]}", f"{first[0]} {last}"))


def holds(person: Participant, role: str) -> bool:
    """Tell whether "formanden" is the participant with the title "formand"."""
    titles = [person.title or ""]
    if person.role == "chair":
        titles += ["formand", "ordstyrer", "mødeleder"]
    if person.role == "minute_taker":
        titles += ["referent", "undertegnede"]
    return any(title and is_title_of(title, role) for title in titles)


def is_title_of(title: str, role: str) -> bool:
    """Tell whether the role is the title, with or without its article."""
    own, bare = title.lower(), role.lower()
    return own == bare or (bare.startswith(own) and len(bare) - len(own) <= LONGEST_ARTICLE)
