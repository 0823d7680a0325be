"""Danish letters that an engine without Danish destroyed: detect, and compare tolerantly.

The file's text is never repaired; only comparisons are made tolerant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# What each letter has been seen to become in scans read with the wrong language.
_DAMAGED: dict[str, str] = {
    "æ": r"(?:æ|[sz]?[aez]e|aa?|ä|zæ|e)",
    "ø": r"(?:ø|[aeo]?g@?|oe?|ö|@|¢|a|e|6|0)",
    "å": r"(?:å|aa|a@?|@|[dé&§3489]|ä)",
}
_LETTERS = re.compile(r"[^\W\d_]+")
_DANISH_LETTERS = "æøåÆØÅ"
_DANISH_WORD = re.compile(r"\b(?:og|af|til|det|der|som|ikke|med|for|den|skal|blev)\b", re.I)
_LOST_IN_FOLD = re.compile(r"[\W_aegoæøåäözd0-9]+")
_LETTERS_TO_JUDGE = 400
_LEAST_SHARE = 0.009  # sound Danish has about 0.03
_SHARE_OF_COMMON_WORDS = 0.08


@cache
def tolerant(words: str) -> str:
    """Return the source of a pattern that finds the words also where æ, ø and å are destroyed.

    Spaces match any run of white space; use with `re.IGNORECASE`.
    """
    return "".join(
        r"\s+" if char == " " else _DAMAGED.get(char, re.escape(char)) for char in words.lower()
    )


def tolerant_any(phrases: tuple[str, ...]) -> str:
    """Return a pattern source for any of the phrases, the longest first."""
    return "(?:" + "|".join(tolerant(p) for p in sorted(phrases, key=len, reverse=True)) + ")"


def fold(text: str) -> str:
    """Return the letters that survive a bad engine, so that two copies of a heading compare."""
    return _LOST_IN_FOLD.sub("", text.lower())


@dataclass(slots=True)
class Letters:
    """What tells whether a Danish text has lost its æ, ø and å, counted piece by piece."""

    letters: int = 0
    danish: int = 0
    words: int = 0
    common: int = 0

    def count(self, text: str) -> None:
        """Count the next piece; no word may run from one piece into the next."""
        self.letters += sum(map(len, _LETTERS.findall(text)))
        self.danish += sum(map(text.count, _DANISH_LETTERS))
        self.words += len(text.split())
        self.common += len(_DANISH_WORD.findall(text))

    @property
    def are_damaged(self) -> bool:
        """Tell whether the text is long, Danish, and has lost most of its æ, ø and å."""
        if self.letters < _LETTERS_TO_JUDGE:
            return False
        if self.common / max(1, self.words) < _SHARE_OF_COMMON_WORDS:
            return False  # hardly Danish
        return self.danish / self.letters < _LEAST_SHARE


def is_damaged(text: str) -> bool:
    """Tell whether a long Danish text has lost most of its æ, ø and å."""
    if sum(map(text.count, _DANISH_LETTERS)) >= _LEAST_SHARE * len(text):
        return False  # enough of all signs is enough of the letters
    counted = Letters()
    counted.count(text)
    return counted.are_damaged
