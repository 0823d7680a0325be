"""Files as somebody puts them in: through the gate and the confined children, onto the pages."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from actions.services.suggestions import commitments_propose
from meetings.models import Document
from meetings.reading.unreadable import REASONS
from meetings.services.documents import document_read, document_receive
from tests.cast import NOW, Cast
from tests.fuzz.files import file_changed, kind_of
from tests.fuzz.target import Ending, Target

CODES = {reason: code for code, reason in REASONS.items()}


def target(cast: Cast, lene: Client, settings) -> Target:
    """Return what reads a file for Lene; a child may take half a minute, not the usual time."""
    settings.READ_SECONDS = settings.OCR_SECONDS = 30
    settings.OCR_SECONDS_A_PAGE = 10

    def run(content: bytes) -> Ending:
        before = transaction.savepoint()
        try:
            return _ended(cast, lene, content)
        finally:
            transaction.savepoint_rollback(before)

    return Target("upload", run, file_changed, kind_of, most_seconds=60)


def _ended(cast: Cast, lene: Client, content: bytes) -> Ending:
    document = document_receive(
        name=f"referat{kind_of(content)}",
        content=ContentFile(content),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    _look(lene, document)
    if document.stage == Document.Stage.REJECTED:
        # One of the sentences for people, and none else.
        return Ending(CODES[document.problems[-1]], frozenset({f"refused {kind_of(content)}"}))
    assert document.stage == Document.Stage.READY
    assert document.attempts == 0
    marks = {f"{kind_of(content)} {problem[:40]}" for problem in document.problems}
    marks.add(f"{kind_of(content)} meetings {min(document.meetings.count(), 2)}")
    return Ending("ready", frozenset(marks))


def _look(lene: Client, document: Document) -> None:
    pages = [reverse("document", kwargs={"pk": document.pk})]
    pages += [reverse("review", kwargs={"pk": one.pk}) for one in document.meetings.all()[:1]]
    for page in pages:
        assert lene.get(page).status_code == 200
