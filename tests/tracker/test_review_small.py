"""What is told of a review beside the suggestions: places, counts, who was let off, whole words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actions.models import ActionItem, Commitment
from actions.services.co_owners import co_owner_add, co_owner_end
from meetings.reading.sentences import running_text
from tests.cast import NOW, make_action_item

pytestmark = pytest.mark.django_db


def review(client, meeting) -> str:
    return client.get(reverse("review", args=[meeting.pk])).text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("hen i week-\nenderne, inden", "hen i weekenderne, inden"),
        ("Kultur-\nog Fritidsudvalget", "Kultur- og Fritidsudvalget"),
        ("en e-\nmail til\nalle", "en e-mail til alle"),
        ("et tal 2026-\n27", "et tal 2026-27"),
    ],
)
def test_words_divided_at_a_line_end_are_shown_whole(stored, shown) -> None:
    assert running_text(stored) == shown


def test_the_stored_words_stay_as_they_stand(client_of, cast, meeting) -> None:
    first = Commitment.objects.earliest("start")
    Commitment.objects.filter(pk=first.pk).update(quote="hen i week-\nenderne")
    assert "<p>hen i weekenderne</p>" in review(client_of(cast.lene), meeting)
    first.refresh_from_db()
    assert first.quote == "hen i week-\nenderne"


def test_every_place_that_was_put_together_stands_on_the_item(client_of, cast, meeting) -> None:
    item = make_action_item(meeting, owner_person=cast.anna_holm)
    second, third = Commitment.objects.filter(status="proposed").order_by("start")
    merged = {"status": Commitment.Status.MERGED}
    Commitment.objects.filter(pk=second.pk).update(merged_into=item.commitment, **merged)
    Commitment.objects.filter(pk=third.pk).update(merged_into=second, **merged)
    url = reverse("action_item", args=[item.pk])
    page = client_of(cast.anna).get(url).text
    assert "Står også her i referatet" in page
    assert second.quote in page
    assert third.quote in page
    # What stands under a closed item is not told on an open one.
    third.agenda_item.is_closed = True
    third.agenda_item.save()
    assert third.quote not in client_of(cast.anna).get(url).text


def test_the_box_counts_what_the_mails_count(client_of, cast, meeting) -> None:
    """Made by hand on the meeting's agenda item, and not of any suggestion on the page."""
    Commitment.objects.update(status=Commitment.Status.REJECTED)
    ActionItem.objects.create(
        agenda_item=meeting.agenda_items.get(number="2"),
        committee=meeting.committee,
        task="Bestil nøgler",
        owner_person=cast.anna_holm,
        created_at=NOW,
    )
    client = client_of(cast.lene)
    page = review(client, meeting)
    assert "Se mailen, og send 1 opgave" in page
    assert "Send 1 opgave" in client.get(reverse("review_mails", args=[meeting.pk])).text


def test_nothing_can_be_put_together_once_all_is_decided(client_of, cast, meeting) -> None:
    client = client_of(cast.lene)
    assert "Læg valgte sammen" in review(client, meeting)
    Commitment.objects.update(status=Commitment.Status.REJECTED)
    assert "Læg valgte sammen" not in review(client, meeting)


def test_who_was_let_off_before_sending_is_told_beside_the_mails(client_of, cast, meeting) -> None:
    item = make_action_item(meeting, owner_unit=cast.unit, is_assigned=False)
    Commitment.objects.filter(status="proposed").update(status=Commitment.Status.REJECTED)
    client = client_of(cast.lene)
    url = reverse("review_mails", args=[meeting.pk])
    shared = {"action_item": item, "person": cast.anna_holm, "unit": None}
    co_owner = co_owner_add(**shared, by=cast.lene, now=NOW)
    assert "Ikke længere medansvarlige" not in client.get(url).text
    co_owner_end(co_owner=co_owner, by=cast.lene, now=NOW)
    page = client.get(url).text
    assert "Ikke længere medansvarlige" in page
    assert "<strong>Anna Holm" in page
