"""XLSX in which every cell is text, a number or a day: nothing runs, and nothing is a link."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

import xlsxwriter

from meetings.reading.cpr import hide_cpr

# Nothing in a cell is read as more than it is; rows go to the disk as they are written.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# What a spreadsheet takes in one cell.
LONGEST = 32_767


def xlsx_file(
    header: Sequence[object], rows: Iterable[Sequence[object]], *, sheet: str
) -> IO[bytes]:
    """Return header and rows as a file, opened at its beginning; it is gone when it is closed."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  # closed by who reads it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        page = book.add_worksheet(sheet)
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        page.freeze_panes(1, 0)
        for column, word in enumerate(header):
            page.write_string(0, column, str(word), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    page.write_number(number, column, value)
                elif value is not None:
                    page.write_string(number, column, hide_cpr(str(value))[:LONGEST])
    file.seek(0)
    return file
