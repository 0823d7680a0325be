"""A stranger's mail is read in a child, and the child is believed no more than the stranger."""

from __future__ import annotations

import json
from email.message import EmailMessage
from typing import Any

import pytest

from actions.replies import Enclosed, Nature, UnreadableError, read_mail, read_stranger
from actions.replies.confined import read_answer
from meetings.reading.answers import BrokenAnswerError
from meetings.reading.confinement import Limits

pytestmark = pytest.mark.pure

LIMITS = Limits(cpu_seconds=2, wall_seconds=60)
SAID = {
    "message_id": "<1@x>",
    "sender": "anna@x.example",
    "subject": "SV: Ny opgave",
    "thread": ["<0@x>"],
    "nature": "reply",
    "text": "Sendt.",
    "names": ["a.pdf", "b.pdf"],
    "sizes": [2, 1],
    "bounce": None,
}


def said(files: bytes = b"abc", **other: Any) -> bytes:
    return json.dumps(SAID | other).encode() + b"\n" + files


def mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Anna <anna@x.example>", "SV: Ny opgave på æ"
    mail["Message-ID"], mail["In-Reply-To"] = "<1@x.example>", "<0@x.example>"
    mail.set_content("Notatet er sendt.\n\n> Ny opgave")
    for name in ("a.pdf", "b.pdf"):
        content = f"%PDF\n{name}".encode()
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail


def test_a_mail_is_read_in_a_child_as_it_is_without_one() -> None:
    content = mail().as_bytes()
    found = read_stranger(content, limits=LIMITS)
    assert found == read_mail(content)
    assert (found.text, found.nature) == ("Notatet er sendt.", Nature.REPLY)
    assert [file.content for file in found.enclosed] == [b"%PDF\na.pdf", b"%PDF\nb.pdf"]


def test_a_mail_that_costs_too_much_cannot_be_read() -> None:
    endless = b"Content-Type: text/html\n\n" + b"<div " * 100_000
    with pytest.raises(UnreadableError):
        read_stranger(endless, limits=LIMITS)


def test_letters_that_nobody_writes_with_cost_no_more_than_others() -> None:
    words = b"a" * 500_000 + b"-" + b"a" * 500_000
    content = b"Content-Type: text/plain; charset=punycode\n\n" + words
    assert read_stranger(content, limits=LIMITS).text.startswith("aaa")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16", "macintosh"])
def test_letters_that_people_write_with_are_read(charset: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read_mail(head.encode() + "blåbærgrød".encode(charset)).text == "blåbærgrød"


def test_what_the_child_says_is_taken_where_it_can_be_so() -> None:
    assert read_answer(said()).enclosed == (Enclosed("a.pdf", b"ab"), Enclosed("b.pdf", b"c"))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]\n",
        b'{"refused": "damaged"}',
        said(b"abcd"),
        said(sizes=[4, -1]),
        said(sizes=[3]),
        said(nature="from the mayor"),
        said(text="x" * 20_001),
        said(text="\ud800"),
        said(subject="x" * 301),
        said(sender="x" * 255),
        said(thread=["<0@x>"] * 51),
        said(bounce={"recipient": "a@x", "status": "5.1.1", "words": "x"}),
        said(more=1),
    ],
)
def test_what_the_child_says_is_refused_where_it_cannot(answer: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_answer(answer)
