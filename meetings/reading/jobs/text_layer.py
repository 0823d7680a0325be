"""A PDF by its text layer: the text, or that there are scanned pages, which are a job of their own.

`order["scans"]` says what is to become of such pages: "ask" refuses the file as "scanned" for the
sake of the first of them, "leave" tells them as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from meetings.reading import gate, pdf
from meetings.reading.page_answers import PageTeller, tell_pages
from meetings.reading.refused import RefusedError


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield the lines of the file for its reader."""
    problems = gate.inspect(data, most_pages=order["limits"]["pages"]).problems
    if order["scans"] == "leave":
        yield from tell_pages(pdf.read_pages(data), problems)
    else:
        yield from _tell_unless_scanned(data, problems)


def _tell_unless_scanned(data: bytes, problems: Sequence[str]) -> Iterator[bytes]:
    teller = PageTeller()
    for page in pdf.read_pages(data):
        if page.inked:
            raise RefusedError("scanned")
        yield teller.page(page)
    if teller.letters.are_damaged:
        raise RefusedError("scanned")
    yield teller.end(problems)
