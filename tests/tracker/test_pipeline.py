"""The road of a document may be walked twice, and a document that stopped goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from actions.models import Commitment
from meetings.models import Document, Event
from meetings.services.documents import document_receive, document_take, take_lifetime
from tests.cast import NOW, Cast
from tracker import pipeline

MINUTES = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.
"""


@pytest.fixture
def document(cast: Cast) -> Document:
    return document_receive(
        name="referat.txt",
        content=ContentFile(MINUTES.encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )


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
    assert pipeline.resume(now=now + timedelta(seconds=61)) == 0
    assert pipeline.resume(now=now + take_lifetime() + timedelta(seconds=1)) == 1


def test_a_finished_document_is_left_in_peace(document: Document) -> None:
    pipeline.walk(document.pk)
    assert pipeline.resume(now=NOW + timedelta(days=1)) == 0
