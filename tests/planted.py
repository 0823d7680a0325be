"""Words planted in what is closed, one for each field that holds somebody's words.

Each is looked for wherever something comes out; a field of these tables that is neither planted
nor listed as holding no words fails the suite.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db.models import CharField, Field, FileField, JSONField, Model, Q, TextField

from actions.models import (
    ActionItem,
    Attachment,
    Comment,
    Commitment,
    CoOwner,
    Decline,
    Difference,
    Extension,
    IncomingMail,
    Recognition,
    Reminder,
)
from meetings.models import AgendaItem, Document, Event, MinutesCopy, Page
from tests.cast import NOW

# Asked for by its first word, and looked for by its second: a page may repeat what was asked.
ASKED = "kanariefugl"
PLANTED: dict[type[Model], tuple[str, ...]] = {
    AgendaItem: ("title", "minuted"),
    Document: ("name",),
    ActionItem: ("task", "background", "answer", "answered_by", "returned_because", "case_number"),
    Commitment: (
        "quote",
        "task",
        "owner_text",
        "owner_name",
        "due_text",
        "condition",
        "because",
        "rejected_because",
    ),
    Attachment: ("name", "by_name"),
    Comment: ("text",),
    Decline: ("suggestion", "reason", "declined_by"),
    Extension: ("reason", "asked_by", "decision"),
    IncomingMail: ("by_name", "subject", "text", "note", "from_email"),
    Recognition: ("quote",),
}
# Planted by a way of their own, below.
PLANTED_APART = {"Document.text", "Event.note", "Event.by_name", "Attachment.file", "Event.changes"}
WORDLESS = {
    "AgendaItem": {"number", "fingerprint"},  # the number is told; a digest
    "Document": {"sha256", "file", "problems", "text_source"},  # a secret name, codes of ours
    "Page": {"source", "words"},  # where the engine and the words stand, no words
    "Event": {"request_id", "address", "digest"},
    "ActionItem": {"form_key"},
    "Commitment": {"boxes", "co_owners", "recurrence", "rule"},  # places; names and rules of ours
    "Attachment": {"content_type"},
    "Comment": {"form_key"},
    "IncomingMail": {"folder", "digest", "header_id", "raw"},  # the raw mail: incoming_original
    "Recognition": {"words"},  # pairs of words out of quotes that are planted
    "Reminder": {"step", "recipient"},
}
OF_CLOSED = (*PLANTED, Event, Page, CoOwner, Difference, Reminder, MinutesCopy)

Words = dict[str, bytes]


class Planting:
    """Gives out words of their own, and keeps where each was put."""

    def __init__(self) -> None:
        self.words: Words = {}

    def word(self, place: str) -> str:
        """Return a word, of 13 letters whatever it is put in place of."""
        word = f"zq{len(self.words):02}vinkemand"
        self.words[place] = word.encode()
        return word

    def said(self, place: str) -> str:
        return f"{ASKED} {self.word(place)}"


def plant(closed: Q) -> Words:
    """Put a word into each field of what there is, of agenda items into those of `closed`.

    Whatever is to stay free of them is made afterwards.
    """
    planting = Planting()
    for model, fields in PLANTED.items():
        rows = model._default_manager.filter(closed if model is AgendaItem else Q())
        assert rows.exists(), model
        for field in fields:
            rows.update(**{field: planting.said(f"{model.__name__}.{field}")})
    _plant_in_text(planting)
    _plant_in_log(planting)
    _plant_in_files(planting)
    return planting.words


def _plant_in_text(planting: Planting) -> None:
    """A word in place of one as long, so that every place in the text stays what it was."""
    word = planting.word("Document.text")
    for document in Document.objects.all():
        assert "svømmeklubben" in document.text
        document.text = document.text.replace("svømmeklubben", word)
        document.save(update_fields=["text"])


def _plant_in_log(planting: Planting) -> None:
    note, by_name, value = (
        planting.said(f"Event.{field}") for field in ("note", "by_name", "changes")
    )
    for subject, model in (
        (Event.Subject.ACTION_ITEM, ActionItem),
        (Event.Subject.COMMITMENT, Commitment),
        (Event.Subject.DOCUMENT, Document),
        (Event.Subject.INCOMING, IncomingMail),
    ):
        for row in model._default_manager.all():  # type: ignore[attr-defined]
            Event.objects.create(
                at=NOW,
                subject=subject,
                subject_id=row.pk,
                kind=Event.Kind.CHANGED,
                by_name=by_name,
                note=note,
                changes={"task": [value, value]},
            )


def _plant_in_files(planting: Planting) -> None:
    word = planting.word("Attachment.file")
    for attachment in Attachment.objects.all():
        attachment.file.save("x", ContentFile(f"%PDF-1.7 {word}".encode()))


def fields_without_a_word() -> Iterator[str]:
    """Yield the fields that could hold somebody's words and are not spoken for."""
    for model in OF_CLOSED:
        for field in model._meta.get_fields():
            name = f"{model.__name__}.{field.name}"
            planted = field.name in PLANTED.get(model, ()) or name in PLANTED_APART
            wordless = field.name in WORDLESS.get(model.__name__, ())
            if isinstance(field, Field) and _holds_words(field) and not (planted or wordless):
                yield name


def _holds_words(field: Field) -> bool:  # type: ignore[type-arg]
    kinds = (CharField, TextField, JSONField, FileField)
    return isinstance(field, kinds) and not field.choices
