"""Files that were read are looked through for open items: answered there, or asked for once more.

The row of a document says whether that was done, so a lost bell is made up for by the tick; looked
through again, a file proposes nothing twice and nothing that a person has refused.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actions.models import RecognisedDocument, Recognition
from actions.selectors.recognising import Found, recognised_in
from meetings.models import Document, Event, Meeting
from meetings.reading.folding import fold_words
from meetings.services.events import event_record

logger = logging.getLogger(__name__)

# What one task looks through; the tick rings for the rest.
AT_A_TIME = 20


def documents_to_recognise() -> QuerySet[Document]:
    return Document.objects.ready().filter(recognised__isnull=True).order_by("pk")


def documents_recognise_again(*, meetings: QuerySet[Meeting]) -> None:
    """Let the files of these meetings be looked through once more."""
    RecognisedDocument.objects.filter(document__in=meetings.values("document")).delete()


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the committee's meetings after this one, which may answer what it asks for."""
    if meeting.committee_id is None or meeting.held_on is None:
        return Meeting.objects.none()
    return Meeting.objects.filter(committee=meeting.committee_id, held_on__gt=meeting.held_on)


def recognitions_lapse(*, meetings: Sequence[Meeting]) -> None:
    """Let go what was found by a committee or a day that were put right, and look anew."""
    documents = [meeting.document_id for meeting in meetings]
    Recognition.objects.filter(document__in=documents, decision=Recognition.Decision.NONE).update(
        decision=Recognition.Decision.LAPSED
    )
    RecognisedDocument.objects.filter(document__in=documents).delete()


def documents_recognise(*, now: datetime) -> int:
    """Look through what was read since the last time; return how many proposals there are."""
    found = 0
    for document in list(documents_to_recognise()[:AT_A_TIME]):
        try:
            found += document_recognise(document=document, now=now)
        except DatabaseError:
            raise
        except Exception:
            # One file that we stumble over keeps no other waiting.
            logger.exception("Document %s could not be looked through", document.pk)
            RecognisedDocument.objects.get_or_create(document=document, defaults={"at": now})
    return found


def document_recognise(*, document: Document, now: datetime) -> int:
    """Propose what the document answers and repeats; return how many proposals are new."""
    found = recognised_in(document)
    with transaction.atomic():
        RecognisedDocument.objects.update_or_create(document=document, defaults={"at": now})
        return sum(_propose(one, document, now=now) for one in found)


def _propose(found: Found, document: Document, *, now: datetime) -> bool:
    if _is_known(found, document):
        return False
    recognition, is_new = Recognition.objects.standing().get_or_create(
        action_item=found.action_item,
        document=document,
        commitment=found.commitment,
        defaults={
            "agenda_item": found.agenda_item,
            "quote": document.text[found.start : found.end],
            "start": found.start,
            "end": found.end,
            "page": _page_at(document, found.start),
            "said_on": found.said_on,
            "words": [list(pair) for pair in found.agreement.words],
            "score": found.agreement.score,
            "found_at": now,
        },
    )
    if is_new:
        _tell(recognition, now=now)
    return is_new


def _page_at(document: Document, place: int) -> int | None:
    pages = document.pages.filter(end__gt=place).order_by("number")
    return pages.values_list("number", flat=True).first()


def _is_known(found: Found, document: Document) -> bool:
    """Tell whether the same words of the same day were proposed already, of any version of it."""
    words = fold_words(document.text[found.start : found.end])
    same_day = Recognition.objects.standing().filter(
        action_item=found.action_item,
        said_on=found.said_on,
        commitment__isnull=found.commitment is None,
    )
    return any(fold_words(quote) == words for quote in same_day.values_list("quote", flat=True))


def _tell(recognition: Recognition, *, now: datetime) -> None:
    """Write it into the life of the item, without the words: not all who see it may read them."""
    note = (
        _("Et nyt forslag fra mødet %(day)s beder måske om det samme.")
        if recognition.is_repeat
        else _("Måske besvaret på mødet %(day)s.")
    )
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=recognition.action_item_id,
        kind=Event.Kind.PROPOSED,
        at=now,
        note=note % {"day": f"{recognition.said_on:%d-%m-%Y}"},
    )
