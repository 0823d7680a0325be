"""Changes to bytes and to lines of text, each drawn from a chance that can be drawn again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

NUMBER = re.compile(rb"\d+")
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e309")
# What has been trouble in many programs: ends of strings, of lines, of Unicode.
ODD = (
    "\0", "\r", "\n", "\u2028", "\ufeff", "\u202e", "\u0301", "\ud800", "\U0001f600", "'", '"',
    "\\", "%", "%s", "{{", "<!--", "]]>", "&#0;", "../", "a\u030a", "٣", "²", "ﬁ", "\u00ad",
    "\x1b[",
)  # fmt: skip


def odd(chance: Random) -> bytes:
    return chance.choice(ODD).encode("utf-8", "surrogatepass")


def bytes_changed(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Return the bytes with one to six changes."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_BYTES)(data, chance, others)
    return data


def text_changed(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Return the text with one to six of its lines, words or letters changed."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_TEXT)(data, chance, others)
    return data


def _spot(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 2, 8, 40, 200)))


def _byte(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, _end = _spot(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _cut(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _spot(data, chance)
    return data[:start] + data[end:]


def _again(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _spot(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _put(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, _end = _spot(data, chance)
    return data[:start] + odd(chance) + data[start:]


def _short(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    return data[: chance.randint(0, len(data))]


def _number(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(NUMBERS) + data[one.end() :]


def _borrowed(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _spot(other, chance)
    at, _end = _spot(data, chance)
    return data[:at] + other[start:end] + data[at:]


def _lines(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Move, leave out, repeat, join or borrow a line."""
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 1:
            del lines[at]
        case 2:
            lines.insert(at, lines[at])
        case 3:
            lines[at] = lines[at].rstrip(b"\r\n") + b" "
        case _:
            lines.insert(
                at, chance.choice(chance.choice(others).splitlines(keepends=True) or [b""])
            )
    return b"".join(lines)


def _words(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Put a word of this text or of another in the place of a word."""
    words = re.split(rb"(\s+)", data)
    at = chance.randrange(len(words))
    words[at] = chance.choice(re.split(rb"\s+", chance.choice([data, *others])))
    return b"".join(words)


def _case(data: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _spot(data, chance)
    return data[:start] + data[start:end].swapcase() + data[end:]


_Step = Callable[[bytes, Random, Sequence[bytes]], bytes]
_BYTES: tuple[_Step, ...] = (_byte, _cut, _again, _put, _short, _number, _borrowed)
_TEXT: tuple[_Step, ...] = (_lines, _lines, _words, _words, _case, _number, _put, _cut, _borrowed)
