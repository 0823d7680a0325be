"""The road of a document may be walked twice, and a document that stopped goes on by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from celery.canvas import Signature
from django.core.files.base import ContentFile
from django.db import connection

from actions.language import DEFAULT_GRADE
from actions.models import Commitment
from actions.services.suggestions import commitments_propose
from meetings.models import Document, Event
from meetings.register_value import register_value
from meetings.services.documents import document_read, document_receive, document_retry
from meetings.services.intake import (
    documents_retry,
    intake_pause,
    intake_resume,
    intake_state,
)
from meetings.services.taking import (
    document_reject,
    document_take,
    reading_limits,
    take_lifetime,
)
from tests.cast import NOW, Cast
from tests.meetings.reading.scans import as_pdf, needs_tesseract, page
from tracker import pipeline
from tracker.extraction import extract_file

MINUTES = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.
"""


def receive(cast: Cast, text: str) -> Document:
    return document_receive(
        name="referat.txt",
        content=ContentFile(text.encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )


@pytest.fixture
def document(cast: Cast) -> Document:
    return receive(cast, MINUTES)


def test_a_document_walks_the_whole_road_to_its_suggestions(document: Document, cast: Cast) -> None:
    pipeline.walk(document.pk)
    document.refresh_from_db()
    suggestion = Commitment.objects.get()
    assert document.stage == Document.Stage.READY
    assert suggestion.owner_unit == cast.unit
    assert document.text[suggestion.start : suggestion.end] == suggestion.quote


def test_walking_twice_gives_nothing_new(document: Document) -> None:
    pipeline.walk(document.pk)
    pipeline.walk(document.pk)
    assert Commitment.objects.count() == 1
    assert Event.objects.filter(kind=Event.Kind.READY).count() == 1


def several(cast: Cast, count: int, *, is_bulk: bool) -> list[Document]:
    return [
        document_receive(
            name=f"referat {number}.txt",
            content=ContentFile(f"{is_bulk} {number}".encode()),
            committee=cast.committee,
            by=cast.lene,
            now=NOW,
            is_bulk=is_bulk,
        )
        for number in range(count)
    ]


@pytest.fixture
def tasks_rung() -> list[str]:
    """The task that each of the documents rung for was given to first, in order."""
    return []


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch, tasks_rung: list[str]) -> list[int]:
    """The documents that the queue was told of, in order."""
    told: list[int] = []

    def hear(road: Signature, *, waiting: str) -> bool:
        told.append(road.tasks[0].args[0])
        tasks_rung.append(road.tasks[0].task)
        return True

    monkeypatch.setattr(pipeline, "ring", hear)
    return told


def test_a_document_that_lost_its_bell_is_started_again(document: Document, rung) -> None:
    assert pipeline.feed(now=NOW) == 1
    assert pipeline.feed(now=NOW + timedelta(seconds=30)) == 0
    assert pipeline.feed(now=NOW + timedelta(minutes=2)) == 1
    assert rung == [document.pk, document.pk]


def test_a_queue_that_is_away_is_rung_again_by_the_next_tick(document: Document, monkeypatch):
    monkeypatch.setattr(pipeline, "ring", lambda road, *, waiting: False)
    assert pipeline.feed(now=NOW) == 0
    monkeypatch.setattr(pipeline, "ring", lambda road, *, waiting: True)
    assert pipeline.feed(now=NOW + timedelta(seconds=1)) == 1


def test_a_document_in_a_workers_hands_is_left_there_until_the_worker_is_given_up(
    document: Document, rung
) -> None:
    now = NOW + timedelta(minutes=5)
    document_take(document_id=document.pk, stage=Document.Stage.RECEIVED, now=now)
    assert pipeline.feed(now=now + timedelta(seconds=30)) == 0
    assert pipeline.feed(now=now + take_lifetime() + timedelta(seconds=1)) == 1


def test_a_finished_document_is_left_in_peace(document: Document, rung) -> None:
    pipeline.walk(document.pk)
    assert pipeline.feed(now=NOW + timedelta(days=1)) == 0


def test_of_a_thousand_files_the_queue_hears_of_a_few_at_a_time(cast: Cast, rung, settings) -> None:
    settings.BULK_AT_A_TIME = 2
    folder = several(cast, 5, is_bulk=True)
    pipeline.feed(now=NOW)
    assert rung == [one.pk for one in folder[:2]]
    pipeline.walk(folder[0].pk)
    pipeline.feed(now=NOW + timedelta(seconds=1))
    assert rung == [one.pk for one in folder[:3]]


@pytest.mark.django_db(transaction=True)
def test_two_who_feed_in_the_same_moment_do_not_fill_one_place_twice(
    cast: Cast, rung, settings
) -> None:
    settings.READ_AT_A_TIME = 1
    files = several(cast, 3, is_bulk=False)
    others: list[Thread] = []

    def feed_too() -> None:
        pipeline.feed(now=NOW)
        connection.close()

    def when_counted(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if "COUNT(" in sql and not others:
            others.append(Thread(target=feed_too))
            others[0].start()
            # Let alone it would be done by then; kept out it waits until we are.
            others[0].join(timeout=2)
        return found

    with connection.execute_wrapper(when_counted):
        pipeline.feed(now=NOW)
    others[0].join()
    assert rung == [files[0].pk]


def test_a_file_that_a_person_waits_for_does_not_wait_behind_a_folder(cast: Cast, rung) -> None:
    several(cast, 5, is_bulk=True)
    pipeline.feed(now=NOW)
    rung.clear()
    (dropped,) = several(cast, 1, is_bulk=False)
    pipeline.feed(now=NOW + timedelta(seconds=1))
    assert rung == [dropped.pk]


DRAWN = as_pdf(page(["Punkt 1: Taget på skolen"]))


def scanned(cast: Cast, count: int, *, is_bulk: bool) -> list[Document]:
    """Return files of which the first look has found that they need OCR."""
    found = []
    for number in range(count):
        document = document_receive(
            name=f"scan {number}.pdf",
            content=ContentFile(
                as_pdf(page(["Punkt 1: Taget"])) + b"\n%% %d %d" % (number, is_bulk)
            ),
            committee=cast.committee,
            by=cast.lene,
            now=NOW,
            is_bulk=is_bulk,
        )
        pipeline.read_document(document.pk)
        document.refresh_from_db()
        found.append(document)
    return found


def test_the_first_look_leaves_a_scan_to_ocr_and_reads_none_of_it(cast: Cast) -> None:
    (scan,) = scanned(cast, 1, is_bulk=False)
    assert (scan.stage, scan.is_scanned, scan.attempts) == (Document.Stage.RECEIVED, True, 0)
    assert (scan.taken_at, scan.rung_at, scan.problems) == (None, None, [])


def test_a_file_that_needs_ocr_holds_no_quick_file_up_and_none_the_other(
    cast: Cast, rung, tasks_rung
) -> None:
    scans = [*scanned(cast, 4, is_bulk=False), *scanned(cast, 4, is_bulk=True)]
    pipeline.feed(now=NOW)
    # One of people's, one of folders'; the others wait for them.
    assert rung == [scans[0].pk, scans[4].pk]
    assert set(tasks_rung) == {"meetings.tasks.read_scan"}
    quick = [*several(cast, 1, is_bulk=False), *several(cast, 1, is_bulk=True)]
    pipeline.feed(now=NOW + timedelta(seconds=1))
    assert rung[2:] == [one.pk for one in quick]
    assert set(tasks_rung[2:]) == {"meetings.tasks.read_document"}


def test_a_host_of_the_version_before_which_knows_of_no_scans_still_puts_files_in(
    document: Document, rung
) -> None:
    known = [
        field.column
        for field in Document._meta.concrete_fields
        if field.name not in {"id", "sha256", "is_scanned"}
    ]
    columns = ", ".join(known)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO meetings_document (sha256, {columns})"
            f" SELECT %s, {columns} FROM meetings_document",
            ["f" * 64],
        )
    assert pipeline.feed(now=NOW) == 2
    assert not Document.objects.latest("pk").is_scanned


@needs_tesseract
def test_a_scan_that_was_read_lets_the_next_one_in(cast: Cast, rung) -> None:
    first, second = scanned(cast, 2, is_bulk=False)
    pipeline.feed(now=NOW)
    pipeline.walk(first.pk)
    pipeline.feed(now=NOW + timedelta(seconds=1))
    assert rung == [first.pk, second.pk]


@needs_tesseract
def test_a_scan_walks_the_whole_road_in_one_process(cast: Cast) -> None:
    lines = [line for line in MINUTES.splitlines() if line]
    document = document_receive(
        name="scan.pdf",
        content=ContentFile(as_pdf(page(lines))),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    pipeline.walk(document.pk)
    document.refresh_from_db()
    assert (document.stage, document.is_scanned) == (Document.Stage.READY, True)
    assert Commitment.objects.get().owner_unit == cast.unit


def test_between_its_stages_a_document_is_not_rung_for_once_more(document: Document, rung) -> None:
    pipeline.feed(now=NOW)
    document_read(document_id=document.pk, now=NOW + timedelta(minutes=10))
    assert pipeline.feed(now=NOW + timedelta(minutes=10, seconds=5)) == 0


def test_a_pause_stops_folders_and_no_file_that_a_person_waits_for(cast: Cast, rung) -> None:
    several(cast, 3, is_bulk=True)
    assert intake_pause(by=cast.bo, now=NOW)
    assert pipeline.feed(now=NOW) == 0
    (dropped,) = several(cast, 1, is_bulk=False)
    assert pipeline.feed(now=NOW) == 1
    assert rung == [dropped.pk]
    assert intake_resume(by=cast.bo, now=NOW)
    assert pipeline.feed(now=NOW) == 2


def test_a_pause_is_a_row_that_says_who_and_when(cast: Cast) -> None:
    assert intake_pause(by=cast.bo, now=NOW)
    assert not intake_pause(by=cast.lene, now=NOW + timedelta(hours=1))
    assert (intake_state().paused_at, intake_state().changed_by) == (NOW, cast.bo)
    assert intake_resume(by=None, by_name="kommandolinjen", now=NOW + timedelta(hours=2))
    assert not intake_resume(by=cast.lene, now=NOW + timedelta(hours=3))
    events = Event.objects.filter(subject=Event.Subject.INTAKE)
    assert [(one.kind, one.by, one.by_name) for one in events] == [
        ("paused", cast.bo, ""),
        ("resumed", None, "kommandolinjen"),
    ]


def test_files_that_failed_are_tried_again_together_and_behind_the_others(cast: Cast, rung) -> None:
    failed = several(cast, 3, is_bulk=False)
    for one in failed[:2]:
        document_reject(document=one, reason="Filen er tom.", now=NOW)
    count = documents_retry(document_ids=[one.pk for one in failed], by=cast.lene, now=NOW)
    assert count == 2
    assert Document.objects.rejected().count() == 0
    assert Document.objects.filter(is_bulk=True).count() == 2
    retried = Event.objects.filter(kind=Event.Kind.RETRIED)
    assert {one.subject_id for one in retried} == {one.pk for one in failed[:2]}


def test_many_that_failed_are_tried_again_with_few_statements(
    cast: Cast, rung, django_assert_max_num_queries
) -> None:
    failed = several(cast, 40, is_bulk=True)
    for one in failed:
        document_reject(document=one, reason="Filen er tom.", now=NOW)
    with django_assert_max_num_queries(6):
        assert documents_retry(document_ids=[one.pk for one in failed], by=None, now=NOW) == 40


UNSURE = (
    MINUTES
    + """
Vi vil gerne kontakte svømmeklubben.
"""
)


def printed(text: str, folder: Path) -> list[tuple[object, ...]]:
    """Return what `extract` prints of the text."""
    file = folder / "referat.txt"
    file.write_text(text, encoding="utf-8")
    found = extract_file(
        file, limits=reading_limits(), register=register_value(), meeting_date=None
    )
    return [
        (one["start"], one["end"], one["task"], one["confidence"])
        for meeting in found.value["meetings"]
        for item in meeting["agenda_items"]
        for one in item["commitments"]
    ]


def test_a_secretary_is_shown_what_extract_prints_and_the_less_sure_is_kept(
    cast: Cast, tmp_path: Path
) -> None:
    document = receive(cast, UNSURE)
    pipeline.walk(document.pk)
    fields = ("start", "end", "task", "confidence")
    stored = Commitment.objects.values_list(*fields)
    shown = list(Commitment.objects.sure(DEFAULT_GRADE).values_list(*fields))
    assert shown == printed(UNSURE, tmp_path)
    assert "svømmeklubben" not in str(shown)
    assert "svømmeklubben" in str(list(stored))
    ready = Event.objects.get(kind=Event.Kind.READY)
    assert ready.note == "1 usikkert forslag vises kun, når man beder om det."


def test_where_nothing_is_left_out_nothing_is_said(document: Document) -> None:
    pipeline.walk(document.pk)
    assert Event.objects.get(kind=Event.Kind.READY).note == ""


@pytest.mark.confined
def test_where_the_search_takes_too_long_what_was_read_is_kept_and_it_can_be_tried_again(
    document: Document, cast: Cast, settings
) -> None:
    document_read(document_id=document.pk, now=NOW)
    allowed, settings.READ_SECONDS = settings.READ_SECONDS, 0
    commitments_propose(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    assert document.stage == Document.Stage.REJECTED
    assert "søgningen efter aftaler" in document.problems[-1]
    assert document.text
    assert document.meetings.count() == 1
    settings.READ_SECONDS = allowed
    document_retry(document=document, by=cast.lene, now=NOW)
    pipeline.walk(document.pk)
    document.refresh_from_db()
    assert document.stage == Document.Stage.READY
    assert document.problems == []
    assert Commitment.objects.count() == 1
