"""A meeting's package for the archive: everything listed once and there, for who decides alone."""

from __future__ import annotations

import csv
import io
import time
import zipfile

import pytest
from django.urls import reverse

from actions.models import ActionItem, Commitment, Message, Reminder
from actions.services.attachments import attachment_keep
from meetings.models import AgendaItem, Event, Meeting
from tests.actions.outbox import another_item
from tests.cast import NOW, Cast
from tests.tracker.test_one_life import mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(action_item: ActionItem) -> ActionItem:
    attachment_keep(
        action_item=action_item, name="../notat.pdf", content=b"%PDF-1.7", by_name="Anna", now=NOW
    )
    mail(action_item, day=1, text="Du har en opgave. http://x.example/svar/hemmeligt-token/ Tak")
    return action_item


def package(client_of, user, meeting: Meeting) -> zipfile.ZipFile:
    answer = client_of(user).get(reverse("meeting_journal", args=[meeting.pk]))
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def rows(pack: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = pack.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_everything_in_it_is_listed_with_day_subject_and_direction(
    lived: ActionItem, meeting: Meeting, cast: Cast, client_of
) -> None:
    pack = package(client_of, cast.lene, meeting)
    index = rows(pack, "indeks.csv")
    assert {row[3] for row in index} == set(pack.namelist()) - {"indeks.csv"}
    ways = {row[3].rpartition("/")[2]: row[2] for row in index}
    assert ways["referat.txt"] == "ind"
    assert ways["forloeb.pdf"] == "internt"
    assert ways["001-notat.pdf"] == "ind" or ways["001-_notat.pdf"] == "ind"
    (sent,) = [row for row in index if "/mails/" in row[3]]
    assert sent[2] == "ud"
    assert sent[1].startswith("Du har en opgave")
    assert b"hemmeligt-token" not in pack.read(sent[3])
    assert pack.read(f"opgaver/{lived.pk}/forloeb.pdf").startswith(b"%PDF")


def test_decisions_and_history_are_in_it(lived, meeting: Meeting, cast: Cast, client_of) -> None:
    Event.objects.create(
        at=NOW, subject="action_item", subject_id=lived.pk, kind="changed", by=cast.lene
    )
    pack = package(client_of, cast.lene, meeting)
    decided = rows(pack, "afgoerelser.csv")
    assert [(row[2], row[4]) for row in decided] == [("godkendt", str(lived.pk))]
    assert str(lived.pk) in {row[1] for row in rows(pack, "historik.csv")}


def test_every_sent_reminder_is_found_in_it(lived, meeting: Meeting, cast: Cast, client_of) -> None:
    other = another_item(lived)
    mail(other, day=2, text="Husk klubben")
    mail(lived, other, day=3, text="Begge to")
    index = rows(package(client_of, cast.lene, meeting), "indeks.csv")
    listed = [row for row in index if "/mails/" in row[3] and row[2] == "ud"]
    assert len(listed) == Reminder.objects.filter(state="sent").count() == 4


def test_a_mail_whose_subject_was_erased_is_not_said_to_be_about_others(
    lived, meeting: Meeting, cast: Cast, client_of
) -> None:
    mail(lived, another_item(lived), day=2, text="Begge to")
    Message.objects.filter(day__day=1).update(subject="", text="", to_email="")
    index = rows(package(client_of, cast.lene, meeting), "indeks.csv")
    subjects = [row[1] for row in index if row[3].startswith(f"opgaver/{lived.pk}/mails/")]
    assert sorted(subjects) == [f"Mail om opgave {lived.pk}", f"Mail om opgave {lived.pk} og andre"]


def test_that_it_was_handed_out_is_written_down(
    lived, meeting: Meeting, cast: Cast, client_of
) -> None:
    AgendaItem.objects.update(is_closed=True)
    package(client_of, cast.lene, meeting)
    noted = Event.objects.get(kind=Event.Kind.EXPORTED, subject="log")
    assert f"journalpakke for møde {meeting.pk}: 1 opgaver, heraf 1 lukkede" in noted.note


def test_closed_words_that_became_no_task_are_written_down_too(
    meeting: Meeting, cast: Cast, client_of
) -> None:
    AgendaItem.objects.filter(meeting=meeting, number="2").update(is_closed=True)
    Commitment.objects.update(status="rejected")
    pack = package(client_of, cast.lene, meeting)
    assert len(rows(pack, "afgoerelser.csv")) == 3
    told = Event.objects.filter(by=cast.lene, kind__in=Event.LOOKS).order_by("subject")
    assert list(told.values_list("subject", "kind", "note")) == [
        ("document", "exported", "lukket punkt"),
        ("log", "exported", f"journalpakke for møde {meeting.pk}: 0 opgaver, heraf 0 lukkede"),
        ("meeting", "viewed", "lukket punkt: 2"),
    ]


@pytest.mark.parametrize(("who", "status"), [("ib", 403), ("eva", 404), ("anna", 404)])
def test_who_does_not_decide_gets_none(action_item, cast, client_of, who, status) -> None:
    address = reverse("meeting_journal", args=[action_item.agenda_item.meeting_id])
    assert client_of(getattr(cast, who)).get(address).status_code == status
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


@pytest.mark.slow
@pytest.mark.thorough
def test_five_hundred_documents_are_packed_within_a_minute(
    lived, meeting: Meeting, cast: Cast, client_of
) -> None:
    items = [lived, *(another_item(lived, task=f"Opgave {number}") for number in range(24))]
    for item in items:
        for day in range(2, 21):
            message = mail(item, day=day, text=f"Husk opgave {item.pk}")
            message.message_id = f"<{item.pk}-{day}@noerrevang.example>"
            message.recipient = f"person:{item.pk}-{day}"
            message.save()
    began = time.perf_counter()
    pack = package(client_of, cast.lene, meeting)
    seconds = time.perf_counter() - began
    assert len(pack.namelist()) >= 500
    assert seconds <= 60
