"""How people at a meeting are called: initials, first name, surname, "Lene H.", title.

Names compare folded: "Aage" is "Åge", "Anne-Mette" is "Anne Mette", capitals do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.language.lexicon.given_names import GIVEN_NAMES
from meetings.reading.structure import Participant

ACRONYM = re.compile(r"[A-ZÆØÅ](?:[A-ZÆØÅ]|&(?=[A-ZÆØÅ])){1,5}\d?")
FOLDS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("é", "e"), ("ö", "ø"), ("ä", "æ"), ("ü", "y"))
LONGEST_ARTICLE = 3


def folded(name: str) -> str:
    """Return the name as it compares."""
    low = re.sub(r"[\s.-]+", " ", name.lower()).strip()
    for spelled, letter in FOLDS:
        low = low.replace(spelled, letter)
    return low


def is_given_name(word: str) -> bool:
    """Tell "Mette" and "Ditte" from the past tense of a verb: "mente", "sendte"."""
    return word[:1].isupper() and word.lower() in GIVEN_NAMES


def initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part[:1].isupper())


def _has_initials(person: Participant, words: str) -> bool:
    if not ACRONYM.fullmatch(words):
        return False
    if person.initials:
        return person.initials.upper() == words
    return initials(person.name) == words


def _has_outer_initials(person: Participant, words: str) -> bool:
    """Tell whether "LH" is Lene Marie Holst, where no initials are given."""
    own = initials(person.name)
    return (
        not person.initials
        and len(own) > 2
        and bool(ACRONYM.fullmatch(words))
        and (own[0] + own[-1] == words)
    )


def _is_called(person: Participant, words: str) -> bool:
    return folded(person.name) == folded(words)


def _is_first_name(person: Participant, words: str) -> bool:
    if not words[:1].isupper():
        return False
    own, called = folded(person.name).split(), folded(words).split()
    given = folded(person.name.split()[0]).split() if person.name.split() else []
    return called in (given, own[:2] if len(own) > 2 else given)


def _is_surname(person: Participant, words: str) -> bool:
    if not words[:1].isupper():
        return False
    own, called = folded(person.name).split(), folded(words).split()
    return len(own) > 1 and called in ([own[-1]], [own[0], own[-1]], own[-2:])


def _is_shortened(person: Participant, words: str) -> bool:
    """Tell whether "Lene H." or "L. Holst" is Lene Holst."""
    if not words[:1].isupper():
        return False
    own, called = folded(person.name).split(), folded(words).split()
    if len(called) != 2 or len(own) < 2 or not called[1]:
        return False
    first, last = called
    by_letter = len(last) == 1 and first == own[0] and own[-1].startswith(last)
    by_surname = len(first) == 1 and own[0].startswith(first) and last == own[-1]
    return by_letter or by_surname


WAYS: tuple[Callable[[Participant, str], bool], ...] = (
    _has_initials,
    _is_called,
    _has_outer_initials,
    _is_first_name,
    _is_surname,
    _is_shortened,
)


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
