"""One spelling for what is written in several ways, so that a search finds them all.

Å and aa, ø and oe, æ and ä are one letter each; case, accents, hyphens at line ends and runs of
space are nothing. Of what scanning does to letters the common slips inside a word are undone. Two
words that become one by it are both found: a search shows too much rather than too little.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What stands where a letter was lost altogether, and for any Danish letter in a lax search.
LOST = "¤"

_LETTERS = {
    "å": "a", "aa": "a", "ø": "o", "oe": "o", "ö": "o", "æ": "ae", "ä": "ae", "ü": "y",
    "é": "e", "è": "e", "ê": "e", "ë": "e", "á": "a", "à": "a", "ó": "o", "ò": "o", "í": "i",
    "ú": "u", "ñ": "n", "ç": "c", "ð": "d", "\ufffd": LOST, "\xad": "", "\u200b": "",
    "ﬁ": "fi", "ﬂ": "fl", "–": "-", "—": "-", "’": "'", "”": '"', "“": '"',
}  # fmt: skip
# Between two letters these are letters that a scan was read wrongly for.
_SLIPS = {"0": "o", "6": "o", "¢": "o", "1": "l", "|": "l", "4": "a", "@": "a", "&": "a"}
_SPECIAL = re.compile(
    r"(?P<broken>(?<=\w)[-\xad]\s*\n\s*(?=[a-zæøå]))|(?P<space>\s+)"
    r"|(?P<slip>(?<=[^\W\d_])[0614@&¢|](?=[^\W\d_]))|(?P<letter>aa|oe|["
    + "".join(re.escape(key) for key in _LETTERS if len(key) == 1)
    + "])"
)
_DANISH = re.compile("æ|ø|å|aa")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one spelling; `places` says for each letter of it where it stands in `original`."""

    original: str
    text: str
    places: tuple[int, ...]


def fold_words(text: str) -> str:
    """Return the text in one spelling.

    >>> fold_words("Nørregaard,  STØJ-\\nnotat")
    'norregard, stojnotat'
    """
    return _SPECIAL.sub(_become, _lower(text)).strip()


def fold_with_places(text: str) -> Folded:
    """Return the same with the place of each letter; `original` may be composed anew."""
    lower = _lower(text)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for found in _SPECIAL.finditer(lower):
        places.extend(range(at, found.start()))
        parts.append(lower[at : found.start()])
        becomes = _become(found)
        places.extend([found.start()] * len(becomes))
        parts.append(becomes)
        at = found.end()
    places.extend(range(at, len(lower)))
    parts.append(lower[at:])
    return Folded(unicodedata.normalize("NFC", text), "".join(parts), tuple(places))


def lax(word: str) -> str:
    """Return a word as it stands folded where every æ, ø and å was lost; "" where it has none."""
    lower = _lower(word)
    return fold_words(_DANISH.sub(LOST, lower)) if _DANISH.search(lower) else ""


def _lower(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    lower = composed.lower()
    # A few letters of other alphabets become two: they keep their place instead.
    if len(lower) == len(composed):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in composed)


def _become(found: re.Match[str]) -> str:
    if found["broken"] is not None:
        return ""
    if found["space"] is not None:
        return " "
    slip = found["slip"]
    return _SLIPS[slip] if slip else _LETTERS[found["letter"]]
