"""An action item made by hand on its page: by secretaries of the committee, once a form."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Message
from meetings.models import AgendaItem, Meeting
from tests.actions.outbox import one_round
from tests.cast import NOW, Cast

TASK = "Ring til svømmehallen om låsene"
NEW = reverse("action_item_new")


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def filled(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "key": str(uuid4()),
        "committee": cast.committee.pk,
        "task": TASK,
        "owner": "Anna Holm",
        "deadline": "2026-04-01",
        "background": "Låsene har været ødelagt siden nytår.",
        **changes,
    }


def test_a_secretary_makes_one_without_minutes(cast, client_of) -> None:
    answer = client_of(cast.lene).post(NEW, filled(cast), follow=True)
    action_item = ActionItem.objects.get()
    assert action_item.committee == cast.committee
    assert action_item.deadline == date(2026, 4, 1)
    assert action_item.assigned_at == NOW
    assert "Den ansvarlige får en mail." in answer.text
    assert "Låsene har været ødelagt siden nytår." in answer.text
    assert "<strong>Oprettet i hånden</strong> – lene" in answer.text


def test_its_mail_holds_the_background(cast, client_of) -> None:
    client_of(cast.lene).post(NEW, filled(cast))
    one_round(NOW)
    message = Message.objects.get()
    for body in (message.text, message.html):
        assert "Baggrund: Låsene har været ødelagt siden nytår." in body
        assert "I referatet" not in body


def test_of_a_closed_one_the_mail_says_nothing(cast, client_of) -> None:
    client_of(cast.lene).post(NEW, filled(cast, is_closed="on"))
    one_round(NOW)
    message = Message.objects.get()
    assert "Låsene" not in message.subject + message.text + message.html


def test_sent_twice_the_form_makes_one(cast, client_of) -> None:
    client, form = client_of(cast.lene), filled(cast)
    client.post(NEW, form)
    again = client.post(NEW, form, follow=True)
    assert ActionItem.objects.count() == 1
    assert "Opgaven var allerede oprettet." in again.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("task", "", "Skriv, hvad der skal gøres."),
        ("task", "x" * 10_000, "højst have 1000 tegn"),
        ("owner", "", "Skriv, hvem der skal gøre det."),
        ("owner", "Findes Ikke", "Vi finder ikke »Findes Ikke« i registret."),
        ("committee", "", "Vælg det udvalg, opgaven hører til."),
        ("deadline", "2099-01-01", "Fristen ligger for langt ude i fremtiden."),
        ("deadline", "0026-12-01", "Skriv årstallet med fire cifre"),
        ("deadline", "31-02-2026", "Skriv fristen som en dato."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(cast, client_of, field, value, said) -> None:
    answer = client_of(cast.lene).post(NEW, filled(cast, **{field: value}))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Låsene har været ødelagt siden nytår." in answer.text
    assert not ActionItem.objects.exists()


def test_another_committee_is_no_choice(cast, client_of) -> None:
    client = client_of(cast.lene)
    assert cast.other_committee.name not in client.get(NEW).text
    answer = client.post(NEW, filled(cast, committee=cast.other_committee.pk))
    assert answer.status_code == 422
    assert not ActionItem.objects.exists()


@pytest.mark.parametrize("other", ["anna", "ib", "mads", "ulla"])
def test_who_is_no_secretary_makes_none(cast, client_of, other) -> None:
    client = client_of(getattr(cast, other))
    assert client.post(NEW, filled(cast)).status_code == 403
    assert NEW not in client.get(reverse("action_items")).text
    assert not ActionItem.objects.exists()


def test_on_an_agenda_item_it_waits_for_the_meeting(cast, meeting: Meeting, client_of) -> None:
    agenda_item = meeting.agenda_items.get(number="1")
    answer = client_of(cast.lene).post(
        reverse("agenda_item_new", args=[agenda_item.pk]), filled(cast), follow=True
    )
    action_item = ActionItem.objects.get()
    assert action_item.agenda_item == agenda_item
    assert action_item.assigned_at is None
    assert "Den sendes sammen med de andre fra mødet." in answer.text


def test_the_review_leads_to_it_for_who_decides_alone(cast, meeting: Meeting, client_of) -> None:
    agenda_item = meeting.agenda_items.get(number="1")
    address = reverse("agenda_item_new", args=[agenda_item.pk])
    page = reverse("review", args=[meeting.pk])
    assert f'href="{address}"' in client_of(cast.lene).get(page).text
    assert address not in client_of(cast.ib).get(page).text


def test_a_deadline_before_the_meeting_is_refused(cast, meeting: Meeting, client_of) -> None:
    agenda_item = meeting.agenda_items.get(number="1")
    answer = client_of(cast.lene).post(
        reverse("agenda_item_new", args=[agenda_item.pk]), filled(cast, deadline="2026-03-01")
    )
    assert answer.status_code == 422
    assert "Fristen ligger før mødet" in answer.text


def test_on_a_closed_agenda_item_it_is_closed_too(cast, meeting: Meeting, client_of) -> None:
    AgendaItem.objects.update(is_closed=True)
    agenda_item = meeting.agenda_items.get(number="1")
    address = reverse("agenda_item_new", args=[agenda_item.pk])
    assert "Punktet er lukket" in client_of(cast.lene).get(address).text
    client_of(cast.lene).post(address, filled(cast))
    assert ActionItem.objects.get().is_confidential
    assert TASK not in client_of(cast.ib).get(reverse("action_items") + "?status=all").text


def test_a_meeting_without_a_committee_must_have_one_first(cast, meeting, client_of) -> None:
    Meeting.objects.update(committee=None)
    meeting.document.committee = cast.committee
    meeting.document.save()
    agenda_item = meeting.agenda_items.get(number="1")
    answer = client_of(cast.lene).post(
        reverse("agenda_item_new", args=[agenda_item.pk]), filled(cast), follow=True
    )
    assert "Mødet mangler et udvalg." in answer.text
    assert not ActionItem.objects.exists()
