from __future__ import annotations

import json
import struct
from typing import Any

import pytest

from meetings.reading.answers import MOST_BYTES, BrokenAnswerError, read_png
from meetings.reading.page_answers import PageTeller, read_pages_answer
from meetings.reading.raw import RawPage, RawWord
from meetings.reading.text import Box

pytestmark = pytest.mark.pure


PAGE = {
    "width": 595.0,
    "height": 842.0,
    "text": "Per bor",
    "across": [1000, 2000, 200, 1800],
    "levels": [2, 1000, 2000],
    "sure": [],
}


def answer(*pages: Any, problems: Any = ()) -> bytes:
    lines = [*pages, {"problems": problems if isinstance(problems, str) else list(problems)}]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def test_a_right_answer_is_taken() -> None:
    found = read_pages_answer(answer(PAGE, PAGE, problems=["Side 2 kunne ikke læses."]))
    assert found.text == "Per bor\n\fPer bor"
    assert [(page.number, page.start, page.end) for page in found.pages] == [(1, 0, 9), (2, 9, 16)]
    for page in found.pages:
        assert [found.text[w.start : w.end] for w in page.words] == ["Per", "bor"]
        assert page.words[1].box == Box(page.number, 32.0, 10.0, 50.0, 20.0)
    assert found.source == "text layer"
    assert found.problems == ("Side 2 kunne ikke læses.",)


def test_a_word_with_a_confidence_is_from_a_scan() -> None:
    found = read_pages_answer(answer(PAGE | {"sure": [91.5, 8]}))
    assert [word.confidence for word in found.pages[0].words] == [91.5, 8.0]
    assert (found.source, found.pages[0].source) == ("ocr", "ocr")


@pytest.mark.parametrize(
    "page",
    [
        [],
        "text",
        3,
        {},
        PAGE | {"more": 1},
        PAGE | {"text": 3},
        PAGE | {"text": "Per\x00bor"},
        PAGE | {"text": "Per"},
        PAGE | {"text": "Per bor her"},
        PAGE | {"text": "Per \ud800"},
        PAGE | {"width": -1},
        PAGE | {"width": "595"},
        PAGE | {"height": 1e300},
        PAGE | {"height": float("nan")},
        PAGE | {"across": {}},
        PAGE | {"across": [1000, 2000, 200]},
        PAGE | {"across": [1000, 2000, 200, -1800]},
        PAGE | {"across": [1000, 2000, 200, 10**12]},
        PAGE | {"across": [1000, 2000, 200, 10**400]},
        PAGE | {"across": [1000, 2000, 200, float("inf")]},
        PAGE | {"across": [1000, 2000, 200, None]},
        PAGE | {"levels": 3},
        PAGE | {"levels": [2, 1000]},
        PAGE | {"levels": [1, 1000, 2000]},
        PAGE | {"levels": [10**12, 1000, 2000]},
        PAGE | {"levels": [3, 1000, 2000, -1, 0, 0]},
        PAGE | {"levels": [2.0, 1000, 2000]},
        PAGE | {"levels": [2, True, 2000]},
        PAGE | {"levels": [2, 1000, 2000.5]},
        PAGE | {"levels": [2, -(10**12), 2000]},
        PAGE | {"levels": [1, 1000, 2000, 1, 0, -1500]},
        PAGE | {"sure": [90]},
        PAGE | {"sure": [90, 101]},
        PAGE | {"sure": [90, None]},
        PAGE | {"sure": [90, float("nan")]},
        PAGE | {"sure": "90"},
    ],
)
def test_a_page_that_breaks_the_schema_is_refused(page: Any) -> None:
    with pytest.raises(BrokenAnswerError):
        read_pages_answer(answer(PAGE, page, PAGE))


def test_a_thousand_dense_pages_are_no_more_than_an_answer_may_be() -> None:
    """Eighty lines of eight points, a dozen words in each."""
    words = [
        RawWord("vedtaget", x, 40 + 9.6 * line, x + 36.4, 48 + 9.6 * line)
        for line in range(80)
        for x in (30 + 44.7 * word for word in range(12))
    ]
    line = PageTeller().page(RawPage(1, 595, 842, tuple(words)))
    assert 1000 * len(line) < MOST_BYTES


@pytest.mark.parametrize("problems", ["farlig", ["x" * 5000], ["x"] * 5000, [3]])
def test_problems_that_break_the_schema_are_refused(problems: Any) -> None:
    with pytest.raises(BrokenAnswerError):
        read_pages_answer(answer(PAGE, problems=problems))


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"\n", b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": NaN}', b" " * (MOST_BYTES + 1)),
        answer(),
        answer(PAGE) + answer(PAGE),
        json.dumps(PAGE).encode(),
        answer(PAGE)[:-20],
    ],
)
def test_what_is_no_whole_answer_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_pages_answer(raw)


@pytest.mark.parametrize("told", [b"", answer(PAGE, PAGE)])
def test_the_reason_of_the_child_is_kept_however_much_it_had_told(told: bytes) -> None:
    with pytest.raises(BrokenAnswerError) as refusal:
        read_pages_answer(told + b'{"refused": "encrypted"}')
    assert refusal.value.refused == "encrypted"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"more"


def test_an_image_is_taken_when_it_is_a_png_of_fair_size() -> None:
    assert read_png(png(800, 1100)) == png(800, 1100)


@pytest.mark.parametrize("raw", [png(2001, 10), png(10, 0), png(1, 1)[:20], b"GIF89a", b"{}"])
def test_another_image_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_png(raw)
