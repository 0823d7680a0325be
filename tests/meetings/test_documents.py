"""A document comes in, is read in a limited child process, and keeps its original."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from meetings.exceptions import (
    AlreadyReceivedError,
    DocumentNotStoppedError,
    UploadTooLargeError,
)
from meetings.models import Committee, Document, Event, Meeting, User
from meetings.reading.confinement import Progress
from meetings.services.documents import (
    document_read,
    document_receive,
    document_retry,
)
from meetings.services.taking import DocumentLostError, Hold, document_take, take_lifetime
from tests.cast import NOW, Cast

MINUTES = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Rådhuset, lokale 2

Referat

Punkt 1: Godkendelse af dagsorden

Godkendt.

Punkt 2: Svømmehallens åbningstider

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.
"""


def receive(cast: Cast, content: bytes = MINUTES.encode(), name: str = "referat.txt") -> Document:
    return document_receive(
        name=name, content=ContentFile(content), committee=cast.committee, by=cast.lene, now=NOW
    )


def kinds(document: Document) -> list[str]:
    return list(
        Event.objects.filter(subject=Event.Subject.DOCUMENT, subject_id=document.pk).values_list(
            "kind", flat=True
        )
    )


def test_a_received_document_keeps_its_original_and_says_who_gave_it(cast: Cast) -> None:
    document = receive(cast)
    with document.file.open() as file:
        assert file.read() == MINUTES.encode()
    assert document.stage == Document.Stage.RECEIVED
    assert document.uploaded_by == cast.lene
    assert kinds(document) == ["uploaded"]


def test_the_stored_name_says_nothing_of_the_given_one(cast: Cast) -> None:
    document = receive(cast, name="../../etc/Lukket sag \u202e om Ås\x00.txt")
    assert document.name == "Lukket sag  om Ås.txt"
    assert "sag" not in document.file.name
    assert ".." not in document.file.name


def test_the_same_file_twice_is_one_document(cast: Cast) -> None:
    first = receive(cast)
    with pytest.raises(AlreadyReceivedError) as refused:
        receive(cast, name="kopi.txt")
    assert refused.value.document == first
    assert Document.objects.count() == 1


def test_where_the_row_cannot_be_kept_no_file_is_left(cast: Cast, settings) -> None:
    nobody = User(username="findes-ikke")
    with pytest.raises(ValueError, match="unsaved"):
        document_receive(
            name="a.txt", content=ContentFile(b"Referat"), committee=None, by=nobody, now=NOW
        )
    assert not Document.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_not_taken_in(cast: Cast, settings) -> None:
    settings.UPLOAD_BYTES = 10
    with pytest.raises(UploadTooLargeError):
        receive(cast)
    assert not Document.objects.exists()


def test_reading_finds_the_meeting_and_its_agenda_items(cast: Cast) -> None:
    document = receive(cast)
    document_read(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    meeting = Meeting.objects.get(document=document)
    assert document.stage == Document.Stage.READ
    assert meeting.held_on == date(2026, 3, 2)
    assert meeting.committee == cast.committee
    assert [item.number for item in meeting.agenda_items.all()] == ["1", "2"]
    assert kinds(document) == ["uploaded", "read"]


@pytest.mark.parametrize("is_ended", [False, True], ids=["sitting", "ended"])
def test_minutes_of_a_committee_that_has_ended_go_to_no_other(cast: Cast, is_ended: bool) -> None:
    Committee.objects.create(name="Udvalget")
    ended = Committee.objects.create(name="Udvalget for Kultur", is_active=not is_ended)
    text = MINUTES.replace("Kultur- og Fritidsudvalget", "Udvalget for Kultur")
    document = document_receive(
        name="referat.txt", content=ContentFile(text.encode()), committee=None, by=cast.bo, now=NOW
    )
    document_read(document_id=document.pk, now=NOW)
    assert Meeting.objects.get(document=document).committee == (None if is_ended else ended)


def test_reading_twice_changes_nothing_more(cast: Cast) -> None:
    document = receive(cast)
    document_read(document_id=document.pk, now=NOW)
    document_read(document_id=document.pk, now=NOW)
    assert Meeting.objects.count() == 1
    assert kinds(document) == ["uploaded", "read"]


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00\x03\x00\x00\x00", b"%PDF-1.7\ntruncated"])
def test_what_cannot_be_read_is_kept_with_a_reason(cast: Cast, content: bytes) -> None:
    document = receive(cast, content, name="referat.pdf")
    document_read(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    assert document.stage == Document.Stage.REJECTED
    assert len(document.problems) == 1
    assert document.problems[0].endswith(".")
    assert kinds(document) == ["uploaded", "refused"]
    with document.file.open() as file:
        assert file.read() == content


def test_a_rejected_document_can_be_read_again(cast: Cast) -> None:
    document = receive(cast, b"", name="tom.pdf")
    document_read(document_id=document.pk, now=NOW)
    document_retry(document=document, by=cast.lene, now=NOW)
    document.refresh_from_db()
    assert document.stage == Document.Stage.RECEIVED
    assert document.problems == []


def test_a_document_on_its_way_is_not_started_over(cast: Cast) -> None:
    document = receive(cast)
    with pytest.raises(DocumentNotStoppedError):
        document_retry(document=document, by=cast.lene, now=NOW)


def test_a_taken_document_is_left_to_the_worker_that_has_it(cast: Cast) -> None:
    document = receive(cast)
    stage = Document.Stage.RECEIVED
    assert document_take(document_id=document.pk, stage=stage, now=NOW)
    assert document_take(document_id=document.pk, stage=stage, now=NOW) is None


def test_a_document_that_three_workers_left_unfinished_is_put_aside(cast: Cast) -> None:
    document = receive(cast)
    now = NOW
    for _attempt in range(3):
        assert document_take(document_id=document.pk, stage=Document.Stage.RECEIVED, now=now)
        now += take_lifetime() + timedelta(seconds=1)
    assert document_take(document_id=document.pk, stage=Document.Stage.RECEIVED, now=now) is None
    document.refresh_from_db()
    assert document.stage == Document.Stage.REJECTED
    assert "tre forsøg" in document.problems[0]


def test_a_worker_that_lives_keeps_its_document(cast: Cast) -> None:
    document = receive(cast)
    stage = Document.Stage.RECEIVED
    hold = document_take(document_id=document.pk, stage=stage, now=NOW)
    assert hold
    hold.began -= 50  # seconds it has worked
    hold.beat(Progress(3, 12))
    document.refresh_from_db()
    assert (document.pages_done, document.pages_all) == (3, 12)
    later = NOW + timedelta(seconds=100)
    assert document_take(document_id=document.pk, stage=stage, now=later) is None


def test_a_worker_whose_document_was_taken_over_stops(cast: Cast) -> None:
    document = receive(cast)
    stage = Document.Stage.RECEIVED
    slow = document_take(document_id=document.pk, stage=stage, now=NOW)
    later = NOW + take_lifetime() + timedelta(seconds=1)
    assert slow
    assert document_take(document_id=document.pk, stage=stage, now=later)
    with pytest.raises(DocumentLostError):
        slow.beat()


def test_a_worker_that_lost_its_document_while_reading_it_writes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = receive(cast)

    def taken_over(hold: Hold, progress: Progress | None = None) -> None:
        raise DocumentLostError

    monkeypatch.setattr(Hold, "beat", taken_over)
    document_read(document_id=document.pk, now=NOW)
    assert kinds(document) == ["uploaded"]


@pytest.mark.confined
def test_a_text_that_takes_too_long_to_divide_is_refused_with_a_reason(
    cast: Cast, settings
) -> None:
    document = receive(cast)
    settings.READ_SECONDS = 0
    document_read(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    assert document.stage == Document.Stage.REJECTED
    assert "det tog for lang tid" in document.problems[0]


def test_an_event_is_written_once_and_never_deleted(cast: Cast) -> None:
    receive(cast)
    event = Event.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
