"""How long a person waits for minutes of fifty pages: from the file to the last finding."""

from __future__ import annotations

from pathlib import Path

from meetings.reading.confined import read_file
from tests.bench.language import understand
from tests.bench.minutes import minutes_pdf
from tests.bench.reading import (
    LIMITS,
    NO_TESSERACT,
    bare_tesseract,
    kept,
    scanned,
    words_by_pdfplumber,
)
from tests.bench.registry import Measure, bench, interleaved, ratio
from tests.meetings.reading.scans import has_tesseract

PAGES = 50
# 15 seconds where pdfplumber takes 20 pages a second, 3 minutes where Tesseract takes one.
BORN_DIGITAL, SCANNED = 15 / (PAGES / 20), 180 / PAGES


def ready(path: Path) -> None:
    understand(read_file(path, limits=LIMITS), path.name)


@bench("ready")
def fifty_pages() -> list[Measure]:
    with kept(minutes_pdf(PAGES)) as path:
        whole, bare = interleaved(lambda: ready(path), lambda: words_by_pdfplumber(path))
    what = f"{PAGES} born-digital pages understood, beside pdfplumber's words, in seconds"
    return [ratio(what, whole, bare, most=BORN_DIGITAL), _scanned()]


def _scanned() -> Measure:
    if not has_tesseract():
        return NO_TESSERACT
    with scanned(PAGES) as (path, pictures):
        whole, bare = interleaved(lambda: ready(path), lambda: bare_tesseract(pictures), rounds=1)
    what = f"{PAGES} scanned pages understood, once, beside bare Tesseract, in seconds"
    return ratio(what, whole, bare, most=SCANNED)
