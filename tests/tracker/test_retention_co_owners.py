"""A hold on one of those who do it together keeps all that hangs on the item."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from actions.models import ActionItem, Attachment, Commitment, Message, Reminder
from meetings.models import Document, Meeting, Person
from meetings.services.holds import hold_lift, hold_set
from tests.cast import NOW, TODAY, Cast
from tests.tracker.retaining import CANARY, CLOSED_AT, DAY_AFTER, close_long_ago, proposed
from tests.tracker.test_incoming_page import came_in
from tracker.models.retention import DataClass
from tracker.retention.runs import NothingDueError

CLASSES = [name for name in DataClass.values if name != DataClass.SUGGESTIONS]

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast: Cast) -> Person:
    return Person.objects.create(name="Line Krogh", initials="LK", email="lk@noerrevang.example")


@pytest.fixture
def closed(action_item: ActionItem, cast: Cast, line: Person) -> ActionItem:
    """An item of Anna's, closed long ago, with Line beside her."""
    action_item.co_owners.create(person=line, added_at=CLOSED_AT)
    return close_long_ago(action_item, cast)


def with_a_row(item: ActionItem, data_class: str) -> None:
    """Add what hangs on the item and has had its time."""
    if data_class == DataClass.ATTACHMENTS:
        common = {"name": "notat.pdf", "content_type": "application/pdf", "size": 7}
        file = ContentFile(b"indhold", name="notat.pdf")
        Attachment.objects.create(action_item=item, file=file, at=CLOSED_AT, **common)
    if data_class == DataClass.MAIL_TEXTS:
        with_a_mail(item)
    if data_class == DataClass.INCOMING_MAILS:
        settled = {"state": "filed", "received_at": CLOSED_AT, "settled_at": CLOSED_AT}
        came_in(1, action_item=item, **settled)
    if data_class == DataClass.ORIGINALS:
        rejected = {"status": "rejected", "reviewed_at": CLOSED_AT}
        Commitment.objects.filter(status="proposed").update(**rejected)
        Meeting.objects.update(review=Meeting.Review.SENT)
        Document.objects.update(uploaded_at=CLOSED_AT)


def with_a_mail(item: ActionItem) -> None:
    to = {"recipient": f"person:{item.owner_person_id}"}
    sent = Message.objects.create(
        **to,
        kind="digest",
        text=CANARY,
        day=TODAY,
        state="sent",
        message_id="<1@noerrevang.example>",
        created_at=CLOSED_AT,
        next_at=CLOSED_AT,
    )
    Reminder.objects.create(
        action_item=item, step="new", deadline_version=1, due_on=TODAY, message=sent, **to
    )


@pytest.mark.parametrize("data_class", CLASSES)
def test_what_hangs_on_the_item_stays_as_long_as_the_hold_stands(
    cast: Cast, closed: ActionItem, line: Person, data_class: str
) -> None:
    with_a_row(closed, data_class)
    hold_set(row=line, reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast, data_class)
    hold_lift(row=line, reason="Afgjort", by=cast.bo, now=NOW)
    assert proposed(cast, data_class).items.count() == 1


def test_a_mail_that_answers_one_about_the_item_stays_too(
    cast: Cast, closed: ActionItem, line: Person
) -> None:
    with_a_mail(closed)
    noted = {"state": "noted", "received_at": CLOSED_AT, "action_item": None}
    came_in(1, message=Message.objects.get(), **noted)
    hold_set(row=line, reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails")


def test_who_was_in_on_it_once_still_holds_it(cast: Cast, closed: ActionItem, line: Person) -> None:
    closed.co_owners.end(now=CLOSED_AT + timedelta(hours=1))
    hold_set(row=line, reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast)


def test_a_hold_on_who_was_never_in_on_it_keeps_nothing(
    cast: Cast, closed: ActionItem, line: Person
) -> None:
    closed.co_owners.all().delete()
    hold_set(row=line, reason="Sag", by=cast.bo, now=NOW)
    assert proposed(cast, now=DAY_AFTER).items.count() == 1
