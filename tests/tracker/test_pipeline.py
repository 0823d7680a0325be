"""The road of a document may be walked twice, and a document that stopped goes on by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from actions.language import DEFAULT_GRADE
from actions.models import Commitment
from actions.services.suggestions import commitments_propose
from meetings.models import Document, Event
from meetings.selectors import register_value
from meetings.services.documents import document_read, document_receive, document_retry
from meetings.services.taking import document_take, reading_limits, take_lifetime
from tests.cast import NOW, Cast
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


def test_a_document_that_lost_its_bell_is_started_again(document: Document) -> None:
    soon = NOW + timedelta(seconds=30)
    later = NOW + timedelta(minutes=2)
    assert pipeline.resume(now=soon) == 0
    assert pipeline.resume(now=later) == 1


def test_a_document_in_a_workers_hands_is_left_there_until_the_worker_is_given_up(
    document: Document,
) -> None:
    now = NOW + timedelta(minutes=5)
    document_take(document_id=document.pk, stage=Document.Stage.RECEIVED, now=now)
    assert pipeline.resume(now=now + timedelta(seconds=30)) == 0
    assert pipeline.resume(now=now + take_lifetime() + timedelta(seconds=1)) == 1


def test_a_finished_document_is_left_in_peace(document: Document) -> None:
    pipeline.walk(document.pk)
    assert pipeline.resume(now=NOW + timedelta(days=1)) == 0


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
