"""A mail with minutes: the file that came with it is read, and what was left out is named."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from meetings.reading.confined import read_file, render_page
from meetings.reading.confinement import Limits
from meetings.reading.formats import format_of
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from tests.meetings.reading.hostile import mail
from tests.meetings.reading.pdfs import as_bytes, column, make_pdf
from tests.meetings.reading.words import paragraph, word_file

pytestmark = pytest.mark.pure

LIMITS = Limits(memory_mb=512)
PDF = as_bytes(make_pdf([column(["Punkt 1: Taget", "Per Vig henter tilbud."])]))
AGENDA = word_file(paragraph("Dagsorden"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mail.eml"


def read(path: Path, message: EmailMessage) -> FileText:
    path.write_bytes(message.as_bytes())
    return read_file(path, limits=LIMITS)


def test_the_enclosed_minutes_are_read_with_their_pages(path: Path) -> None:
    found = read(path, mail((PDF, "møde.pdf")))
    assert found.text == "Punkt 1: Taget\nPer Vig henter tilbud."
    assert [page.number for page in found.pages] == [1]
    assert found.problems == (
        "Filen er en mail, og det er den vedhæftede fil «møde.pdf», der er læst.",
    )


def test_the_pages_of_the_enclosed_file_can_be_drawn(path: Path) -> None:
    read(path, mail((AGENDA, "dagsorden.docx"), (PDF, "referat.pdf")))
    assert render_page(path, page=1, scale=1.0, limits=LIMITS).startswith(b"\x89PNG")


def test_a_mail_with_a_word_file_has_no_pages_to_draw(path: Path) -> None:
    assert read(path, mail((AGENDA, "dagsorden.docx"))).text == "Dagsorden"
    with pytest.raises(UnreadableError):
        render_page(path, page=1, scale=1.0, limits=LIMITS)


def test_what_is_called_minutes_comes_before_its_agenda_and_the_others_are_named(
    path: Path,
) -> None:
    message = mail((AGENDA, "dagsorden.docx"), (PDF, "Referat 4. marts.pdf"), (b"x", "foto.bin"))
    found = read(path, message)
    assert found.text.startswith("Punkt 1")
    assert found.problems == (
        "Filen er en mail. Kun den vedhæftede fil «Referat 4. marts.pdf» er læst; læg selv disse "
        "ind: «dagsorden.docx», «foto.bin».",
    )


def test_without_a_file_its_own_words_are_read(path: Path) -> None:
    found = read(path, mail(body="Punkt 1: Taget\n\n- Per Vig henter tilbud på æøå."))
    assert found.text == "Referat\n\nPunkt 1: Taget\n\n- Per Vig henter tilbud på æøå."
    assert "mailens egen tekst" in found.problems[0]


def test_a_body_of_html_alone_is_read_as_seen(path: Path) -> None:
    message = mail()
    message.set_content("<p>Per <b>Vig</b></p><style>p{}</style>", subtype="html")
    assert read(path, message).text == "Referat\n\nPer Vig"


def test_the_picture_under_a_signature_and_an_invitation_are_no_minutes(path: Path) -> None:
    message = mail()
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<l>"
    )
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="moede.ics")
    assert read(path, message).text == "Referat\n\nHermed referatet."


def test_a_mail_is_known_by_its_headers_and_not_by_a_few_words() -> None:
    assert format_of(b"Received: from a\n by b\nSubject: Referat\n\nPer") == "mail"
    assert format_of(b"From: a@b.example\nDate: i dag\nSubject: Referat\n\nPer") == "mail"
    pasted = b"From: Per\nSent: i dag\nTo: Bo\nSubject: Referat\n\nPer"
    assert format_of(pasted) == "text"
    assert format_of(b"Dato: 4. marts\nSted: Salen\n\nPunkt 1") == "text"


def test_many_long_names_make_a_sentence_of_fair_length(path: Path) -> None:
    found = read(path, mail(*[(PDF, f"{'x' * 200}{at}.pdf") for at in range(9)]))
    assert found.problems[0].endswith(" og 5 til.")
    assert len(found.problems[0]) <= 300
