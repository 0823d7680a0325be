"""Minutes composed of the points of an OParl meeting: no closed one runs into an open one."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.oparl import OparlMeeting, OparlPoint
from meetings.reading.lines import LONGEST_HEADING
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText

Numbers = tuple[str, ...]
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
# What stands round a title in its line: "Punkt 12: (Lukket) … (2026/117)".
BESIDE_TITLE = 60
LONGEST_NUMBER = 30


def minutes_text(meeting: OparlMeeting) -> str | None:
    """Return minutes for the reader; None where closed points cannot be kept apart."""
    text = ""
    for numbers in _numberings(meeting.points):
        text = _composed(meeting, numbers)
        if _is_read_so(text, meeting.points, numbers):
            return text
    return None if any(point.is_closed for point in meeting.points) else text


def _numberings(points: tuple[OparlPoint, ...]) -> Iterator[Numbers]:
    """Yield the numbers of the points as they are, and by place: two series have a number twice."""
    told = tuple(point.number for point in points)
    if all(number.isascii() and number.isdigit() for number in told):
        yield told
    yield tuple(str(at) for at in range(1, len(points) + 1))


def _composed(meeting: OparlMeeting, numbers: Numbers) -> str:
    day = meeting.held_on
    head = [meeting.committee, "", "Referat", ""]
    head.append(f"Dato: {day.day}. {MONTHS[day.month - 1]} {day.year}")
    head += [f"Tid: kl. {meeting.starts}"] if meeting.starts else []
    head += [f"Sted: {meeting.place}"] if meeting.place else []
    points = [_point(*both) for both in zip(numbers, meeting.points, strict=True)]
    return "\n".join([*head, "", *points])


def _point(number: str, point: OparlPoint) -> str:
    closed = "(Lukket) " if point.is_closed else ""
    known = f" ({point.number[:LONGEST_NUMBER]})" if point.number != number else ""
    # A longer line is no heading to the reader.
    title = point.title[: LONGEST_HEADING - BESIDE_TITLE]
    return f"Punkt {number}: {closed}{title}{known}\n\n{point.decided or 'Intet refereret.'}\n"


def _is_read_so(text: str, points: tuple[OparlPoint, ...], numbers: Numbers) -> bool:
    """Tell whether the reader finds just these points, and each closed one closed."""
    found = [item for one in read_structure(FileText(text=text)).minutes for item in one.items]
    return [item.number for item in found] == list(numbers) and all(
        item.closed or not point.is_closed for item, point in zip(found, points, strict=True)
    )
