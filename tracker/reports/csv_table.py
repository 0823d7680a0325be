"""CSV that a Danish spreadsheet opens rightly and that runs nothing when it is opened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from meetings.reading.cpr import hide_cpr

# A spreadsheet takes a cell that begins with one of these for a formula or a command.
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
# Excel reads the file as UTF-8 only where this stands first.
BYTE_ORDER_MARK = "\ufeff"


def safe_cell(value: object) -> str:
    """Return the text of a cell, with an apostrophe before what a spreadsheet would run.

    Numbers that look like CPR numbers are masked.

    >>> safe_cell("  =1+1")
    "'  =1+1"
    """
    text = "" if value is None else hide_cpr(str(value))
    # Spreadsheets look past leading spaces; a tab or a return is itself a risky start.
    if text.lstrip(" \n\u00a0").startswith(RISKY_STARTS):
        return f"'{text}"
    return text


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield the same a row at a time, for files that are long."""
    yield csv_bytes(header, [])
    for row in rows:
        yield csv_bytes(row, []).removeprefix(BYTE_ORDER_MARK.encode())


def csv_bytes(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return header and rows as UTF-8 with byte order mark, semicolons between the cells."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")
