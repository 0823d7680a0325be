"""The meeting plan and the municipality's own days as files, with the register's manners. Pure.

The meeting plan, with a header line; `aflyst` is ja or empty. A further column `flyttet_fra` may
say on which day the meeting was to be held; two lines that were moved from the same day are the
parts of one meeting. Another, `sagsnummer`, may name the case in the records system; a file
without it leaves those numbers as they are:

    udvalg;dato;sted;aflyst

The calendar, where `type` is lukkedag or periode, and a closing day has no last day:

    type;navn;første_dag;sidste_dag;hvert_år;stille

On days that are `stille` no mails are sent; a file without the column leaves that as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from meetings.refusal import gettext_noop
from meetings.register import (
    RegisterError,
    cell_date,
    cell_text,
    no_csv,
    refuse_too_many,
    too_wide,
)

PLAN_COLUMNS = ("udvalg", "dato", "sted", "aflyst")
CALENDAR_COLUMNS = ("type", "navn", "første_dag", "sidste_dag", "hvert_år", "stille")
# May be left out: one was added later, the other is only for what was moved.
QUIET, MOVED_FROM, CASE_NUMBER = "stille", "flyttet_fra", "sagsnummer"
DAY_KINDS: dict[str, DayKind] = {"lukkedag": "closing_day", "periode": "period"}
ANSWERS = {"ja": True, "nej": False, "": False}
MOST_LINES = 2_000
LONGEST_PLACE = 300
LONGEST_NAME = 100
LONGEST_CASE_NUMBER = 60
# A slip in a year would stop all mails for as long: no days of a name last longer than a year.
LONGEST_PERIOD = 366
FIRST_YEAR, LAST_YEAR = 2000, 2099

DayKind = Literal["closing_day", "period"]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One meeting of a file. `summary` is what a calendar calls it where no committee is given.

    `uid` is the calendar's own name for it, `moved_from` the day on which a table says it was.
    """

    committee: str
    held_on: date
    place: str = ""
    is_cancelled: bool = False
    summary: str = ""
    uid: str = ""
    moved_from: date | None = None
    # None where the file does not say.
    case_number: str | None = None
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One closing day, or one period with a name; a closing day ends on the day it begins."""

    kind: DayKind
    name: str
    first_day: date
    last_day: date
    is_yearly: bool = False
    # None where the file does not say.
    is_quiet: bool | None = None
    number: int = field(default=0, compare=False)


def read_plan(text: str) -> tuple[PlannedLine, ...]:
    """Return the meetings that the CSV text holds; raise RegisterError where it does not."""
    rows = _rows(text, PLAN_COLUMNS, optional=(MOVED_FROM, CASE_NUMBER))
    return tuple(_planned(cells, number) for cells, number in rows)


def read_days(text: str) -> tuple[DayLine, ...]:
    """Return the days that the CSV text holds; raise RegisterError where it does not."""
    return tuple(
        _day(cells, number) for cells, number in _rows(text, CALENDAR_COLUMNS, optional=(QUIET,))
    )


def plan_cells(lines: Iterable[PlannedLine]) -> list[list[str]]:
    """Return the meetings as the rows of their file, the header first."""
    return [[*PLAN_COLUMNS, CASE_NUMBER]] + [
        [
            one.committee,
            one.held_on.isoformat(),
            one.place,
            "ja" if one.is_cancelled else "",
            one.case_number or "",
        ]
        for one in lines
    ]


def day_cells(lines: Iterable[DayLine]) -> list[list[str]]:
    """Return the days as the rows of their file, the header first."""
    words = {kind: word for word, kind in DAY_KINDS.items()}
    return [list(CALENDAR_COLUMNS)] + [
        [
            words[one.kind],
            one.name,
            one.first_day.isoformat(),
            one.last_day.isoformat() if one.kind == "period" else "",
            "ja" if one.is_yearly else "",
            "ja" if one.is_quiet else "",
        ]
        for one in lines
    ]


def _rows(
    text: str, columns: tuple[str, ...], *, optional: tuple[str, ...]
) -> Iterator[tuple[dict[str, str], int]]:
    text = text.removeprefix("\ufeff")
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower().replace(" ", "_") for name in next(rows, [])]
        is_known = set(columns) - {*optional} <= set(header) <= {*columns, *optional}
        if len(set(header)) != len(header) or not is_known:
            raise wrong_header(columns)
        read = 0
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            refuse_too_many(read, most=MOST_LINES, line=rows.line_num)
            read += 1
            if len(row) > len(header):
                raise too_wide(row, header, rows.line_num)
            told = dict(zip(header, map(cell_text, row), strict=False))
            yield dict.fromkeys(header, "") | told, rows.line_num
    except csv.Error as error:
        raise no_csv(error, rows.line_num) from error


def wrong_header(columns: Sequence[str]) -> RegisterError:
    """Return the refusal of a file whose first line does not name its columns."""
    sentence = gettext_noop("første linje skal være %(columns)s")
    return RegisterError(sentence, line=1, columns=";".join(columns))


def _planned(cells: Mapping[str, str], line: int) -> PlannedLine:
    held_on = _needed_day(cells, "dato", line)
    moved_from = cell_date(cells, MOVED_FROM, line) if MOVED_FROM in cells else None
    return PlannedLine(
        committee=_text(cells, "udvalg", line, most=200),
        held_on=held_on,
        moved_from=moved_from if moved_from != held_on else None,
        place=refuse_long(cells["sted"], "sted", line, most=LONGEST_PLACE),
        is_cancelled=_answer(cells, "aflyst", line),
        case_number=refuse_long(cells[CASE_NUMBER], CASE_NUMBER, line, most=LONGEST_CASE_NUMBER)
        if CASE_NUMBER in cells
        else None,
        number=line,
    )


def _day(cells: Mapping[str, str], line: int) -> DayLine:
    kind = DAY_KINDS.get(cells["type"].lower())
    if kind is None:
        sentence = gettext_noop("»%(text)s« er ikke en type; brug %(known)s")
        text, known = cells["type"], ", ".join(DAY_KINDS)
        raise RegisterError(sentence, line=line, column="type", text=text, known=known)
    first = _needed_day(cells, "første_dag", line)
    last = cell_date(cells, "sidste_dag", line) or first
    if last < first:
        sentence = gettext_noop("sidste_dag ligger før første_dag")
        raise RegisterError(sentence, line=line, column="sidste_dag")
    if (last - first).days >= LONGEST_PERIOD:
        sentence = gettext_noop("dagene varer mere end et år; er årstallet rigtigt?")
        raise RegisterError(sentence, line=line, column="sidste_dag")
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise RegisterError(gettext_noop("er årstallet rigtigt?"), line=line, column="første_dag")
    if kind == "closing_day" and last != first:
        sentence = gettext_noop("en lukkedag er én dag; skriv en linje for hver")
        raise RegisterError(sentence, line=line, column="sidste_dag")
    is_yearly = _answer(cells, "hvert_år", line)
    if kind == "closing_day" and is_yearly:
        sentence = gettext_noop("en lukkedag gælder ét år ad gangen")
        raise RegisterError(sentence, line=line, column="hvert_år")
    is_quiet = _answer(cells, "stille", line) if "stille" in cells else None
    if kind == "closing_day" and is_quiet:
        raise RegisterError(gettext_noop("en lukkedag er altid stille"), line=line, column="stille")
    name = _text(cells, "navn", line, most=LONGEST_NAME)
    return DayLine(kind, name, first, last, is_yearly, is_quiet, line)


def _text(cells: Mapping[str, str], column: str, line: int, *, most: int) -> str:
    if not cells[column]:
        raise RegisterError(gettext_noop("feltet mangler"), line=line, column=column)
    return refuse_long(cells[column], column, line, most=most)


def refuse_long(text: str, column: str, line: int, *, most: int) -> str:
    """Return the text; raise RegisterError where it has more letters than there is room for."""
    if len(text) > most:
        sentence = gettext_noop("teksten er længere end %(most)s tegn")
        raise RegisterError(sentence, line=line, column=column, most=most)
    return text


def _needed_day(cells: Mapping[str, str], column: str, line: int) -> date:
    day = cell_date(cells, column, line)
    if day is None:
        raise RegisterError(gettext_noop("datoen mangler"), line=line, column=column)
    return day


def _answer(cells: Mapping[str, str], column: str, line: int) -> bool:
    answer = ANSWERS.get(cells[column].lower())
    if answer is None:
        sentence = gettext_noop(
            "»%(text)s« er ikke et gyldigt svar; brug ja eller lad feltet stå tomt"
        )
        raise RegisterError(sentence, line=line, column=column, text=cells[column])
    return answer
