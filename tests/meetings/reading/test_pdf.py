from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from meetings.reading.confined import read_file, render_page
from meetings.reading.confinement import Limits
from meetings.reading.text import Box, FileText
from tests.meetings.reading.pdfs import as_bytes, column, make_pdf

pytestmark = pytest.mark.pure

LIMITS = Limits()
SAID = ["Punkt 4: Skolevejen", "Forvaltningen måler farten ved Østby Skole,", "og Bo følger op."]
ADDRESS = ["Nørrevang Kommune", "Rådhusgade 1", "9999 Nørrevang", "Telefon: 99 99 99 99"]


def read(tmp_path: Path, data: bytes) -> FileText:
    path = tmp_path / "side.pdf"
    path.write_bytes(data)
    return read_file(path, limits=LIMITS)


def ink(image: Image.Image, box: Box) -> float:
    """The share of dark dots inside a box of a page drawn one dot a point."""
    part = image.crop((int(box.x0), int(box.top), int(box.x1) + 1, int(box.bottom) + 1))
    return sum(part.histogram()[:128]) / (part.width * part.height)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 300, 500, 830)])
def test_boxes_cover_the_words_as_shown(
    tmp_path: Path, turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    pdf = make_pdf([column(SAID)], turn=turn, crop=crop, box=(-20, -10, 595, 842))
    found = read(tmp_path, as_bytes(pdf))
    assert found.text == "\n".join(SAID)
    drawn = render_page(tmp_path / "side.pdf", page=1, scale=1.0, limits=LIMITS)
    image = Image.open(io.BytesIO(drawn)).convert("L")
    page = found.pages[0]
    assert (image.width, image.height) == (
        pytest.approx(page.width, abs=1),
        pytest.approx(page.height, abs=1),
    )
    assert all(ink(image, word.box) > 0.05 for word in page.words)
    for word in page.words:
        image.paste(
            255,
            (
                int(word.box.x0) - 1,
                int(word.box.top) - 1,
                int(word.box.x1) + 2,
                int(word.box.bottom) + 2,
            ),
        )
    assert sum(image.histogram()[:128]) == 0


def test_the_words_in_the_boxes_of_a_quote_are_the_quote(tmp_path: Path) -> None:
    found = read(tmp_path, as_bytes(make_pdf([column(SAID)])))
    start = found.text.index("måler")
    boxes = found.boxes(start, len(found.text))
    assert len(boxes) == 2
    inside = [
        found.text[word.start : word.end]
        for word in found.pages[0].words
        for box in boxes
        if box.x0 <= word.box.x0 and word.box.x1 <= box.x1 and box.top <= word.box.top < box.bottom
    ]
    assert inside == found.text[start:].split()


def test_an_address_column_is_read_last(tmp_path: Path) -> None:
    side = column(ADDRESS, x=430, y=778, size=7, step=9)
    found = read(tmp_path, as_bytes(make_pdf([[*side, *column(SAID)]])))
    assert found.text == "\n".join(SAID) + "\n\n" + "\n".join(ADDRESS)


def test_a_hyphen_at_the_line_end_stays_in_the_text(tmp_path: Path) -> None:
    lines = ["Udvalget skal have en oversigt over de faste kontrol-", "besøg i Nørrevang."]
    assert read(tmp_path, as_bytes(make_pdf([column(lines)]))).text == "\n".join(lines)


def test_pages_follow_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, as_bytes(make_pdf([column(SAID), column(ADDRESS)])))
    assert found.page_at(found.text.index("Skolevejen")) == 1
    assert found.page_at(found.text.index("Rådhusgade")) == 2
    assert found.pages[0].end == found.pages[1].start
