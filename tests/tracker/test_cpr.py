"""A hundred numbers that look like CPR numbers are read by nobody, wherever the minutes go."""

from __future__ import annotations

import io
import logging
import zipfile

import pikepdf
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem, Commitment, Message
from actions.services.reminders import reminders_plan
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Document, Meeting, PlannedMeeting
from meetings.reading.cpr import find_cpr, hide_cpr
from meetings.services.documents import document_read, document_receive
from tests.actions.outbox import one_round
from tests.cast import NOW, TODAY, Cast
from tests.cpr_numbers import LOOKALIKES, planted
from tests.log_watch import REQUEST
from tracker.log_filter import SafeFormatter

pytestmark = pytest.mark.django_db

NUMBERS = planted()
COMING = TODAY.replace(month=5)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def items(cast: Cast, meeting: Meeting) -> list[ActionItem]:
    """A hundred items of Anna's, with a number in each of their texts."""
    agenda_item: AgendaItem = meeting.agenda_items.get(position=1)
    made = []
    for at, number in enumerate(NUMBERS):
        commitment = Commitment.objects.create(
            agenda_item=agenda_item,
            quote=f"Borgeren {number} får svar.",
            start=0,
            end=30,
            ordinal=100 + at,
            task=f"Svar {number} snart",
            confidence=0.9,
            rule="decided",
            because="Ordene siger, hvad der skal ske.",
            status=Commitment.Status.ACCEPTED,
        )
        made.append(
            ActionItem.objects.create(
                commitment=commitment,
                agenda_item=agenda_item,
                committee=meeting.committee,
                promised_on=meeting.held_on,
                task=f"Svar {number} snart",
                background=f"Se sagen om {number}.",
                owner_person=cast.anna_holm,
                deadline=COMING,
                assigned_at=NOW,
                created_at=NOW,
            )
        )
    return made


def masked(text: str, *, least: int) -> None:
    """See that no number is there, and that so many masks are; keys drawn for a form are none."""
    text = REQUEST.sub("", text)
    assert [number for number in NUMBERS if number in text] == []
    assert [text[start:end] for start, end in find_cpr(text)] == []
    assert text.count("xxxx") >= least


def test_each_spelling_is_masked_and_no_lookalike_is() -> None:
    for number in NUMBERS:
        hidden = hide_cpr(f"Borger {number}, søger")
        assert number not in hidden
        assert len(hidden) == len(f"Borger {number}, søger")
        assert not any(letter.isdigit() for letter in hidden)
    for other in LOOKALIKES:
        assert hide_cpr(f"Sag {other} søger") == f"Sag {other} søger"


def test_whoever_uploads_is_warned_and_the_text_stays(cast: Cast, client_of) -> None:
    text = "\n".join(f"Borgeren {number} søger om støtte." for number in NUMBERS)
    document = document_receive(
        name="referat.txt",
        content=ContentFile(text.encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    stored: Document = Document.objects.get()
    assert len(list(find_cpr(stored.text))) == len(NUMBERS)
    page = client_of(cast.lene).get(reverse("document", args=[document.pk])).text
    assert "ligner CPR-numre" in page
    masked(page, least=0)


def test_pages_of_items_show_none(items, cast: Cast, client_of) -> None:
    client: Client = client_of(cast.lene)
    for item in items:
        masked(client.get(reverse("action_item", args=[item.pk])).text, least=2)
    pages = [
        client.get(reverse("action_items"), {"side": side}).text
        for side in range(1, 2 + len(items) // 25)
    ]
    masked("".join(pages), least=len(items))
    assert ActionItem.objects.filter(task__contains=NUMBERS[0]).count() == 1


def test_the_review_shows_none(items, meeting: Meeting, cast: Cast, client_of) -> None:
    Commitment.objects.update(status=Commitment.Status.PROPOSED)
    ActionItem.objects.all().delete()
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    masked(page, least=len(NUMBERS))


def test_a_search_that_lights_part_of_a_number_shows_none(items, cast: Cast, client_of) -> None:
    search_rebuild()
    client = client_of(cast.lene)
    for words in ("Svar", NUMBERS[1][:6], NUMBERS[1][-4:]):
        masked(client.get(reverse("search"), {"q": words}).text, least=1)


def test_mails_carry_none(items, cast: Cast) -> None:
    for item in items:
        reminders_plan(action_item=item, today=TODAY, assigned=True)
    one_round(NOW)
    message = Message.objects.get()
    assert message.state == "sent"
    for part in (message.subject, message.text, message.html):
        masked(part, least=0)
    assert message.text.count("xxxx") >= len(items)
    assert message.html.count("xxxx") >= len(items)


def test_lists_that_are_taken_along_hold_none(items, cast: Cast, client_of) -> None:
    client = client_of(cast.lene)

    def file(kind: str) -> bytes:
        answer = client.get(reverse("action_items"), {"format": kind})
        assert answer.status_code == 200
        return answer.getvalue()

    masked(file("csv").decode("utf-8-sig"), least=len(items))
    with zipfile.ZipFile(io.BytesIO(file("xlsx"))) as book:
        masked(book.read("xl/worksheets/sheet1.xml").decode(), least=len(items))


def test_papers_hold_none(items, cast: Cast, client_of) -> None:
    planned = PlannedMeeting.objects.create(committee=cast.committee, held_on=COMING)
    client = client_of(cast.lene)
    masked(client.get(reverse("paper", args=[planned.pk])).text, least=len(items))
    address = reverse("paper_file", args=[planned.pk, "aaben", "docx"])
    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as word:
        masked(word.read("word/document.xml").decode(), least=len(items))


def test_a_printed_life_holds_none(items, cast: Cast, client_of) -> None:
    address = reverse("action_item_life", args=[items[0].pk, "pdf"])
    answer = client_of(cast.lene).get(address)
    assert answer.status_code == 200
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert len(file.pages) >= 1
    assert NUMBERS[0].encode() not in answer.content


def test_programs_are_told_none_and_places_stay(items, cast: Cast, client_of) -> None:
    client = client_of(cast.lene)
    answer = client.get(f"/api/v1/action-items/{items[0].pk}/").json()
    assert answer["task"] == hide_cpr(items[0].task)
    assert len(answer["task"]) == len(items[0].task)


def test_no_line_of_the_log_holds_one() -> None:
    formatter = SafeFormatter("%(message)s")
    lines = [
        formatter.format(logging.makeLogRecord({"msg": f"Borger {number} søger"}))
        for number in NUMBERS
    ]
    masked("\n".join(lines), least=len(NUMBERS))
