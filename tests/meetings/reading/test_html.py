"""HTML from agenda systems: what a person sees, and nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.formats import format_of
from meetings.reading.html import html_text
from meetings.reading.minutes import read_structure
from meetings.reading.refused import RefusedError

pytestmark = pytest.mark.pure

EXPORT = """<!DOCTYPE html><html><head><title>Fane</title><style>p{}</style></head><body>
<nav>Forside</nav><h1>Byrådet</h1>
<table><tr><th>Mødedato:<td>4. marts 2025<tr><th>Mødested:<td>Salen</table>
<h2>Punkt 1: Taget</h2><h3>Indstilling</h3><p>At der indhentes tilbud.
<h3>Beslutning</h3><p>Per&nbsp;Vig indhenter <b>tilbud</b> på et nyt
tag senest 1.&shy; maj.</p><script>skjult()</script>
<h2>Punkt 2: Eventuelt</h2><p>Intet.</p><footer>Udskrevet</footer></body></html>"""


def test_an_export_is_read_into_items(tmp_path: Path) -> None:
    path = tmp_path / "eksport.txt"
    path.write_text(EXPORT, encoding="utf-8")
    found = read_file(path, limits=Limits(memory_mb=512))
    assert found.source == "file"
    assert "Per Vig indhenter tilbud på et nyt tag senest 1. maj." in found.text
    (minutes,) = read_structure(found).minutes
    assert [(item.number, item.title) for item in minutes.items] == [
        ("1", "Taget"),
        ("2", "Eventuelt"),
    ]
    assert str(minutes.date) == "2025-03-04"


@pytest.mark.parametrize("word", ["Fane", "p{}", "Forside", "skjult", "Udskrevet"])
def test_what_is_not_minutes_is_dropped(word: str) -> None:
    assert word not in html_text(EXPORT)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Per<p>Bo", "Per\n\nBo"),
        ("<p>Per<br>Bo</p>", "Per\nBo"),
        ("<div>Per<div>Bo</div>Aase</div>", "Per\n\nBo\n\nAase"),
        ("<ul><li>Per<ul><li>Bo</ul><li>Aase</ul>", "• Per\n  • Bo\n• Aase"),
        ("<ol start=3><li>Per<li>Bo</ol>", "3. Per\n4. Bo"),
        ("<ol type=a><li>Per</ol>", "a. Per"),
        ("<ul><li><input type=checkbox checked>Per</ul>", "• ☒ Per"),
        ("<table><tr><td>Tag<td>Per<tr><td>Hegn<td>Bo</table>", "| Tag | Per |\n| Hegn | Bo |"),
        ("<table><tr><td><p>Per</p><p>Bo</p></table>", "Per\n\nBo"),
        ("<p hidden>Per</p><p>Bo", "Bo"),
        ("<div style='display: none'>Per<div>x</div></div>Bo", "Bo"),
        ("<p hidden>Per<p>Bo", "Bo"),
        ("<pre>Per\n  Bo</pre>", "Per\nBo"),
        ("a &lt;b&gt; &aelig;", "a <b> æ"),
    ],
)
def test_blocks_are_paragraphs_and_lists_have_marks(source: str, text: str) -> None:
    assert html_text(source) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\n <!DOCTYPE HTML PUBLIC '-//W3C'>",
        b'<?xml version="1.0"?><html xmlns="x">',
        b"<!-- eksport --><div>Per</div>",
        "<html><p>Æ".encode("utf-16"),
        b"\xef\xbb\xbf<HTML>",
    ],
)
def test_html_is_known_by_its_tags(data: bytes) -> None:
    assert format_of(data) == "html"


@pytest.mark.parametrize("data", [b"Referat <html>", b"<per@noerrevang.example> skrev", b"a < b"])
def test_text_that_has_a_bracket_is_text(data: bytes) -> None:
    assert format_of(data) == "text"


def test_other_xml_is_no_text() -> None:
    with pytest.raises(RefusedError, match="other_format"):
        format_of(b'<?xml version="1.0"?><w:wordDocument/>')


@given(
    st.lists(
        st.sampled_from(
            [
                *("<table>", "</table>", "<tr>", "<td>", "</td>", "<p>", "</p>", "<ul>", "<ol>"),
                *("<li>", "</ul>", "<br>", "<pre>", "<p hidden>", "</html>", "<script>", "<!--"),
                *("Per ", "Bo ", "&#xd800;", "\x00", "<", "&", "<head>", "<h2>", "</h2>"),
            ]
        ),
        max_size=30,
    )
)
def test_any_tags_in_any_order_give_text_that_can_be_kept(pieces: list[str]) -> None:
    text = html_text("".join(pieces))
    assert text == text.strip()
    assert text.encode().decode() == text
