"""Minutes that secretaries hand in: each of its own, typed or scanned."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from zlib import crc32

from tests.meetings.reading.scans import as_pdf, page

ITEMS = 6
# Each promise in words of its own: what is said in nearly the same words is taken as told again.
WHERE = ("havne", "skole", "museums", "stadion", "bade", "biblioteks", "kultur", "cykel", "rådhus")
WHAT = ("taget", "gulvet", "ordningen", "planen", "køen", "støjen", "prisen")
DOES = ("undersøger", "kortlægger", "beskriver", "udarbejder et notat om", "indhenter tilbud på")
FIRST_DAY, DAYS = date(2016, 1, 4), 3650


def minutes(title: str, *, items: int = ITEMS) -> bytes:
    """Return typed minutes with a promise to each item, held on a day of their own."""
    held_on = FIRST_DAY + timedelta(days=crc32(title.encode()) % DAYS)
    points = "".join(_point(number, title) for number in range(1, items + 1))
    head = f"Kultur- og Fritidsudvalget\n\n{held_on:%d-%m-%Y} 16:00 - 18:00\n\nReferat\n"
    return (head + points).encode()


def _point(number: int, title: str) -> str:
    return f"\nPunkt {number}: {subject(number).capitalize()}, {title}\n\n{promise(number)}\n"


def subject(number: int) -> str:
    return WHERE[number % len(WHERE)] + WHAT[number % len(WHAT)]


def promise(number: int) -> str:
    return f"Forvaltningen {DOES[number % len(DOES)]} {subject(number)}."


def scan(title: str) -> bytes:
    """Return a page that was scanned; what stands after its end makes it a file of its own."""
    return _drawn() + f"\n%% {title}".encode()


@cache
def _drawn() -> bytes:
    lines = ("Kultur- og Fritidsudvalget", "Referat", "", "Punkt 1: Taget", "KF følger op.")
    return as_pdf(page(lines))
