"""PURE: names in a text give way to what stands for them, by keyed digests of the names alone.

Who has no key cannot tell from a digest whose name it is; with it, a name that is met again is
known. Names and addresses are known in any case, initials only as they are written.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterator
from hashlib import sha256

Find = Callable[[str], str | None]

DIGEST_LENGTH = 32
# "anna.holm@noerrevang.example" and "Anna-Lise" are one word each, and then each of their parts.
_JOINED = re.compile(r"[^\W_]+(?:[.@+'’_-]+[^\W_]+)*")
_SIMPLE = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\.?\s+")


def plain_words(text: str) -> str:
    """Return the words with one space between them, as they are compared."""
    return " ".join(_JOINED.findall(text))


def loose(text: str) -> str:
    """Return the form by which a name or an address is known."""
    return f"~{plain_words(text).casefold()}"


def strict(text: str) -> str:
    """Return the form by which initials are known."""
    return f"={plain_words(text)}"


def keyed(key: bytes, form: str) -> str:
    """Return the digest of `loose` or `strict` words: 32 hexadecimal digits."""
    return hmac.new(key, form.encode(), sha256).hexdigest()[:DIGEST_LENGTH]


def mask(text: str, find: Find, *, longest: int) -> str:
    """Return the text with each run of words that `find` knows exchanged, the longest first.

    `longest` is how many words the longest name has.
    """
    for pattern in (_JOINED, _SIMPLE):
        text = "".join(_exchanged(text, list(pattern.finditer(text)), find, longest))
    return text


def mask_all(value: object, find: Find, *, longest: int) -> object:
    """Return the same for every text inside what JSON can hold."""
    if isinstance(value, str):
        return mask(value, find, longest=longest)
    if isinstance(value, list):
        return [mask_all(one, find, longest=longest) for one in value]
    if isinstance(value, dict):
        return {name: mask_all(one, find, longest=longest) for name, one in value.items()}
    return value


def _exchanged(text: str, tokens: list[re.Match[str]], find: Find, longest: int) -> Iterator[str]:
    done = at = 0
    while at < len(tokens):
        number, instead = _known_run(text, tokens, at, find, longest)
        if instead is not None:
            yield text[done : tokens[at].start()]
            yield instead
            done = tokens[at + number - 1].end()
        at += number
    yield text[done:]


def _known_run(
    text: str, tokens: list[re.Match[str]], at: int, find: Find, longest: int
) -> tuple[int, str | None]:
    """Return how many words from here are exchanged for what; one for nothing where none are."""
    run = _run(text, tokens, at, longest)
    for number in range(len(run), 0, -1):
        instead = find(" ".join(run[:number]))
        if instead is not None:
            return number, instead
    return 1, None


def _run(text: str, tokens: list[re.Match[str]], at: int, longest: int) -> list[str]:
    """Return the words that follow each other from here with nothing but space between."""
    words = [tokens[at].group()]
    for before, after in zip(tokens[at:], tokens[at + 1 : at + longest], strict=False):
        if not _GAP.fullmatch(text, before.end(), after.start()):
            break
        words.append(after.group())
    return words
