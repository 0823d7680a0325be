"""Mails that came in go once they are settled and their item is closed; nothing comes in twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from actions.models import ActionItem, IncomingMail
from actions.services.incoming import incoming_keep
from actions.services.incoming.keeping import Number
from meetings.models import Event, User
from meetings.services.audit import audit_verify
from meetings.services.events import event_record
from meetings.services.holds import hold_set
from tests.actions.outbox import another_item
from tests.cast import NOW, Cast
from tests.meetings.test_audit import seal_now
from tests.tracker.retaining import (
    CANARY,
    CLOSED_AT,
    DAY_AFTER,
    LAST_DAY,
    KilledError,
    another_administrator,
    carry_out,
    close_long_ago,
    die,
    proposed,
)
from tests.tracker.test_incoming_page import came_in, ours
from tracker.models import RetentionItem
from tracker.retention.carrying_out import retention_work, run_counts
from tracker.retention.classes import ERASED
from tracker.retention.runs import NothingDueError, run_approve

pytestmark = pytest.mark.django_db

WORDS = {"by_name": CANARY, "subject": CANARY, "text": CANARY, "note": CANARY}


@pytest.fixture
def kim(cast: Cast) -> User:
    """Another administrator."""
    return another_administrator()


@pytest.fixture
def closed(action_item: ActionItem, cast: Cast) -> ActionItem:
    return close_long_ago(action_item, cast)


@pytest.fixture
def reply(closed: ActionItem) -> IncomingMail:
    """A mail that was laid on the closed item and settled."""
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=closed.pk,
        kind=Event.Kind.REPLIED,
        at=CLOSED_AT,
        by_name="Anna Holm",
        note=CANARY,
    )
    return settled(closed)


def settled(item: ActionItem | None, number: int = 1, **columns: object) -> IncomingMail:
    common = {"state": "filed", "received_at": CLOSED_AT, "settled_at": CLOSED_AT, **WORDS}
    return came_in(number, action_item=item, **{**common, **columns})


def test_a_mail_goes_after_its_time_with_its_file_and_its_words_in_the_log(
    cast: Cast,
    reply: IncomingMail,
    kim: User,
    client_of,
) -> None:
    raw = reply.raw.name
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails", now=LAST_DAY)
    seal_now()
    run = carry_out(proposed(cast, "incoming_mails"), kim)
    assert run_counts(run) == {"listed": 1, "erased": 1, "spared": 0}
    assert not default_storage.exists(raw)
    reply.refresh_from_db()
    assert (reply.text, reply.subject, reply.by_name, reply.from_email) == ("", "", "", "")
    told = Event.objects.get(kind="replied")
    assert (told.note, told.by_name) == ("", "")
    assert Event.objects.get(subject="incoming", kind="erased").subject_id == reply.pk
    seal_now()
    assert audit_verify().is_whole
    # The item has a period of its own.
    assert ActionItem.objects.get().answer == CANARY
    assert Event.objects.get(subject="action_item", kind="changed").note == CANARY


def test_the_pages_say_that_it_is_gone(
    cast: Cast,
    reply: IncomingMail,
    kim: User,
    client_of,
) -> None:
    ActionItem.objects.update(task="En opgave", answer="", background="")
    lene = client_of(cast.bo)
    item = reverse("action_item", args=[reply.action_item_id])
    listed = reverse("incoming") + "?vis=alle"
    original = reverse("incoming_original", args=[reply.pk])
    assert CANARY in lene.get(listed).text
    assert lene.get(original).status_code == 200
    carry_out(proposed(cast, "incoming_mails"), kim)
    for page in (item, listed):
        text = lene.get(page).text
        assert "Mailen er slettet efter frist" in text
        assert original not in text
    assert CANARY not in lene.get(listed).text
    assert "Mailen er slettet efter frist." in lene.get(original, follow=True).text
    assert lene.get(reverse("action_item_life", args=[reply.action_item_id, "pdf"])).content


@pytest.mark.parametrize(
    "columns",
    [
        {"settled_at": None},
        {"settled_at": None, "state": "aside"},
        {"settled_at": LAST_DAY},
        {"received_at": LAST_DAY},
    ],
)
def test_what_waits_or_came_later_stays(
    cast: Cast,
    closed: ActionItem,
    columns: dict[str, object],
) -> None:
    settled(closed, **columns)
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails")


def test_a_mail_on_an_open_item_stays_and_one_noted_on_none_goes(
    cast: Cast,
    closed: ActionItem,
    kim: User,
) -> None:
    ActionItem.objects.update(status="open", closed_at=None)
    on_item = settled(closed)
    noted = settled(None, 2, state="noted", nature="automatic", settled_at=None)
    run = carry_out(proposed(cast, "incoming_mails"), kim)
    assert [item.row_id for item in run.items.all()] == [noted.pk]
    on_item.refresh_from_db()
    assert on_item.text == CANARY


def test_an_answer_to_a_mail_about_several_waits_for_the_words_of_its_item(
    cast: Cast,
    closed: ActionItem,
) -> None:
    message = ours(closed, another_item(closed))
    settled(closed, message=message)
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails")
    ActionItem.objects.filter(pk=closed.pk).update(task=ERASED)
    assert proposed(cast, "incoming_mails").items.count() == 1


@pytest.mark.parametrize("kind", ["person", "meeting", "document", "committee", "sender"])
def test_a_hold_keeps_a_mail_off_the_list_and_spares_it_on_one(
    cast: Cast,
    reply: IncomingMail,
    kim: User,
    kind: str,
) -> None:
    meeting = reply.action_item.agenda_item.meeting
    rows = {"meeting": meeting, "document": meeting.document, "committee": cast.committee}
    run = proposed(cast, "incoming_mails")
    if kind == "sender":
        ActionItem.objects.update(owner_person=None, owner_unit=cast.unit)
        IncomingMail.objects.update(from_email="Anna.Holm@Noerrevang.example")
    hold_set(row=rows.get(kind, cast.anna_holm), reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails")
    assert run_counts(carry_out(run, kim)) == {"listed": 1, "erased": 0, "spared": 1}
    reply.refresh_from_db()
    assert reply.text == CANARY
    assert default_storage.exists(reply.raw.name)


def test_a_rule_of_one_committee_leaves_the_others_and_what_belongs_nowhere(
    cast: Cast,
    reply: IncomingMail,
) -> None:
    settled(None, 2)
    with pytest.raises(NothingDueError):
        proposed(cast, "incoming_mails", committee=cast.other_committee)
    run = proposed(cast, "incoming_mails", committee=cast.committee)
    assert [item.row_id for item in run.items.all()] == [reply.pk]


def test_killed_before_the_file_it_takes_it_out_at_the_next_tick(
    cast: Cast,
    reply: IncomingMail,
    kim: User,
    monkeypatch,
) -> None:
    run_approve(run=proposed(cast, "incoming_mails"), by=kim, now=DAY_AFTER)
    with monkeypatch.context() as patch:
        patch.setattr(type(default_storage._wrapped), "delete", die)
        with pytest.raises(KilledError):
            retention_work(now=DAY_AFTER)
    assert default_storage.exists(reply.raw.name)
    retention_work(now=DAY_AFTER)
    assert not default_storage.exists(reply.raw.name)
    assert not RetentionItem.objects.exclude(file="").exists()


def test_the_same_mail_does_not_come_in_once_more(cast: Cast, kim: User) -> None:
    content = b"From: x@x.example\r\nMessage-ID: <1@x.example>\r\nSubject: Hej\r\n\r\nOrd\r\n"
    first = incoming_keep(number=Number("INBOX", 1, 1), content=content, now=CLOSED_AT)
    IncomingMail.objects.update(settled_at=CLOSED_AT)
    carry_out(proposed(cast, "incoming_mails"), kim)
    again = Number("INBOX", 2, 7)  # the server counted anew
    assert incoming_keep(number=again, content=content, now=DAY_AFTER + timedelta(1)) is None
    first.refresh_from_db()
    assert first.erased_at
    assert first.text == ""
