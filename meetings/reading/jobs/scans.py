"""A PDF with scanned pages: which pages are, and how the file is told with what came of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium

from meetings.reading import gate, pdf
from meetings.reading.damage import Letters
from meetings.reading.page_answers import tell_pages
from meetings.reading.raw import RawPage
from meetings.reading.refused import RefusedError
from meetings.reading.scanned_page import Reading, Try, climb, doubts, prepare, settled
from meetings.reading.sheets import Sheets, plain_pages
from meetings.reading.tesseract import Engine, Readers, find_engine

NO_ENGINE = "OCR mangler på denne maskine: Tesseract med dansk er ikke installeret."
READ_ANEW = (
    "Filens egen tekst har mistet bogstaverne æ, ø og å. Siderne er derfor læst som en scanning."
)


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield the lines of the file for its reader, its scanned pages read by OCR.

    Raises RefusedError: "no_ocr" where there is nothing but scans and nothing to read them with,
    "no_text" where there is none, "too_heavy" where the time for reading them ran out before
    there was any.
    """
    problems = gate.inspect(data, most_pages=order["limits"]["pages"]).problems
    if engine := find_engine(order["tesseract"], order["tessdata"]):
        yield from _tell_scans(data, engine, order, problems)
    else:
        yield from _tell_without_engine(data, problems)


def _tell_without_engine(data: bytes, problems: Sequence[str]) -> Iterator[bytes]:
    try:
        yield from tell_pages(pdf.read_pages(data), [*problems, NO_ENGINE])
    except RefusedError:
        raise RefusedError("no_ocr") from None


def _tell_scans(
    data: bytes, engine: Engine, order: dict[str, Any], problems: Sequence[str]
) -> Iterator[bytes]:
    document = pdfium.PdfDocument(data)
    scanned, is_lost = _scanned(document)
    # The words of a damaged text layer explain nothing: such a page is read from its picture.
    blank = [replace(page, words=()) if is_lost else page for page in scanned]
    readings = _read_pages(Sheets(document, plain_pages(data)), blank, engine, order)
    read: dict[int, RawPage] = {}
    doubted = [READ_ANEW] if is_lost else []
    for page, reading in zip(scanned, readings, strict=True):
        read[page.number] = settled(page, reading, is_lost=is_lost)
        doubted += doubts(read[page.number], reading)
    if is_lost and _are_damaged(read.values()):
        # It was written so: then the file's own words are the exact ones.
        yield from tell_pages(pdf.read_pages(data), problems)
        return
    pages = (read.get(page.number, page) for page in pdf.read_words(document))
    try:
        yield from tell_pages(pages, [*problems, *doubted])
    except RefusedError:
        if any(reading.is_late for reading in readings):
            raise RefusedError("too_heavy") from None
        raise


def _scanned(document: pdfium.PdfDocument) -> tuple[list[RawPage], bool]:
    """Return the pages that may be scanned, and whether all are for the letters they have lost."""
    letters = Letters()
    scanned = []
    for page in pdf.read_words(document):
        letters.count(_said(page))
        if page.inked:
            scanned.append(page)
    if letters.are_damaged:
        return list(pdf.read_words(document)), True
    return scanned, False


def _are_damaged(pages: Iterable[RawPage]) -> bool:
    letters = Letters()
    for page in pages:
        letters.count(_said(page))
    return letters.are_damaged


def _said(page: RawPage) -> str:
    return " ".join(word.text for word in page.words)


def _read_pages(
    sheets: Sheets, pages: Sequence[RawPage], engine: Engine, order: dict[str, Any]
) -> list[Reading]:
    limits = order["limits"]
    readers: Readers[Try, Reading] = Readers(
        engine,
        lambda attempt: prepare(sheets.picture(attempt.page.number), attempt),
        jobs=limits["ocr_jobs"],
        seconds_a_page=limits["ocr_seconds_a_page"],
        seconds=limits["ocr_seconds"],
        tell=lambda done: _tell(order["progress"], done, len(pages)),
    )
    return readers.read(climb(page) for page in pages)


def _tell(file: int, done: int, of: int) -> None:
    """Write down how far the reading is, always in the same place."""
    os.pwrite(file, b"%6d %6d\n" % (done, of), 0)
