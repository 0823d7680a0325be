"""The life of one item to hand out: all of it, and nothing of another item."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from actions.models import ActionItem, Comment, IncomingMail, Message, Reminder
from actions.services.action_items import action_item_change
from actions.services.attachments import attachment_keep
from actions.services.incoming import incoming_file, incoming_take
from meetings.models import AgendaItem, Event
from tests.actions.outbox import another_item
from tests.cast import NOW, TODAY, Cast, make_action_item
from tests.tracker.test_incoming_page import came_in, ours

CANARY = "kanariefuglen"


def fetched(client_of, user, action_item: ActionItem, kind: str = "pdf"):
    return client_of(user).get(reverse("action_item_life", args=[action_item.pk, kind]))


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as file:
        text = "\n".join(page.get_textpage().get_text_range() for page in file)
    return " ".join(text.split())


def mail(action_item: ActionItem, *others: ActionItem, day: int, text: str) -> Message:
    message = Message.objects.create(
        recipient=f"person:{action_item.owner_person_id}", kind=Message.Kind.DIGEST,
        day=TODAY.replace(day=day), message_id=f"<liv-{day}@noerrevang.example>", state="sent",
        to_email="anna.holm@noerrevang.example", subject=text[:40], text=text, next_at=NOW,
        sent_at=NOW, created_at=NOW,
    )  # fmt: skip
    for one in (action_item, *others):
        Reminder.objects.create(
            action_item=one, step=f"late-{day}", deadline_version=1, due_on=TODAY,
            recipient=message.recipient, state="sent", message=message,
        )  # fmt: skip
    return message


@pytest.fixture
def lived(cast: Cast, action_item: ActionItem) -> ActionItem:
    Comment.objects.create(
        action_item=action_item, text="Spørg også klubben.", by=cast.lene, at=NOW, form_key="k"
    )
    attachment_keep(
        action_item=action_item, name="../notat.pdf", content=b"%PDF-1.7", by_name="Anna", now=NOW
    )
    ActionItem.objects.filter(pk=action_item.pk).update(answer="Notatet er klar.")
    mail(action_item, day=1, text="Du har en opgave. http://x.example/svar/hemmeligt-token/ Tak")
    return action_item


def test_it_holds_all_there_is(cast, lived, client_of) -> None:
    text = words(fetched(client_of, cast.lene, lived).content)
    for part in (
        lived.task, "Anna Holm", "Notatet er klar.", "Spørg også klubben.", "Du har en opgave.",
        "notat.pdf", "01-04-2026",
    ):  # fmt: skip
        assert part in text, part
    assert "hemmeligt-token" not in text
    assert "[link fjernet]" in text


def test_the_pack_has_mails_and_files(cast, lived, client_of) -> None:
    answer = fetched(client_of, cast.lene, lived, "zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        names = pack.namelist()
        assert names[0] == f"opgave-{lived.pk}.pdf"
        assert names[1].startswith("mails/001-")
        assert names[2].startswith("filer/001-")
        assert ".." not in names[2].removeprefix("filer/001-").split("/")
        assert pack.read(names[2]) == b"%PDF-1.7"
        told = pack.read(names[1]).decode()
    assert "Til: anna.holm@noerrevang.example" in told
    assert "hemmeligt-token" not in told


def test_a_mail_about_others_as_well_is_named_and_not_told(cast, meeting, lived, client_of) -> None:
    other = make_action_item(meeting, owner_person=cast.anna_holm)
    ActionItem.objects.filter(pk=other.pk).update(is_closed=True, task=CANARY)
    mail(lived, other, day=2, text=f"To opgaver, også {CANARY}")
    text = words(fetched(client_of, cast.lene, lived).content)
    assert CANARY not in text
    assert "også om en anden opgave" in text
    with zipfile.ZipFile(io.BytesIO(fetched(client_of, cast.lene, lived, "zip").content)) as pack:
        assert all(CANARY.encode() not in pack.read(name) for name in pack.namelist())


def reply(item: ActionItem, *told: ActionItem, user) -> IncomingMail:
    """Return a reply to a mail of ours about some items, laid by its number on this one."""
    mail = came_in(message=ours(*told), subject=f"SV: {CANARY}", text=f"{CANARY} er noget andet.")
    incoming_file(incoming=mail, action_item=item, by=user, now=NOW)
    mail.refresh_from_db()
    return mail


def test_a_reply_to_a_mail_about_another_item_alone_is_named_and_not_told(
    cast, lived, client_of
) -> None:
    other = another_item(lived, task="Lukket sag")
    ActionItem.objects.filter(pk=other.pk).update(is_closed=True)
    reply(lived, other, user=cast.lene)
    text = words(fetched(client_of, cast.lene, lived).content)
    assert CANARY not in text
    assert "også om en anden opgave" in text


def test_what_is_left_out_of_a_mail_stands_neither_in_the_history_nor_as_the_answer(
    cast, lived, client_of
) -> None:
    ActionItem.objects.filter(pk=lived.pk).update(answer="", assigned_at=NOW)
    mail = reply(lived, lived, another_item(lived, task="Andet"), user=cast.lene)
    incoming_take(incoming=mail, by=cast.lene, now=NOW)
    text = words(fetched(client_of, cast.lene, lived).content)
    assert "Dens tekst er udeladt" in text
    assert "Svaret er taget fra en mail" in text
    assert CANARY not in text


def test_a_reply_about_the_item_alone_is_told_whole(cast, lived, client_of) -> None:
    ActionItem.objects.filter(pk=lived.pk).update(answer="", assigned_at=NOW)
    incoming_take(incoming=reply(lived, lived, user=cast.lene), by=cast.lene, now=NOW)
    text = words(fetched(client_of, cast.lene, lived).content)
    assert f"{CANARY} er noget andet." in text
    assert "udeladt" not in text


def test_a_merged_item_says_nothing_of_the_other(cast, lived, client_of) -> None:
    Event.objects.create(
        at=NOW, subject="action_item", subject_id=lived.pk, kind="merged", note=CANARY, by=cast.lene
    )
    text = words(fetched(client_of, cast.lene, lived).content)
    assert CANARY not in text
    assert "Lagt sammen" in text


def test_changes_stand_in_the_history(cast, lived, client_of) -> None:
    action_item_change(
        action_item=lived, version=lived.version, task="Skriv et notat", owner_person=None,
        owner_unit=cast.unit, deadline=lived.deadline, by=cast.lene, now=NOW,
    )  # fmt: skip
    text = words(fetched(client_of, cast.lene, lived).content)
    assert "Ændret" in text
    assert "Skriv et notat" in text


def test_it_is_for_everybody_to_read(cast, lived, client_of) -> None:
    with pikepdf.open(io.BytesIO(fetched(client_of, cast.lene, lived).content)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "da"
        with file.open_metadata() as metadata:
            assert metadata["dc:title"].startswith(f"Opgave {lived.pk}")


@pytest.mark.parametrize(
    ("who", "status"), [("ib", 403), ("anna", 403), ("mads", 403), ("eva", 404), ("ulla", 404)]
)
def test_others_do_not_get_it(cast, lived, client_of, who, status) -> None:
    for kind in ("pdf", "zip"):
        assert fetched(client_of, getattr(cast, who), lived, kind).status_code == status


def test_handing_out_a_closed_one_is_written_down(cast, lived, client_of) -> None:
    AgendaItem.objects.update(is_closed=True)
    fetched(client_of, cast.lene, lived, "zip")
    noted = Event.objects.get(subject_id=lived.pk, kind=Event.Kind.EXPORTED)
    assert "hele forløbet (zip)" in noted.note
