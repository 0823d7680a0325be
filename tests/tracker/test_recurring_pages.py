"""The secretary says how often something comes again: in review, on its page, and ends many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import Meeting
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_review_offers_what_the_minutes_say(cast: Cast, client_of, meeting: Meeting) -> None:
    once, again = Commitment.objects.order_by("start")[:2]
    Commitment.objects.filter(pk=again.pk).update(recurrence="to gange årligt")
    lene = client_of(cast.lene)
    page = lene.get(reverse("review", args=[meeting.pk])).text
    assert page.count('name="recurrence"') == 1
    assert '<option value="half-yearly" selected>to gange om året</option>' in page
    for one, more in ((again, {"recurrence": "quarterly"}), (once, {})):
        data = {"task": "Notat", "owner": "", "deadline": "", "version": one.version, **more}
        lene.post(reverse("commitment_accept", args=[one.pk]), data)
    assert again.action_items.get().recurrence == "quarterly"
    assert once.action_items.get().recurrence == ""
    assert "Gentages hvert kvartal" in lene.get(reverse("review", args=[meeting.pk])).text


def test_the_page_of_an_item_changes_and_stops_it(
    cast: Cast, client_of, action_item: ActionItem
) -> None:
    lene, address = client_of(cast.lene), reverse("action_item_repeat", args=[action_item.pk])
    page = lene.post(address, {"version": 1, "recurrence": "monthly"}, follow=True).text
    assert "Hver måned. Den næste oprettes, når denne er afsluttet." in page
    assert "Gentages: ingen → hver måned" in page
    old = lene.post(address, {"version": 1, "recurrence": ""})
    assert old.status_code == 409
    assert "Opgaven er ændret, siden du åbnede siden." in old.text
    assert lene.post(address, {"version": 2, "recurrence": "weekly"}).status_code == 422
    page = lene.post(address, {"version": 2, "recurrence": ""}, follow=True).text
    assert "Opgaven gentages ikke." in page
    assert client_of(cast.anna).post(address, {"version": 3}).status_code == 403


def test_many_answers_are_accepted_at_once_and_each_series_goes_on(
    cast: Cast, client_of, action_item: ActionItem
) -> None:
    ActionItem.objects.update(status="answered", answered_at=NOW, recurrence="yearly")
    lene, address = client_of(cast.lene), reverse("action_items_bulk")
    data = {"what": "accept", "items": f"{action_item.pk}:{action_item.version}"}
    page = lene.post(address, data, follow=True)
    assert "1 opgave er ændret." in page.text
    action_item.refresh_from_db()
    assert action_item.status == "done"
    item = lene.get(reverse("action_item", args=[action_item.pk])).text
    assert f'href="{reverse("action_item", args=[action_item.renewal.pk])}"' in item
    assert "Næste gang oprettet" in item
    again = lene.post(address, data)
    assert "Den er ikke besvaret." in again.text
    assert ActionItem.objects.count() == 2


def test_other_things_done_to_many_want_a_reason(
    cast: Cast, client_of, action_item: ActionItem
) -> None:
    data = {"what": "withdraw", "items": f"{action_item.pk}:{action_item.version}"}
    answer = client_of(cast.lene).post(reverse("action_items_bulk"), data)
    assert answer.status_code == 422
    assert "Skriv hvorfor." in answer.text
