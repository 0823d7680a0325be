"""What understanding costs: the first look, all of it, the deadline grammar, hostile lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from dateparser.search import search_dates

from actions.language import find_commitments
from actions.language.deadlines import read_deadline
from actions.language.prefilter import may_promise
from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item, Minutes
from meetings.reading.text import FileText
from tests.bench.minutes import minutes_pdf, minutes_text
from tests.bench.reading import kept, words_by_pdfplumber
from tests.bench.registry import Measure, bench, interleaved, ratio

PAGES, TALKED, SAMPLES = 60, 40_000, Path("samples")
# The samples are few pages: read once they are too soon done to be told from other people's work.
OVER_AGAIN = 5
MEETING_DATE = date(2026, 11, 25)
LIMITS = Limits(wall_seconds=600, cpu_seconds=600)
HOSTILE = {
    "no space": "x",
    "commas": "Bo sender, ",
    "dates": "den 3. maj 2027 ",
    "days in figures": "1. ",
    "names": "Maja Friis og ",
    "at der": "at der sendes ",
    "brackets": "(Bo) ",
    "open brackets": "(",
    "digits": "7",
    "digits apart": "12 12/",
    "deadline words": "senest inden for ",
    "spaces": "når  \t ",
    "dashes": "– Bo – ",
}
LINE, LONGER, ROUNDS = 5_000, 4, 5


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, 0, len(text))]


@bench("first look")
def first_look() -> list[Measure]:
    said = sentences(minutes_text(PAGES)) * 20

    def bare() -> int:
        return sum("følger" in text.lower() for text in said)

    looked, alone = interleaved(lambda: sum(map(may_promise, said)), bare)
    what = f"{len(said)} sentences beside lower() and in, in milliseconds"
    return [ratio(what, 1000 * looked, 1000 * alone, most=25)]


def understand(file_text: FileText, name: str) -> int:
    """Return how many promises are found, from the read text to the last finding."""
    structure = read_structure(file_text, file_name=name)
    return sum(len(find_commitments(each, file_text=file_text)) for each in structure.minutes)


@bench("understanding")
def understanding() -> list[Measure]:
    with kept(minutes_pdf(PAGES)) as drawn:
        rows = [beside_words([drawn], f"{PAGES} drawn pages")]
    samples = sorted(SAMPLES.glob("[!v]*.pdf"))
    return [*rows, beside_words(samples, "the sample PDFs", times=OVER_AGAIN)]


def beside_words(paths: list[Path], what: str, *, times: int = 1) -> Measure:
    texts = [(read_file(path, limits=LIMITS), path) for path in paths]
    found = sum(understand(text, path.name) for text, path in texts)
    whole, bare = interleaved(
        lambda: [understand(text, path.name) for text, path in texts * times],
        lambda: [words_by_pdfplumber(path) for path in paths * times],
    )
    what = f"{what} with {found} findings beside pdfplumber's words, in milliseconds"
    return ratio(what, 1000 * whole / times, 1000 * bare / times, most=0.15)


@bench("deadlines")
def deadlines() -> list[Measure]:
    text = minutes_text(PAGES)[:TALKED]

    def ours() -> None:
        read_deadline(text, meeting_date=MEETING_DATE)

    grammar, dateparser = interleaved(ours, lambda: search_dates(text, languages=["da"]))
    what = f"{TALKED} characters beside dateparser's search_dates, in milliseconds"
    return [ratio(what, 1000 * grammar, 1000 * dateparser, most=0.15)]


def one_line(unit: str, length: int) -> Callable[[], object]:
    """Return the understanding of one line of the unit over and over, as long as that."""
    text = (unit * (length // len(unit) + 1))[:length]
    block = Block("bullet", 0, length, split_sentences(text, 0, length), level=1, heading=None)
    item = Item("1", "Sag", closed=False, start=0, end=length, page=None, blocks=(block,))
    minutes = Minutes(
        "Møde", MEETING_DATE, "header", None, None, None, None, (), None, 0, length, (item,)
    )

    def work() -> None:
        find_commitments(minutes, file_text=FileText(text))
        read_deadline(text, meeting_date=MEETING_DATE)

    return work


@bench("hostile")
def hostile() -> list[Measure]:
    return list(_growths())


def _growths() -> Iterator[Measure]:
    for name, unit in HOSTILE.items():
        longer, shorter = interleaved(
            one_line(unit, LINE * LONGER), one_line(unit, LINE), rounds=ROUNDS
        )
        what = f"a line {LONGER} times as long, {name}, in milliseconds"
        yield ratio(what, 1000 * longer, 1000 * shorter, most=5)
