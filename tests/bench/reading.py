"""What reading costs beside the bare libraries on the same pages; the files are drawn here."""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
from reportlab.pdfgen.canvas import Canvas

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from tests.bench.registry import Measure, bench, interleaved, ratio, seconds
from tests.meetings.reading.scans import as_pdf, has_tesseract, page

PAGES, FEW, MANY = 300, 50, 500
SCANNED, JOBS, OCR_ROUNDS = 6, 2, 5
LIMITS = Limits(wall_seconds=600, cpu_seconds=600)
NO_TESSERACT = Measure("OCR: Tesseract with Danish is not installed", "–")
SAID = (
    "Udvalget drøftede forslaget om nye åbningstider i hallen og ønskede et notat om",
    "udgiften til rengøring, varme og tilsyn i de uger, hvor skolerne holder lukket.",
    "Forvaltningen oplyste, at aftalen med klubberne løber til og med næste sommer.",
)


def lines(number: int, count: int) -> list[str]:
    return [f"Punkt {number}: Sag {number}", *(SAID[at % 3] for at in range(count - 1))]


def text_pdf(pages: int) -> bytes:
    """Return minutes of so many pages with a text layer: no table, no rule, no picture."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines(number, 46)):
            canvas.drawString(60, 780 - 15 * at, line)
        canvas.drawString(280, 30, f"Side {number} af {pages}")
        canvas.showPage()
    canvas.save()
    return drawn.getvalue()


@contextmanager
def kept(content: bytes) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def words_by_pdfplumber(path: Path) -> int:
    count = 0
    with pdfplumber.open(path) as document:
        for one in document.pages:
            count += len(one.extract_words())
            one.close()
    return count


@bench("reading")
def text_layer() -> list[Measure]:
    with kept(text_pdf(PAGES)) as path, kept(text_pdf(1)) as single:
        start_up = statistics.median(
            seconds(lambda: read_file(single, limits=LIMITS)) for _ in range(5)
        )
        whole, bare = interleaved(
            lambda: read_file(path, limits=LIMITS), lambda: words_by_pdfplumber(path)
        )
    return [
        Measure("a file of one page: the child's start-up, in seconds", f"{start_up:.2f}"),
        ratio(
            f"{PAGES} pages with a text layer, start-up left out, beside pdfplumber's words, in "
            "seconds",
            whole - start_up,
            bare,
            most=0.25,
        ),
    ]


PEAK = """
import resource, sys
from pathlib import Path
from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
read_file(Path(sys.argv[1]), limits=Limits(wall_seconds=600, cpu_seconds=600))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def peak_megabytes(pages: int) -> float:
    """Return the most memory that the confined child held while it read so many pages."""
    with kept(text_pdf(pages)) as path:
        command = [sys.executable, "-c", PEAK, str(path)]
        return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@bench("memory")
def memory() -> list[Measure]:
    many, few = peak_megabytes(MANY), peak_megabytes(FEW)
    return [ratio(f"peak memory of {MANY} pages beside {FEW}, in MB", many, few, most=1.3)]


def tesseract(picture: Path) -> None:
    arguments = ["--dpi", "300", "--psm", "3", "-l", "dan", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    subprocess.run(
        ["tesseract", picture, "stdout", *arguments],
        check=True,
        capture_output=True,
        env=environment,
    )


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of CPU that the children of the work used, and how many cores that is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = seconds(work)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, used / taken


@contextmanager
def scanned(pages: int) -> Iterator[tuple[Path, list[Path]]]:
    """Give minutes of so many scanned pages, and the picture of each; some are drawn once only."""
    drawn = min(pages, SCANNED)
    pictures = [page(lines(number, 40), dpi=300, points=11) for number in range(1, drawn + 1)]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pgm" for number in range(drawn)]
        for picture, file in zip(pictures, files, strict=True):
            picture.save(file)
        times = -(-pages // drawn)
        with kept(as_pdf(*(pictures * times)[:pages], dpi=300)) as path:
            yield path, (files * times)[:pages]


def bare_tesseract(pictures: list[Path]) -> None:
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(tesseract, pictures))


@bench("ocr")
def ocr() -> list[Measure]:
    if not has_tesseract():
        return [NO_TESSERACT]
    with scanned(SCANNED) as (path, pictures):
        used: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}

        def ours() -> None:
            used["ours"].append(spent(lambda: read_file(path, limits=LIMITS)))

        def bare() -> None:
            used["bare"].append(spent(lambda: bare_tesseract(pictures)))

        assert read_file(path, limits=LIMITS).text
        whole, alone = interleaved(ours, bare, rounds=OCR_ROUNDS)
        # Of the same rounds as the seconds: what else the machine does in one more round tells of
        # the machine and not of us.
        (our_cpu, our_cores), (bare_cpu, bare_cores) = (
            map(statistics.median, zip(*rounds, strict=True)) for rounds in used.values()
        )
    return [
        ratio(
            f"{SCANNED} scanned pages beside bare Tesseract, {JOBS} at a time, in seconds",
            whole,
            alone,
            most=1.15,
        ),
        Measure(
            f"the same in seconds of CPU ({our_cpu:.2f} / {bare_cpu:.2f})",
            f"{our_cpu / bare_cpu:.2f}",
        ),
        Measure("cores busy with them, ours and bare", f"{our_cores:.2f}, {bare_cores:.2f}"),
    ]
