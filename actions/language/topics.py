"""What a few words are about, and how much of it two of them share.

Danish makes one word of several: "støjnotat" is a notat about støj, "tandsundhedsplan" the same as
"plan for tandsundhed". Words are compared without their endings, in the spelling of a search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from actions.language.lexicon.deliveries import ANSWERS, DOING, KINDS, LITTLE, NOTHING, folded
from actions.language.patterns import listed
from meetings.reading.folding import fold_words
from meetings.reading.lexicon.months import MONTHS

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DAY = re.compile(
    rf"\b\d{{1,2}}\.?\s*(?:{'|'.join(MONTHS)})\w*(?:\s+\d{{4}})?|\b\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}\b"
    r"|\buge\s+\d+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = (
    "ernes", "erne", "enes", "ene", "ers", "ens", "ets", "er", "en", "et", "es", "e", "s",
)  # fmt: skip
# What stands between the parts of a compound.
_JOINTS = ("", "s", "e")
SHORTEST_STEM, SHORTEST_PART = 3, 4
# How much of a word is shared where one is the first part of the other, or its last.
FIRST_PART, LAST_PART = 0.6, 0.3
LITTLE_WEIGHT, NAME_WEIGHT = 0.25, 1.2


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a folded word without its endings.

    >>> stem("stojmalingerne"), stem("budgettet"), stem("svommehallen")
    ('stojmaling', 'budg', 'svommehal')
    """
    for _round in range(3):
        shorter = _shorter(word)
        if shorter == word:
            return word
        word = shorter
    return word


def _shorter(word: str) -> str:
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST_STEM and re.search("[aeiouy]", rest):
            is_doubled = len(rest) > SHORTEST_STEM and rest[-1] == rest[-2]
            return rest[:-1] if is_doubled and rest[-1] not in "aeiouy" else rest
    return word


_NOTHING = frozenset({*folded(NOTHING), *map(stem, folded(NOTHING))})
_LITTLE = frozenset(map(stem, folded(LITTLE)))
_KIND_OF = {stem(fold_words(word)): kind for kind, words in KINDS.items() for word in listed(words)}
_BY_LENGTH = sorted(_KIND_OF, key=len, reverse=True)
_DOES = tuple((fold_words(verb), kind) for verb, kind in DOING.items())
_ANSWERS = {kind: frozenset({kind, *listed(others)}) for kind, others in ANSWERS.items()}


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word as it was written and without endings; `is_name` where it names one of many."""

    text: str
    stem: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What is to be delivered, or was: kinds of deliverable and the words it is about."""

    kinds: frozenset[str]
    words: tuple[TopicWord, ...]


def topic_of(text: str) -> Topic:
    """Return the kinds and the words of a task, a title or a sentence."""
    kinds: set[str] = set()
    words: dict[str, TopicWord] = {}
    for number, token in enumerate(_WORD.finditer(_DAY.sub(" ", text))):
        written = token[0]
        plain = fold_words(written.replace("-", ""))
        if plain in _NOTHING:
            continue
        kind, left = _kind_in(plain)
        if kind:
            kinds.add(kind)
        if left and stem(left) not in _NOTHING:
            is_name = _is_name(written, is_first=number == 0) and kind is None
            words.setdefault(stem(left), TopicWord(written, stem(left), is_name))
    return Topic(frozenset(kinds), tuple(words.values()))


def _kind_in(word: str) -> tuple[str | None, str]:
    """Return the kind that a word ends in or promises, and what of it says about what."""
    for verb, kind in _DOES:
        if word.startswith(verb) and len(word) <= len(verb) + 3:
            return kind, ""
    bare = stem(word)
    for name in _BY_LENGTH:
        if bare == name:
            return _KIND_OF[name], ""
        before = bare.removesuffix(name)
        if before != bare and len(before) >= SHORTEST_PART and len(name) > SHORTEST_PART:
            known = _kind_in(before.removesuffix("s"))
            return _KIND_OF[name], known[1] if known[0] else before.removesuffix("s")
    return None, word


def _is_name(written: str, *, is_first: bool) -> bool:
    if any(letter.isdigit() for letter in written):
        return True
    is_short = written.isupper() and len(written) > 1
    return is_short or (written[0].isupper() and not is_first)


def kinds_agree(asked: Iterable[str], told: Iterable[str]) -> bool:
    """Tell whether one of the kinds that came is one that was asked for."""
    return any(_ANSWERS[one] & set(told) for one in asked)


@dataclass(frozen=True, slots=True)
class Shared:
    """A word of the one side, the word of the other that it agrees with, and how far."""

    one: TopicWord
    other: str
    part: float


def shared_words(one: Topic, other: Topic) -> list[Shared]:
    """Return for each word of the one side what it agrees with best on the other, 0 for nothing."""
    return [_best(word, one.words, other.words) for word in one.words]


def _best(word: TopicWord, mates: tuple[TopicWord, ...], others: tuple[TopicWord, ...]) -> Shared:
    best = Shared(word, "", 0.0)
    for other in others:
        part = _agreement(word.stem, other.stem)
        if part > best.part:
            best = Shared(word, other.text, part)
    if best.part == 1:
        return best
    for first, last in permutations(others, 2):
        if _is_made_of(word, first, last):
            return Shared(word, f"{first.text} + {last.text}", 1.0)
    for mate in mates:
        for other in others:
            if _is_made_of(other, word, mate) or _is_made_of(other, mate, word):
                return Shared(word, other.text, 1.0)
    return best


def _is_made_of(word: TopicWord, first: TopicWord, last: TopicWord) -> bool:
    return any(word.stem == first.stem + joint + last.stem for joint in _JOINTS)


def _agreement(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_PART or len(long) - len(short) < SHORTEST_STEM:
        return 0.0
    if any(ch.isdigit() for ch in short):
        return 0.0
    if long.startswith(short):
        return FIRST_PART
    return LAST_PART if long.endswith(short) else 0.0


def weigher(counts: Mapping[str, int]) -> Callable[[TopicWord], float]:
    """Return how much a word weighs: less where many open items have it, and where it says little.

    `counts` tells of a stem how many of them have it; a word that is not counted is rare.
    """

    def weight(word: TopicWord) -> float:
        if says_little(word):
            return LITTLE_WEIGHT
        if word.is_name:
            return NAME_WEIGHT
        return _by_count(counts.get(word.stem, 0))

    return weight


def says_little(word: TopicWord) -> bool:
    """Tell whether many things are about it, or it is a year."""
    return word.stem in _LITTLE or _YEAR.fullmatch(word.stem) is not None


def _by_count(count: int) -> float:
    if count <= 20:
        return 1.0
    return 0.6 if count <= 200 else 0.35
