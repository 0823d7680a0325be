"""What mail programs repeat below an answer is cut off, and nothing of the answer is."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from actions.replies import read_mail
from actions.replies.quoting import own_words, own_words_of_html

pytestmark = pytest.mark.pure

WORDS = "Kære Lene\n\nNotatet er sendt."

REPEATED = {
    "gmail": "Den tirs. 3. mar. 2026 kl. 10.00 skrev Følg op <f@x.example>:\n\n> Ny opgave\n> Ja",
    "gmail over two lines": (
        "On Tue, Mar 3, 2026 at 10:00 AM Følg op, Nørrevang Kommune\n<f@x.example> wrote:\n> Task"
    ),
    "apple": "> Den 3. mar. 2026 kl. 10.00 skrev Følg op <f@x.example>:\n> \n> Ny opgave",
    "outlook": (
        "________________________________\nFra: Følg op <f@x.example>\nSendt: 3. marts 2026\n"
        "Til: Anna Holm\nEmne: Ny opgave\n\nNy opgave"
    ),
    "outlook without a line": "From: Følg op\nSent: 3 March 2026 10:00\nTo: Anna\n\nNew task",
    "outlook in bold": "*Fra:* Følg op\n*Sendt:* 3. marts 2026\n\nNy opgave",
    "older outlook": "-----Oprindelig meddelelse-----\nFra: Følg op\nNy opgave",
    "English": "-----Original Message-----\nFrom: Følg op\nTask",
    "signature": "-- \nAnna Holm\nNørrevang Kommune",
    "telephone": "Sendt fra min iPhone",
    "app": "Hent Outlook til iOS",
}


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED)
def test_what_is_repeated_is_cut_off(repeated: str) -> None:
    assert own_words(f"{WORDS}\n\n{repeated}\n") == WORDS


@pytest.mark.parametrize(
    "text",
    [
        "Fra den 3. marts gælder de nye tider.",
        "Fra: det gamle hus\nflyttes alt i april.",
        "Udvalget skrev til klubben: de svarer i næste uge.",
        "På mødet den 3. marts skrev vi ned:\ntaget skal undersøges.",
        "Den gruppe skrev:\ntaget skal undersøges.",
        "Se -- som aftalt -- vedlagte.",
        "----",
        "Den 3. marts 2026 skrev vi til entreprenøren med følgende svar:\nBroen åbner i maj.",
        "Den 3. marts skrev Per:\nBroen åbner 1. maj.\n\nAnna",
    ],
)
def test_words_that_look_alike_are_kept(text: str) -> None:
    assert own_words(text) == text


@pytest.mark.parametrize(
    "attribution",
    [
        "Den 3. marts 2026 kl. 10.00 skrev Følg op:",
        "On Tue, Mar 3, 2026 at 10:00 AM, Følg op wrote:",
    ],
)
def test_who_wrote_is_told_without_an_address_where_it_is_repeated_below(attribution: str) -> None:
    assert own_words(f"{WORDS}\n\n{attribution}\n\n> Ny opgave") == WORDS
    assert (
        own_words_of_html(
            f"<p>Notatet er sendt.</p><p>{attribution}</p><blockquote>Ny opgave</blockquote>"
        )
        == "Notatet er sendt."
    )


def test_what_is_written_below_the_repeated_is_kept() -> None:
    text = "Den 3. marts 2026 skrev Følg op:\n> Ny opgave\n> Hvornår?\n\nI næste uge."
    assert own_words(text) == "I næste uge."


@pytest.mark.parametrize(
    "repeated",
    [
        '<div class="gmail_quote"><div>Den 3. marts skrev x:</div><blockquote>Ny</blockquote>',
        '<div id="appendonsend"></div><hr><div>Fra: Følg op</div>',
        '<div dir="ltr" id="divRplyFwdMsg"><b>Fra:</b> Følg op</div>',
        "<blockquote>Ny opgave</blockquote>",
        "<div><b>Fra:</b> Følg op<br><b>Sendt:</b> 3. marts<br><b>Til:</b> Anna</div>Ny opgave",
    ],
)
def test_the_same_in_html(repeated: str) -> None:
    assert own_words_of_html(f"<p>Notatet er sendt.</p>{repeated}") == "Notatet er sendt."


def test_a_mail_within_a_mail_is_not_its_words() -> None:
    inner = EmailMessage()
    inner.set_content("Hemmeligt fra en anden.")
    outer = EmailMessage()
    outer["From"] = "anna@x.example"
    outer.set_content("Se den vedhæftede.")
    outer.add_attachment(inner)
    read = read_mail(outer.as_bytes())
    assert read.text == "Se den vedhæftede."
    assert len(read.enclosed) == 1


@pytest.mark.parametrize(
    ("charset", "content"),
    [("utf-8", "æøå"), ("iso-8859-1", "æøå"), ("windows-1252", "æøå"), ("findes-ikke", "æøå")],
)
def test_danish_letters_in_every_dress(charset: str, content: str) -> None:
    known = charset if charset != "findes-ikke" else "utf-8"
    head = f"From: a@x.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    assert read_mail(head.encode() + content.encode(known)).text == content
