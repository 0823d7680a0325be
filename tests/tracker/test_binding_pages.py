"""Letting a deadline follow a planned meeting, on each page where a deadline is set."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import PlannedMeeting
from tests.cast import NOW
from tests.tracker.item_pages import REFUSALS
from tests.tracker.test_pages_by_hand import NEW, filled

HELD = date(2026, 3, 23)


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planned(cast) -> PlannedMeeting:
    return PlannedMeeting.objects.create(committee=cast.committee, held_on=HELD)


def bind(client, action_item, planned, **changes):
    form = {"version": action_item.version, "meeting": planned.pk, **changes}
    return client.post(reverse("action_item_bind", args=[action_item.pk]), form, follow=True)


def test_the_page_offers_the_meetings_to_come_and_binds_to_one(
    cast, action_item, planned, client_of
):
    PlannedMeeting.objects.create(committee=cast.committee, held_on=date(2026, 3, 2))
    client, page = client_of(cast.lene), reverse("action_item", args=[action_item.pk])
    shown = client.get(page).text
    assert "23-03-2026 Kultur- og Fritidsudvalget" in shown
    assert "02-03-2026 Kultur- og Fritidsudvalget" not in shown
    told = bind(client, action_item, planned).text
    assert "Fristen er mødedagen, 23-03-2026, og flytter med mødet." in told
    assert "Kultur- og Fritidsudvalget. Flyttes mødet, flytter fristen med." in told
    assert "Frist bundet til mødet" in told
    assert "_bound" not in told
    undone = client.post(
        reverse("action_item_undo", args=[action_item.pk]),
        {"step": client.get(page).context["undoable"].pk},
        follow=True,
    )
    assert "Fortrudt. Opgaven er, som den var før." in undone.text
    action_item.refresh_from_db()
    assert (action_item.deadline, action_item.bound_to) == (date(2026, 4, 1), None)


@pytest.mark.parametrize("who", REFUSALS)
def test_who_does_not_decide_binds_nothing(cast, action_item, planned, client_of, who):
    client = client_of(getattr(cast, who))
    assert bind(client, action_item, planned).status_code == REFUSALS[who]
    action_item.refresh_from_db()
    assert action_item.bound_to is None


def test_a_meeting_of_a_committee_out_of_reach_is_no_choice(cast, action_item, client_of):
    other = PlannedMeeting.objects.create(committee=cast.other_committee, held_on=HELD)
    client = client_of(cast.lene)
    assert (
        "Lad fristen følge et møde"
        not in client.get(reverse("action_item", args=[action_item.pk])).text
    )
    assert bind(client, action_item, other).status_code == 422
    assert bind(client_of(cast.bo), action_item, other).status_code == 200


@pytest.mark.parametrize("changes", [{"meeting": ""}, {"meeting": "99999999999999999999"}])
def test_no_meeting_is_told_at_the_field(cast, action_item, planned, client_of, changes):
    answer = bind(client_of(cast.lene), action_item, planned, **changes)
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_an_item_changed_meanwhile_is_shown_as_it_is(cast, action_item, planned, client_of):
    answer = bind(client_of(cast.lene), action_item, planned, version=99)
    assert answer.status_code == 409
    assert "Intet er gemt." in answer.text


def test_made_by_hand_it_follows_the_meeting(cast, planned, client_of):
    client = client_of(cast.lene)
    wrong = client.post(NEW, filled(cast, meeting=planned.pk))
    assert wrong.status_code == 422
    assert "Mødet er en anden dag end fristen." in wrong.text
    client.post(NEW, filled(cast, meeting=planned.pk, deadline=""))
    made = ActionItem.objects.get()
    assert (made.deadline, made.bound_to) == (HELD, planned)


def test_a_suggestion_is_confirmed_with_the_meeting_of_that_day(cast, meeting, planned, client_of):
    client = client_of(cast.lene)
    commitment = Commitment.objects.earliest("start")
    address = reverse("commitment_accept", args=[commitment.pk])
    form = {"task": "Notat", "owner": "Anna Holm", "follows": "on", "version": commitment.version}
    for day in ("2026-03-24", ""):
        wrong = client.post(address, {**form, "deadline": day})
        assert wrong.status_code == 422
        assert "Udvalget har intet planlagt møde den dag." in wrong.text
    assert not ActionItem.objects.exists()
    client.post(address, {**form, "deadline": "2026-03-23"})
    assert ActionItem.objects.get().bound_to == planned


def test_without_the_tick_a_day_is_only_a_day(cast, meeting, planned, client_of):
    commitment = Commitment.objects.earliest("start")
    form = {"task": "Notat", "deadline": "2026-03-23", "version": commitment.version}
    client_of(cast.lene).post(reverse("commitment_accept", args=[commitment.pk]), form)
    assert ActionItem.objects.get().bound_to is None


def test_what_was_read_from_a_meeting_says_that_it_follows_before_and_after(
    cast, meeting, planned, client_of
):
    commitment = Commitment.objects.earliest("start")
    Commitment.objects.exclude(pk=commitment.pk).update(status=Commitment.Status.WITHDRAWN)
    client, address = client_of(cast.lene), reverse("review", args=[meeting.pk])
    assert "Følger udvalgets møde den dag" in client.get(address).text
    Commitment.objects.update(due=HELD, due_text="til næste møde", due_meeting=planned)
    shown = client.get(address).text
    assert "Fristen 23-03-2026 følger mødet. Flyttes mødet, flytter fristen med." in shown
    assert "Følger udvalgets møde den dag" not in shown
    form = {"task": "Notat", "deadline": "2026-03-23", "version": commitment.version}
    client.post(reverse("commitment_accept", args=[commitment.pk]), form)
    assert "Frist 23-03-2026, følger mødet" in client.get(address).text
