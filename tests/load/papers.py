"""Minutes that secretaries hand in: each of its own, typed or scanned."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from zlib import crc32

from tests.meetings.reading.scans import as_pdf, page

ITEMS = 6
FIRST_DAY, DAYS = date(2016, 1, 4), 3650


def minutes(title: str, *, items: int = ITEMS) -> bytes:
    """Return typed minutes with a promise to each item, held on a day of their own."""
    held_on = FIRST_DAY + timedelta(days=crc32(title.encode()) % DAYS)
    points = "".join(
        f"\nPunkt {number}: Hal {number} ({title})\n\n"
        f"Forvaltningen undersøger taget på hal {number} inden 1. april 2027. KF følger op.\n"
        for number in range(1, items + 1)
    )
    head = f"Kultur- og Fritidsudvalget\n\n{held_on:%d-%m-%Y} 16:00 - 18:00\n\nReferat\n"
    return (head + points).encode()


def scan(title: str) -> bytes:
    """Return a page that was scanned; what stands after its end makes it a file of its own."""
    return _drawn() + f"\n%% {title}".encode()


@cache
def _drawn() -> bytes:
    lines = ("Kultur- og Fritidsudvalget", "Referat", "", "Punkt 1: Taget", "KF følger op.")
    return as_pdf(page(lines))
