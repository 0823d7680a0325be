"""The writer's own words: what mail programs repeat below an answer is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meetings.reading.html import html_text

# "Den 3. marts 2026 kl. 10.12 skrev Følg op <…>:", "On Tue, Mar 3, 2026 … wrote:"
ATTRIBUTION = re.compile(
    r"^(?:den|d\.|on|man|tir|ons|tor|fre|lør|søn)\b.{0,150}\d.{0,150}\b(?:skrev|wrote)\b.{0,200}:$",
    re.IGNORECASE,
)
# A mail program names who wrote by the address, or repeats it right below.
ADDRESS = re.compile(r"[\w.+-]@[\w-]|<[^<>]+>")
DASHES = re.compile(
    r"^-{2,}\s*(?:oprindelig (?:meddelelse|besked)|original message|"
    r"videresendt (?:meddelelse|besked)|forwarded message)\s*-{2,}$",
    re.IGNORECASE,
)
# Outlook's head over what it repeats: two of its lines after each other.
HEAD = re.compile(r"^\*?(?:fra|from)\s?:\*?\s", re.IGNORECASE)
HEAD_NEXT = re.compile(r"^\*?(?:sendt|sent|dato|date|til|to)\s?:\*?\s", re.IGNORECASE)
LINE = re.compile(r"^[_-]{10,}$")
DEVICE = re.compile(
    r"^(?:sendt fra min |sent from my |hent outlook (?:til|for) |get outlook for ).{0,60}$",
    re.IGNORECASE,
)
# Where the HTML of the usual programs begins to repeat.
REPEATED = re.compile(
    r"<blockquote\b|<div\b[^<>]{0,300}\b(?:gmail_quote|divRplyFwdMsg|appendonsend)\b", re.IGNORECASE
)
LONGEST_LINE = 1000


def own_words(text: str) -> str:
    """Return what the writer wrote, without what was repeated, a signature or a device's greeting.

    A line with ">" is repeated wherever it stands; what is written below such lines is kept.
    """
    lines = [line.strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_own(lines))).strip()


def own_words_of_html(source: str) -> str:
    start = REPEATED.search(source)
    return own_words(html_text(source[: start.start()] if start else source))


def _own(lines: list[str]) -> Iterator[str]:
    number = 0
    while number < len(lines):
        line = lines[number]
        wraps = _attribution(lines, number)
        if wraps:
            number += wraps
            if not _is_quote(_next(lines, number)):
                return
            continue
        if _ends(lines, number):
            return
        if not line.startswith(">") and not DEVICE.match(line):
            yield line
        number += 1


def _attribution(lines: list[str], number: int) -> int:
    """Return how many lines tell who wrote what follows: none, one, or two where it wraps."""
    for count in (1, 2):
        told = " ".join(lines[number : number + count])
        if len(told) < LONGEST_LINE and ATTRIBUTION.match(told):
            below = _next(lines, number + count)
            return count if ADDRESS.search(told) or not below or _is_quote(below) else 0
    return 0


def _ends(lines: list[str], number: int) -> bool:
    """Tell whether here begins what is no answer any more: a signature, or what is repeated."""
    line = lines[number]
    if line == "--" or DASHES.match(line[:LONGEST_LINE]):
        return True
    if LINE.match(line):
        return bool(HEAD.match(_next(lines, number + 1)))
    return bool(HEAD.match(line)) and bool(HEAD_NEXT.match(_next(lines, number + 1)))


def _next(lines: list[str], number: int) -> str:
    return next((line for line in lines[number:] if line), "")


def _is_quote(line: str) -> bool:
    return line.startswith(">")
