"""How sure a suggestion is, in a word; and how much of the unsure a secretary wants to see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import Meeting, User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsure(meeting: Meeting) -> Commitment:
    """Return the last suggestion of the meeting, which is only a maybe."""
    last = Commitment.objects.filter(agenda_item__meeting=meeting).latest("start")
    last.confidence = 0.4
    last.save(update_fields=["confidence"])
    return last


@pytest.fixture
def client(cast: Cast, client_of) -> Client:
    return client_of(cast.lene)


def page(client: Client, meeting: Meeting) -> str:
    return client.get(reverse("review", args=[meeting.pk])).text


def choose(client: Client, meeting: Meeting, grade: str) -> str:
    url = reverse("grade_choose", args=[meeting.pk])
    return client.post(url, {"grade": grade}, follow=True).text


def accept(client: Client, commitment: Commitment):
    url = reverse("commitment_accept", args=[commitment.pk])
    return client.post(url, {"task": "Undersøg taget", "owner": "Anna Holm"})


def test_what_is_unsure_is_counted_and_not_shown(client, meeting, unsure) -> None:
    shown = page(client, meeting)
    assert f'id="commitment-{unsure.pk}"' not in shown
    assert "1 usikkert forslag vises ikke." in shown
    assert "0 af 2 forslag behandlet" in shown
    assert "2 åbne" in client.get(reverse("meetings")).text


def test_who_wants_to_see_all_sees_all_and_keeps_seeing_it(client, cast, meeting, unsure) -> None:
    shown = choose(client, meeting, "maybe")
    assert f'id="commitment-{unsure.pk}"' in shown
    assert "Måske" in shown
    assert "vises ikke." not in shown
    assert User.objects.get(pk=cast.lene.pk).least_grade == "maybe"
    assert "3 åbne" in client.get(reverse("meetings")).text


def test_who_wants_only_the_sure_sees_only_the_sure(client, meeting, unsure) -> None:
    Commitment.objects.exclude(pk=unsure.pk).update(confidence=0.7)
    assert "3 usikre forslag vises ikke." in choose(client, meeting, "certain")


def test_a_grade_that_is_none_changes_nothing(client, cast, meeting) -> None:
    assert "Intet er ændret." in choose(client, meeting, "all")
    assert User.objects.get(pk=cast.lene.pk).least_grade == "likely"


def test_numbers_stay_when_more_is_shown(client, meeting, unsure) -> None:
    Commitment.objects.filter(pk=unsure.pk).update(start=0, end=10)
    before = page(client, meeting)
    assert "Forslag 2" in before
    assert "Forslag 3" in before
    assert 'Forslag 1"' not in before


def test_a_decided_suggestion_is_shown_however_unsure_it_was(client, meeting, unsure) -> None:
    accept(client, unsure)
    assert f'id="commitment-{unsure.pk}"' in page(client, meeting)


def test_what_is_not_shown_keeps_nothing_from_being_sent(client, meeting, unsure) -> None:
    for commitment in Commitment.objects.exclude(pk=unsure.pk):
        accept(client, commitment)
    answer = client.post(reverse("review_send", args=[meeting.pk]))
    assert answer.status_code == 302
    assert ActionItem.objects.filter(assigned_at__isnull=False).count() == 2
    assert Commitment.objects.get(pk=unsure.pk).status == Commitment.Status.PROPOSED


def test_who_sees_all_must_decide_all(client, meeting, unsure) -> None:
    choose(client, meeting, "maybe")
    for commitment in Commitment.objects.exclude(pk=unsure.pk):
        accept(client, commitment)
    answer = client.post(reverse("review_send", args=[meeting.pk]))
    assert answer.status_code == 409
    assert "1 forslag mangler" in answer.text


def test_a_reader_is_offered_no_choice(client_of, cast, meeting, unsure) -> None:
    assert "Vælg, hvor sikre" not in page(client_of(cast.ib), meeting)
