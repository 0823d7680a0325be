"""Are two copies of minuted words the same words? Letters and figures count, layout does not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from meetings.reading.damage import tolerant

# Below this two texts have hardly more in common than any two minutes.
LIKE = 0.5
# Copies of one text are more alike than this, also after a bad scan.
COPY = 0.85
# Minutes with fewer letters than this are boilerplate: "Dagsordenen blev godkendt."
SUBSTANCE = 300

_TOKEN = re.compile(r"\d+(?:[^\w\s]\d+)*|[^\W\d_]+")
_FIGURES = re.compile(r"\d+")
# Letters that look alike on paper, or that an engine without Danish puts for æ, ø and å.
_TWINS = str.maketrans(
    {**dict.fromkeys("æøåäöe@¢", "o"), **dict.fromkeys("iljt|!f", "l"), "q": "g", "u": "n"}
)
_CLUSTERS = (("rn", "m"), ("aa", "o"), ("ae", "o"), ("oe", "o"), ("vv", "w"), ("ii", "n"))
_DANISH = re.compile("[æøå]")
# Bullets as an engine reads them.
_SPECKS = frozenset("eocs")
# A letter more or less is a slip of the engine in a long word, and another word in a short one.
_LONG, _LONGER = 8, 14


@dataclass(frozen=True, slots=True)
class Minuted:
    """An agenda item as copies of it are compared: its number, its title, its minuted words.

    `text` has a line for each paragraph, bullet or row, words whole and spaces single.
    """

    number: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}"


def tokens(text: str) -> list[str]:
    """Return the words and figures in lower case; "1,5" stays one figure, apart from "15"."""
    found = _TOKEN.findall(unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower())
    return [_plain_figure(token) for token in found]


def _plain_figure(token: str) -> str:
    return ".".join(_FIGURES.findall(token)) if token[0].isdigit() else token


def letters(text: str) -> str:
    """Return the text as it is compared exactly: words run together, however they were broken.

    Figures keep a gap between them, so that "2 3" is not "23".
    """
    joined = ""
    for token in tokens(text):
        joined += f"/{token}" if token[0].isdigit() and joined[-1:].isdigit() else token
    return joined


def fingerprint(text: str) -> str:
    """Return 64 characters that are equal for equal words, and for no words at all."""
    return hashlib.sha256(letters(text).encode()).hexdigest()


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how much of the letters two texts share, in order."""
    mine, theirs = letters(one), letters(other)
    return fuzz.ratio(mine, theirs) / 100 if mine or theirs else 1.0


def has_substance(items: Sequence[Minuted]) -> bool:
    """Tell whether there are so many words that two meetings would hardly share them."""
    return len(letters("\n".join(item.text for item in items))) >= SUBSTANCE


def reads_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether an engine may have read one run of tokens for the other.

    A figure is never read for another: a changed deadline must be seen.
    """
    mine, theirs = (
        letters(" ".join(token for token in run if token not in _SPECKS)) for run in (one, other)
    )
    if mine == theirs:
        return True
    if _FIGURES.findall(mine) != _FIGURES.findall(theirs):
        return False
    return _skeleton(mine) == _skeleton(theirs) or _is_slip(mine, theirs)


def is_damaged_copy(sound: str, damaged: str) -> bool:
    """Tell whether the words are the others as they look where æ, ø and å were destroyed."""
    if not _DANISH.search(sound.lower()):
        return False
    return bool(re.fullmatch(tolerant(" ".join(sound.split())), damaged.strip(), re.IGNORECASE))


def _skeleton(word: str) -> str:
    for cluster, single in _CLUSTERS:
        word = word.replace(cluster, single)
    return word.translate(_TWINS)


def _is_slip(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    if shortest < _LONG or one in other or other in one:
        return False  # "uændret" is no slip of "ændret"
    allowed = 2 if shortest >= _LONGER else 1
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
