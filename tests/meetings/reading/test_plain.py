from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.plain import is_plain, read_plain

pytestmark = pytest.mark.pure

WORDS = "Søren følger op på æblerne i Nørrevang"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("cp1252"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_danish_letters_are_read_in_every_common_encoding(data: bytes) -> None:
    assert read_plain(data).text == WORDS


def test_line_ends_become_one_kind_and_nul_goes() -> None:
    assert read_plain(b"a\r\nb\rc\nd\x00e").text == "a\nb\nc\nde"


def test_letters_stay_as_they_are_composed() -> None:
    assert read_plain("Å og A\u030a".encode()).text == "Å og A\u030a"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff")))
def test_other_text_is_unchanged(text: str) -> None:
    data = text.encode()
    if data.count(0) == 0:
        assert read_plain(data).text == text


@given(st.binary())
def test_any_bytes_are_read_without_error(data: bytes) -> None:
    assert "\r" not in read_plain(data).text


def test_text_is_told_from_other_formats() -> None:
    assert is_plain(WORDS.encode("cp1252"))
    assert not is_plain(b"<html></html>\n%PDF-1.4")
    assert not is_plain(b"PK\x03\x04 more")
    assert not is_plain(b"{\\rtf1 hej}")
    assert not is_plain(bytes(range(256)) * 4)
