from __future__ import annotations

import json
import struct
from typing import Any

import pytest

from meetings.reading.answers import MOST_BYTES, BrokenAnswerError, read_answer, read_png

pytestmark = pytest.mark.pure


def answer(**changes: Any) -> dict[str, Any]:
    page = {
        "number": 1,
        "width": 595.0,
        "height": 842.0,
        "start": 0,
        "end": 7,
        "words": [[0, 3, 10.0, 10.0, 30.0, 20.0], [4, 7, 32.0, 10.0, 50.0, 20.0]],
    }
    return {"text": "Per bor", "pages": [page | changes.pop("page", {})], "problems": []} | changes


def read(whole: Any) -> None:
    read_answer(json.dumps(whole).encode())


def test_a_right_answer_is_taken() -> None:
    found = read_answer(json.dumps(answer(problems=["Side 2 kunne ikke læses."])).encode())
    assert [found.text[w.start : w.end] for w in found.pages[0].words] == ["Per", "bor"]
    assert found.problems == ("Side 2 kunne ikke læses.",)


def test_a_word_with_a_confidence_is_from_a_scan() -> None:
    words = [[0, 3, 10.0, 10.0, 30.0, 20.0, 91.5], [4, 7, 32.0, 10.0, 50.0, 20.0, 8]]
    found = read_answer(json.dumps(answer(page={"words": words})).encode())
    assert [word.confidence for word in found.pages[0].words] == [91.5, 8.0]
    assert (found.source, found.pages[0].source) == ("ocr", "ocr")


@pytest.mark.parametrize(
    "whole",
    [
        [],
        answer(page={"words": [[0, 3, 1, 1, 2, 2, 101]]}),
        answer(page={"words": [[0, 3, 1, 1, 2, 2, None]]}),
        answer(page={"words": [[0, 3, 1, 1, 2, 2, 90, 90]]}),
        "text",
        {},
        answer(text=3),
        answer(text="Per\x00bor"),
        answer(more=1),
        answer(pages=[]),
        answer(pages=[3]),
        answer(problems="farlig"),
        answer(problems=["x" * 5000]),
        answer(problems=["x"] * 5000),
        answer(page={"number": 2}),
        answer(page={"end": 99}),
        answer(page={"end": 6}),
        answer(page={"start": 1}),
        answer(page={"start": -1}),
        answer(page={"width": -1}),
        answer(page={"width": "595"}),
        answer(page={"height": 1e300}),
        answer(page={"words": {}}),
        answer(page={"words": [[0, 3, 1, 1, 2]]}),
        answer(page={"words": [[0, 9, 1, 1, 2, 2]]}),
        answer(page={"words": [[3, 3, 1, 1, 2, 2]]}),
        answer(page={"words": [[True, 3, 1, 1, 2, 2]]}),
        answer(page={"words": [[0, 7, 1, 1, 2, 2]]}),
        answer(page={"words": [[0, 3, 9, 1, 2, 2]]}),
        answer(page={"words": [[0, 3, 1, 1, 1e9, 2]]}),
        answer(page={"words": [[4, 7, 1, 1, 2, 2], [0, 3, 1, 1, 2, 2]]}),
    ],
)
def test_an_answer_that_breaks_the_schema_is_refused(whole: Any) -> None:
    with pytest.raises(BrokenAnswerError):
        read(whole)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": NaN}', b" " * (MOST_BYTES + 1)]
)
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_answer(raw)


def test_infinite_boxes_are_refused() -> None:
    raw = json.dumps(answer(page={"words": [[0, 3, float("inf"), 1, 2, 2]]})).encode()
    with pytest.raises(BrokenAnswerError):
        read_answer(raw)


def test_the_reason_of_the_child_is_kept() -> None:
    with pytest.raises(BrokenAnswerError) as refusal:
        read({"refused": "encrypted"})
    assert refusal.value.refused == "encrypted"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"more"


def test_an_image_is_taken_when_it_is_a_png_of_fair_size() -> None:
    assert read_png(png(800, 1100)) == png(800, 1100)


@pytest.mark.parametrize("raw", [png(2001, 10), png(10, 0), png(1, 1)[:20], b"GIF89a", b"{}"])
def test_another_image_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_png(raw)
