"""The picture of the page, the calendar file, the thread and the language of a mail."""

from __future__ import annotations

import io
from datetime import date
from email.message import Message as Email

import icalendar
import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from actions.mail import clips
from actions.models import ActionItem, Message
from meetings.models import AgendaItem, Committee, Document, Page, Person
from meetings.services.pictures import LIT
from tests.actions.outbox import another_item, assign, at, one_round
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_a_page(action_item: ActionItem) -> ActionItem:
    """Return the item with a page on which its words can be seen."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(400, 300))
    canvas.drawString(50, 250, "Udvalget bad om et notat.")
    canvas.save()
    document = action_item.agenda_item.meeting.document
    document.file.save("referat.pdf", ContentFile(drawn.getvalue()))
    Page.objects.create(document=document, number=1, width=400, height=300, start=0, end=9)
    commitment = action_item.commitment
    commitment.page = 1
    commitment.boxes = [{"page": 1, "x0": 50, "top": 38, "x1": 350, "bottom": 52}]
    commitment.save(update_fields=["page", "boxes"])
    return action_item


def tell(action_item: ActionItem) -> EmailMultiAlternatives:
    assign(action_item)
    one_round(NOW)
    sent = mail.outbox[-1]
    assert isinstance(sent, EmailMultiAlternatives)
    return sent


def parts(sent: EmailMultiAlternatives, kind: str) -> list[Email]:
    return [part for part in sent.message().walk() if part.get_content_type() == kind]


def html_of(sent: EmailMultiAlternatives) -> str:
    return str(sent.alternatives[0].content)


# --- the picture --------------------------------------------------------------------------


def test_the_first_mail_shows_the_words_where_they_stand(on_a_page: ActionItem) -> None:
    sent = tell(on_a_page)
    (picture,) = parts(sent, "image/png")
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    content_id = picture["Content-ID"].strip("<>")
    assert f'src="cid:{content_id}"' in html_of(sent)
    assert f'alt="{on_a_page.commitment.quote}"' in html_of(sent)
    assert picture.get_filename() == f"udklip-{on_a_page.pk}.png"


def size_of(sent: EmailMultiAlternatives) -> tuple[int, int]:
    (picture,) = parts(sent, "image/png")
    return Image.open(io.BytesIO(picture.get_payload(decode=True))).size


def test_what_stands_around_the_words_is_shown_where_nothing_is_closed(
    on_a_page: ActionItem,
) -> None:
    Document.objects.update(stage=Document.Stage.READY)
    boxes = on_a_page.commitment.boxes
    words = clips.SCALE * (boxes[0]["x1"] - boxes[0]["x0"])
    width, height = size_of(tell(on_a_page))
    assert words < width < words + 20, "and no empty paper beside them"
    assert height == clips.SCALE * 18


def close_another() -> None:
    closed = AgendaItem.objects.order_by("pk")[0]
    closed.pk, closed.position, closed.is_closed = None, 99, True
    closed.save()


@pytest.mark.parametrize(
    "closing",
    [
        lambda: Document.objects.update(mentions_closed=True),
        lambda: Committee.objects.update(is_closed_by_default=True),
        close_another,
    ],
)  # fmt: skip
def test_the_words_alone_are_shown_where_the_file_may_hold_something_closed(
    on_a_page: ActionItem, closing
) -> None:
    Document.objects.update(stage=Document.Stage.READY)
    closing()
    assert size_of(tell(on_a_page)) == (453, 24)


def test_the_words_are_lit_and_nothing_below_them_is_shown(on_a_page: ActionItem) -> None:
    (picture,) = parts(tell(on_a_page), "image/png")
    with Image.open(io.BytesIO(picture.get_payload(decode=True))) as shown:
        colours = {colour for _count, colour in shown.convert("RGB").getcolors(1_000_000)}
        height = shown.height / clips.SCALE
    assert LIT in colours
    boxes = on_a_page.commitment.boxes
    words = max(box["bottom"] for box in boxes) - min(box["top"] for box in boxes)
    assert height < words + 6, "less than the gap to the next line"


def test_a_browser_is_shown_the_picture_too(on_a_page: ActionItem) -> None:
    sent = tell(on_a_page)
    html = html_of(sent)
    assert clips.items_pictured(html) == [on_a_page.pk]
    shown = clips.pictures_in_place(html, parts(sent, "image/png"))
    assert 'src="data:image/png;base64,' in shown
    assert "cid:" not in shown


def test_a_reminder_shows_it_no_more(on_a_page: ActionItem) -> None:
    tell(on_a_page)
    one_round(at(date(2026, 3, 23)))
    assert len(mail.outbox) == 2
    assert parts(mail.outbox[1], "image/png") == []
    assert "cid:" not in html_of(mail.outbox[1])


def test_a_page_that_cannot_be_drawn_stops_no_mail(on_a_page: ActionItem) -> None:
    on_a_page.agenda_item.meeting.document.file.delete()
    sent = tell(on_a_page)
    assert parts(sent, "image/png") == []
    assert on_a_page.task in sent.body


def test_a_picture_too_large_for_a_mail_stays_at_home(on_a_page: ActionItem, monkeypatch) -> None:
    monkeypatch.setattr(clips, "CLIP_BYTES", 10)
    assert "cid:" not in html_of(tell(on_a_page))


def test_no_more_than_a_few_pictures_go_along(on_a_page: ActionItem) -> None:
    for _number in range(clips.CLIPS + 1):
        more = another_item(on_a_page)
        more.commitment.boxes = on_a_page.commitment.boxes
        more.commitment.save(update_fields=["boxes"])
        assign(more)
    assert len(parts(tell(on_a_page), "image/png")) == clips.CLIPS


def test_a_closed_item_is_never_shown(on_a_page: ActionItem) -> None:
    AgendaItem.objects.filter(pk=on_a_page.agenda_item_id).update(is_closed=True)
    sent = tell(on_a_page)
    assert parts(sent, "image/png") == []
    assert parts(sent, "text/calendar") == []
    assert str(on_a_page.commitment.quote) not in sent.message().as_string()


# --- the calendar -------------------------------------------------------------------------


def deadline_of(sent: EmailMultiAlternatives) -> icalendar.Event:
    (part,) = parts(sent, "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    return event


def test_the_deadline_comes_as_a_whole_day(action_item: ActionItem) -> None:
    event = deadline_of(tell(action_item))
    assert event["DTSTART"].dt == date(2026, 4, 1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["SUMMARY"] == f"Frist: {action_item.task}"


def test_without_a_deadline_there_is_no_calendar_file(action_item: ActionItem) -> None:
    ActionItem.objects.update(deadline=None)
    action_item.refresh_from_db()
    assert parts(tell(action_item), "text/calendar") == []


def test_a_moved_deadline_moves_the_same_entry(action_item: ActionItem) -> None:
    first = deadline_of(tell(action_item))
    ActionItem.objects.update(deadline=date(2026, 5, 4), deadline_version=2)
    action_item.refresh_from_db()
    assign(action_item, today=date(2026, 3, 4))
    one_round(at(date(2026, 3, 4)))
    second = deadline_of(mail.outbox[1])
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 2)
    assert second["DTSTART"].dt == date(2026, 5, 4)


@pytest.mark.parametrize("payload", ["\r\nATTENDEE:mailto:x@x.example", ";,\\n", "\x1b\x07"])
def test_no_words_become_a_line_of_the_calendar(action_item: ActionItem, payload: str) -> None:
    ActionItem.objects.update(task=f"Skriv{payload} nu")
    action_item.refresh_from_db()
    event = deadline_of(tell(action_item))
    assert "ATTENDEE" not in event


# --- the thread ---------------------------------------------------------------------------


def test_a_later_mail_about_one_item_hangs_on_the_first(action_item: ActionItem) -> None:
    first = tell(action_item).message()
    one_round(at(date(2026, 3, 23)))
    later = mail.outbox[1].message()
    assert first["In-Reply-To"] is None
    assert later["In-Reply-To"] == later["References"] == first["Message-ID"]


def test_a_mail_about_several_hangs_on_nothing(action_item: ActionItem) -> None:
    tell(action_item)
    assign(another_item(action_item), today=date(2026, 3, 23))
    one_round(at(date(2026, 3, 23)))
    assert mail.outbox[1].message()["References"] is None


# --- reminders no more --------------------------------------------------------------------


def test_a_mail_program_can_stop_the_reminders(action_item: ActionItem, settings) -> None:
    headers = tell(action_item).message()
    assert headers["List-Unsubscribe"].startswith(f"<{settings.SITE_URL}/afmeld/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_units_mailbox_cannot_be_unsubscribed(action_item: ActionItem, cast: Cast) -> None:
    headers = tell(another_item(action_item, owner=cast.unit)).message()
    assert headers["List-Unsubscribe"] is None


def test_who_wants_no_reminders_still_hears_of_what_is_new(
    action_item: ActionItem, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(wants_reminders=False)
    tell(action_item)
    day = date(2026, 3, 23)
    one_round(at(day))
    assert len(mail.outbox) == 1
    assign(another_item(action_item), today=day)
    one_round(at(day, hour=10))
    assert mail.outbox[1].subject == "Ny opgave: Inviter svømmeklubben"
    assert action_item.task not in mail.outbox[1].body


def test_who_wants_reminders_again_gets_what_was_missed_once(
    action_item: ActionItem, cast: Cast
) -> None:
    person = Person.objects.filter(pk=cast.anna_holm.pk)
    person.update(wants_reminders=False)
    tell(action_item)
    for day in (date(2026, 3, 23), date(2026, 3, 31)):
        one_round(at(day))
    person.update(wants_reminders=True)
    one_round(at(date(2026, 3, 31), hour=10))
    assert [sent.subject.partition(":")[0] for sent in mail.outbox[1:]] == ["Frist i morgen"]
    assert mail.outbox[1].body.count(action_item.task) == 1


# --- English ------------------------------------------------------------------------------


def test_who_reads_english_gets_all_of_it_in_english(action_item: ActionItem, cast: Cast) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(language="en")
    sent = tell(action_item)
    assert sent.subject.startswith("New action item: ")
    for part in (sent.body, html_of(sent)):
        assert "Dear Anna" in part
        assert "Due Wednesday 1 April 2026" in part
        assert "Report as done" in part
        for danish in ("Hej", "Frist", "opgave", "Meld", "mødet", "hilsen", "referatet"):
            assert danish not in part.replace(action_item.task, "")
    assert '<html lang="en"' in html_of(sent)


def test_several_in_english_are_counted(action_item: ActionItem, cast: Cast) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(language="en")
    assign(another_item(action_item, deadline=date(2026, 2, 10)))
    late = another_item(action_item, task="Ring til VVS", deadline=date(2026, 2, 10))
    late.reminders.create(
        step="late-10", deadline_version=1, recipient=f"person:{cast.anna_holm.pk}", due_on=NOW
    )
    assert tell(action_item).subject == "3 action items: 2 new, 1 overdue"


def test_what_is_kept_of_a_mail_holds_no_picture(on_a_page: ActionItem) -> None:
    tell(on_a_page)
    assert len(Message.objects.get().html) < 20_000
