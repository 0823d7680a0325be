"""Two months of mails about closed and open items: no header, part or file tells the closed.

Every word that anybody wrote about the closed items is one of a kind, and each mail that went out
is searched for all of them, whoever it went to: of a closed item a mail gives the number alone.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from email.header import decode_header, make_header
from email.message import Message as Email

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from reportlab.pdfgen.canvas import Canvas

from actions.models import ActionItem, Message, Reminder
from meetings.models import AgendaItem, Document, Page, Person, User
from tests.actions.canary_months import FIRST, LAST, Months
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(action_item: ActionItem) -> Document:
    """Give the minutes a page with a place for words, so that mails carry pictures of it."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(400, 300))
    canvas.drawString(50, 250, "Udvalget bad om et notat.")
    canvas.save()
    assert action_item.agenda_item is not None
    document = action_item.agenda_item.meeting.document
    document.file.save("referat.pdf", ContentFile(page.getvalue()))
    Page.objects.create(document=document, number=1, width=400, height=300, start=0, end=9)
    return document


@pytest.fixture
def months(cast: Cast, action_item: ActionItem, drawn: Document, settings) -> Months:
    settings.SITE_URL = "https://folgop.noerrevang.example"
    AgendaItem.objects.filter(number="2").update(is_closed=True)
    for user, name in ((cast.mads, "Mads Bro"), (cast.bo, "Bo Toft")):
        email = f"{user.username}@noerrevang.example"
        person = Person.objects.create(name=name, email=email)
        User.objects.filter(pk=user.pk).update(person=person)
        user.person = person
    cast.unit.manager = cast.mads.person
    cast.unit.save()
    months = Months(cast, action_item)
    months.run()
    return months


def said(sent: Email) -> bytes:
    """Return all that a mail holds, headers and parts, as it is sent and as a reader has it."""
    held = [sent.as_bytes()]
    for part in sent.walk():
        held += [f"{k}: {make_header(decode_header(str(v)))}".encode() for k, v in part.items()]
        content = part.get_payload(decode=True)
        held += [content] if isinstance(content, bytes) else []
    return b"\n".join(held)


def test_no_mail_of_two_months_tells_what_is_closed(months: Months) -> None:
    mails = [sent.message() for sent in mail.outbox]
    searched = [said(one) for one in mails]
    columns = Message.objects.values_list("subject", "text", "html")
    rows = ["\n".join(row).encode() for row in columns]
    kinds = Counter(part.get_content_type() for one in mails for part in one.walk())
    sys.stdout.write(
        f"\n{len(mails)} mails of {(LAST - FIRST).days} days, {sum(map(len, searched)):,} bytes, "
        f"and {len(rows)} rows searched for {len(months.words)} words; {dict(kinds)}\n"
    )
    met = {name for name, word in months.words.items() for one in (*searched, *rows) if word in one}
    assert met == set()
    for pk in months.closed:
        assert not any(f"udklip-{pk}".encode() in one for one in searched)
    _everything_came_up(months, searched, kinds)
    _what_may_be_told_is_found(months, mails)


def _everything_came_up(months: Months, searched: list[bytes], kinds: Counter[str]) -> None:
    """Two months in which nothing was told would show nothing."""
    told = Reminder.objects.filter(state=Reminder.State.SENT)
    steps = {step.split("-")[0] for step in told.values_list("step", flat=True)}
    assert steps >= {"assigned", "before", "due", "late", "refused", "unit", "manager"}
    of_closed = told.filter(action_item__in=months.closed).values_list("step", flat=True)
    assert {step.split("-")[0] for step in of_closed} >= {"assigned", "before", "due", "late"}
    assert {row.kind for row in Message.objects.filter(state="sent")} == {"digest", "weekly"}
    subjects = [str(sent.subject) for sent in mail.outbox]
    assert any(subject.startswith("Følg op: noget skal ses efter") for subject in subjects)
    assert sum(months.open_word in one for one in searched) > 20
    assert kinds["image/png"]
    assert kinds["text/calendar"]
    assert kinds["text/html"] > 40
    assert months.befell == months.meant
    # The numbers of the closed items are told: that is all a mail has of them.
    numbers = [f"/opfoelgning/{pk}/".encode() for pk in months.closed]
    assert any(number in one for number in numbers for one in searched)


def _what_may_be_told_is_found(months: Months, mails: list[Email]) -> None:
    """The same search finds what is open, in a subject and in each kind of part."""
    types = {
        part.get_content_type()
        for one in mails
        for part in one.walk()
        if months.open_word in (part.get_payload(decode=True) or b"")
    }
    assert types >= {"text/plain", "text/html", "text/calendar"}
    assert any(months.open_word.decode() in str(sent.subject) for sent in mail.outbox)
