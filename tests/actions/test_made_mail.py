"""A mail is put into its final form once, and is byte for byte what Django makes of it."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives

from actions.mail.made import MadeMail

pytestmark = pytest.mark.pure

PLAIN = {"subject": "Frist i dag", "to": ["anna@x.example"], "from_email": "Tracker <t@x.example>"}
ODD = {
    **PLAIN,
    "subject": "Frist i morgen: Udarbejd notat om svømmehallens åbningstider i alle ferierne og m",
    "to": ["Åse Ørsted <aase@x.example>"],
    "reply_to": ["Sekretær Lene Bæk <lene@x.example>"],
    "headers": {"List-Unsubscribe": "<https://x.example/" + "a" * 120 + "/>", "X-Empty": ""},
}


def mails(fields: dict[str, object]) -> list[EmailMultiAlternatives]:
    """Return the same mail twice: ours, and Django's own."""
    made = []
    for kind in (MadeMail, EmailMultiAlternatives):
        mail = kind(body="Hej Åse\n" * 3, **fields)  # type: ignore[arg-type]
        mail.attach_alternative("<p>Hej Åse</p>", "text/html")
        mail.attach("frister.ics", "BEGIN:VCALENDAR", "text/calendar")
        mail.extra_headers.update({"Message-ID": "<1@x.example>", "Date": "Tue, 3 Mar 2026"})
        made.append(mail)
    return made


@pytest.mark.parametrize("fields", [PLAIN, ODD], ids=["plain", "odd"])
def test_its_bytes_are_djangos(fields: dict[str, object]) -> None:
    forms = [mail.message() for mail in mails(fields)]
    for form in forms:
        for number, part in enumerate(part for part in form.walk() if part.is_multipart()):
            part.set_boundary(f"==={number}===")
    ours, djangos = (form.as_bytes(linesep="\r\n") for form in forms)
    assert ours == djangos


def test_it_is_made_once() -> None:
    ours, djangos = mails(PLAIN)
    assert ours.message() is ours.message()
    assert djangos.message() is not djangos.message()


def test_a_line_break_in_a_header_is_refused() -> None:
    mail, _djangos = mails({**PLAIN, "subject": "Hej\nBcc: alle@x.example"})
    with pytest.raises(ValueError, match="newlines"):
        mail.message()
