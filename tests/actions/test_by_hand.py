"""Action items that no minutes gave: they belong to a committee, and leak as little as others."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from actions.exceptions import OwnerlessError
from actions.models import ActionItem, Message
from actions.services.action_items import action_item_create
from actions.services.messages import message_send, messages_plan
from actions.services.reviews import meeting_settle, review_send
from meetings.models import AgendaItem, Meeting
from tests.cast import NOW, Cast

TASK = "Ring til svømmehallen om låsene"


def make_by_hand(
    cast: Cast, *, agenda_item: AgendaItem | None = None, is_closed: bool = False
) -> ActionItem:
    return action_item_create(
        committee=cast.committee,
        agenda_item=agenda_item,
        task=TASK,
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=date(2026, 4, 1),
        is_closed=is_closed,
        by=cast.lene,
        now=NOW,
    )


def test_its_owner_is_told_without_any_words_of_minutes(cast: Cast) -> None:
    make_by_hand(cast)
    messages_plan(now=NOW)
    message = Message.objects.get()
    message_send(message_id=message.pk, now=NOW)
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert TASK in message.text
    assert TASK in message.html
    assert "I referatet" not in message.text + message.html


def test_it_belongs_to_its_committee(cast: Cast, client_of) -> None:
    url = reverse("action_item", args=[make_by_hand(cast).pk])
    for user in (cast.lene, cast.ib, cast.anna, cast.mads):
        assert client_of(user).get(url).status_code == 200, user
    for user in (cast.eva, cast.ulla):
        assert client_of(user).get(url).status_code == 404, user


def test_a_closed_one_is_for_its_owner_and_the_secretary(cast: Cast, client_of) -> None:
    action_item = make_by_hand(cast, is_closed=True)
    url = reverse("action_item", args=[action_item.pk])
    for user in (cast.lene, cast.anna):
        assert client_of(user).get(url).status_code == 200, user
    for user in (cast.ib, cast.mads, cast.eva):
        assert client_of(user).get(url).status_code == 404, user
    messages_plan(now=NOW)
    message_send(message_id=Message.objects.get().pk, now=NOW)
    message = Message.objects.get()
    assert TASK not in message.subject + message.text + message.html


def test_one_in_a_meeting_under_review_waits_to_be_sent(cast: Cast, meeting: Meeting) -> None:
    action_item = make_by_hand(cast, agenda_item=meeting.agenda_items.get(number="1"))
    assert action_item.assigned_at is None
    assert action_item.promised_on == meeting.held_on
    assert not action_item.reminders.exists()
    meeting.agenda_items.get(number="2").commitments.all().delete()
    assert review_send(meeting=meeting, by=cast.lene, now=NOW) == 1
    action_item.refresh_from_db()
    assert action_item.assigned_at == NOW


def test_nobody_can_be_told_of_one_without_an_owner(cast: Cast) -> None:
    with pytest.raises(OwnerlessError):
        action_item_create(
            committee=cast.committee,
            agenda_item=None,
            task=TASK,
            owner_person=None,
            owner_unit=None,
            deadline=None,
            is_closed=False,
            by=cast.lene,
            now=NOW,
        )
    assert not ActionItem.objects.exists()


def test_an_item_follows_its_meeting_to_another_committee(
    cast: Cast, meeting: Meeting, action_item: ActionItem
) -> None:
    meeting_settle(
        meeting=meeting,
        committee=cast.other_committee,
        held_on=date(2026, 2, 27),
        by=cast.lene,
        now=NOW,
    )
    action_item.refresh_from_db()
    assert action_item.committee == cast.other_committee
    assert action_item.promised_on == date(2026, 2, 27)


@pytest.mark.django_db(transaction=True)
def test_older_items_get_the_committee_and_day_of_their_meeting(
    cast: Cast, meeting: Meeting, action_item: ActionItem
) -> None:
    ActionItem.objects.update(committee=None, promised_on=None)
    executor = MigrationExecutor(connection)
    apps = executor.loader.project_state([("actions", "0003_action_items_without_minutes")]).apps
    migration = executor.loader.get_migration("actions", "0003_action_items_without_minutes")
    migration.operations[-1].code(apps, None)
    action_item.refresh_from_db()
    assert action_item.committee == cast.committee
    assert action_item.promised_on == meeting.held_on
