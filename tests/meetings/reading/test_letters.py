"""Letters as typesetting programs leave them in PDFs: joined, hidden, cut and spaced oddly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.sentences import split_sentences
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

# Comes with reportlab, and has what Helvetica lacks.
pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))


def read(path: Path, draw: Callable[[Canvas], None]) -> FileText:
    canvas = Canvas(str(path / "referat.pdf"), invariant=1)
    canvas.setFont("Vera", 10)
    draw(canvas)
    canvas.save()
    found = read_file(path / "referat.pdf", limits=Limits())
    for page in found.pages:
        said = [found.text[word.start : word.end] for word in page.words]
        assert all(said)
        assert found.text[page.start : page.end].split() == said
    return found


def line(text: str, y: float = 700) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawString(60, y, text)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("Ida \ufb01nder en \ufb02ade.", "Ida finder en flade."),
        ("Per\u00a0følger\u00a0op.", "Per følger op."),
        ("Per  følger   op.", "Per følger op."),
        ("Forvalt\u00adningen følger op.", "Forvaltningen følger op."),
    ],
)
def test_a_reader_sees_and_gets_plain_words(tmp_path: Path, drawn: str, text: str) -> None:
    found = read(tmp_path, line(drawn))
    assert [said.text for said in split_sentences(found.text, 0, len(found.text))] == [text]


def test_a_word_cut_by_a_soft_hyphen_at_the_line_end_is_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Udvalget beder om en oversigt, som forvalt\u00ad")
        canvas.drawString(60, 686, "ningen laver.")

    found = read(tmp_path, draw)
    (said,) = split_sentences(found.text, 0, len(found.text))
    assert said.text.endswith("som forvaltningen laver.")


def test_the_hidden_words_that_an_engine_laid_over_a_scan_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textLine("Per følger op på tilbuddet fra malerne.")
        canvas.drawText(text)

    assert read(tmp_path, draw).text == "Per følger op på tilbuddet fra malerne."
