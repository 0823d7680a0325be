"""A hundred invented numbers that look like CPR numbers, in the ways people write them."""

from __future__ import annotations

from datetime import date, timedelta

SPELLINGS = (
    "{d}{m}{y}-{n}",
    "{d}{m}{y}{n}",
    "{d}{m}{y} {n}",
    "{d}{m}{y}–{n}",
    "{d}{m}{y} - {n}",
    "{d}{m}{y}\u2011{n}",
    "{d}{m}{y}\u00a0{n}",
    "{d}-{m}-{y}-{n}",
    "{d}.{m}.{y}-{n}",
    "{d} {m} {y}-{n}",
)
# Each of them stands in the minutes of municipalities and is no CPR number.
LOOKALIKES = (
    "12 34 56 78",
    "+45 12 10 90 12",
    "0045 12109012",
    "2026-0101-1234",
    "27.36.04-P19-1-26",
    "010190-1234-26",
    "010190-1234/5",
    "99.01.01-1234",
    "5790001234567",
    "3214 0101901234567",
    "02-03-2026",
    "2026-03-02 1600",
    "12.03.26 1630",
    "kl. 16.00-18.00",
    "1.010.190.123",
    "320190-1234",
    "DK12345678",
)


def planted(count: int = 100) -> list[str]:
    """Return so many, each of another day and another number, in every spelling by turns."""
    numbers = []
    for at in range(count):
        day = date(1931, 1, 1) + timedelta(days=311 * at)
        parts = {"d": f"{day:%d}", "m": f"{day:%m}", "y": f"{day:%y}", "n": f"{1000 + 19 * at}"}
        numbers.append(SPELLINGS[at % len(SPELLINGS)].format(**parts))
    assert len(set(numbers)) == count
    return numbers


def digits(text: str) -> str:
    """Return the digits of the text and nothing else, to find a number however it is written."""
    return "".join(letter for letter in text if letter.isdigit())
