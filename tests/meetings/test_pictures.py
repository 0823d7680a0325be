"""Pages are drawn once, by few at a time, and only whole pictures are shown."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from meetings.exceptions import PicturesBusyError
from meetings.models import Document
from meetings.reading.unreadable import UnreadableError
from meetings.services import pictures
from meetings.services.pictures import page_picture
from tests.cast import Cast, make_document


@pytest.fixture
def document(cast: Cast) -> Document:
    document = make_document(cast.committee)
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(200, 100))
    canvas.drawString(20, 50, "Svømmehallen")
    canvas.save()
    document.file.save("referat.pdf", ContentFile(drawn.getvalue()))
    return document


def draw(document: Document, number: int = 1) -> bytes:
    return page_picture(document=document, number=number, scale=1.0)


def kept(document: Document) -> Path:
    return Path(default_storage.path(f"pictures/{document.sha256}/1-100.png"))


def test_a_page_is_drawn_once_and_kept(document: Document) -> None:
    first = draw(document)
    assert Image.open(io.BytesIO(first)).size == (200, 100)
    assert kept(document).read_bytes() == first
    document.file.delete()
    assert draw(document) == first


def test_nothing_but_whole_pictures_lies_beside_it(document: Document) -> None:
    draw(document)
    assert [path.name for path in kept(document).parent.iterdir()] == ["1-100.png"]


@pytest.mark.parametrize("length", [0, 20, -1])
def test_half_a_picture_is_drawn_anew_and_never_shown(document: Document, length: int) -> None:
    whole = draw(document)
    kept(document).write_bytes(whole[:length])
    assert draw(document) == whole
    assert kept(document).read_bytes() == whole


def test_a_page_that_cannot_be_drawn_is_left_in_peace_for_a_while(
    document: Document, monkeypatch
) -> None:
    with pytest.raises(UnreadableError):
        draw(document, number=7)
    children = []
    monkeypatch.setattr(pictures, "render_page", lambda *_args, **_limits: children.append(1))
    with pytest.raises(UnreadableError) as refused:
        draw(document, number=7)
    assert refused.value.code == "no_such_page"
    assert children == []


def test_no_more_than_two_are_drawn_at_a_time(document: Document, monkeypatch) -> None:
    monkeypatch.setattr(pictures, "DRAW_SECONDS", 0.05)
    with pictures._drawing, pictures._drawing, pytest.raises(PicturesBusyError):
        draw(document)
    monkeypatch.undo()
    assert draw(document)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_same_page_is_given_the_one_that_was_drawn(document: Document) -> None:
    drawn: list[bytes] = []

    def ask() -> None:
        drawn.append(draw(document))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(drawn) == 4
    assert len(set(drawn)) == 1


def test_a_number_that_looks_like_a_cpr_number_is_covered_on_the_picture(
    document: Document,
) -> None:
    open_page = draw(document)
    words = [[0, 11, 20.0, 40.0, 90.0, 52.0, 1.0], [12, 17, 95.0, 40.0, 130.0, 52.0, 1.0]]
    document.text = "010190-1234 søger"
    document.pages.create(number=1, width=200, height=100, start=0, end=17, words=words)
    covered = Image.open(io.BytesIO(draw(document))).convert("L")
    assert covered.crop((21, 41, 89, 51)).getextrema() == (26, 26)
    before = Image.open(io.BytesIO(open_page)).convert("L")
    beside = (95, 0, 200, 100)
    assert covered.crop(beside).tobytes() == before.crop(beside).tobytes()
    document.text = "31021-1234 søger"
    assert draw(document) == open_page
