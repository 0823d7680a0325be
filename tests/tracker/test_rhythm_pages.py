"""The page of rhythms, and the page of one item's reminders."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Message, Reminder, ReminderRhythm
from actions.services.reminders import reminders_plan
from meetings.models import ClosingDay, Committee, Role
from tests.cast import NOW, TODAY

FORM = {
    "committee": "",
    "priority": "",
    "days_before": "5, 0",
    "days_between_late": "3",
    "unit_after": "10",
    "manager_after": "0",
    "silent_after": "21",
}


@pytest.fixture(autouse=True)
def a_day_in_march():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_common_rhythm_is_told_where_nothing_is_settled(cast, client_of):
    page = client_of(cast.lene).get(reverse("rhythms")).text
    assert "7 og 1 arbejdsdage før og på dagen" in page
    assert "hver 5. arbejdsdag" in page


def test_a_deadline_shows_its_days_and_leaves_out_closing_days(cast, client_of):
    ClosingDay.objects.create(day="2026-03-31", name="lukket")
    asked = {"deadline": "2026-04-01", "committee": cast.committee.pk}
    days = dict(client_of(cast.lene).get(reverse("rhythms"), asked).context["days"])
    assert {what: day.isoformat() for what, day in days.items()} == {
        "7 arbejdsdage før fristen": "2026-03-20",
        "1 arbejdsdag før fristen": "2026-03-30",
        "på dagen for fristen": "2026-04-01",
        "5 arbejdsdage efter fristen": "2026-04-13",
        "10 arbejdsdage efter fristen": "2026-04-20",
    }


@pytest.mark.parametrize("deadline", ["", "9999-12-31", "0001-01-01", "i morgen"])
def test_a_deadline_that_is_none_is_refused(cast, client_of, deadline):
    answer = client_of(cast.bo).get(reverse("rhythms"), {"deadline": deadline})
    assert answer.status_code == 200
    assert "field-error" in answer.text


def test_who_decides_everywhere_settles_for_all(cast, client_of):
    client = client_of(cast.bo)
    assert client.post(reverse("rhythm_settle"), FORM, follow=True).status_code == 200
    assert ReminderRhythm.objects.standing().get().days_before == [5, 0]
    assert "Alt andet" not in client.get(reverse("rhythms")).text


def test_a_secretary_settles_for_the_own_committee_alone(cast, client_of):
    client = client_of(cast.lene)
    for committee, status in (("", 422), (cast.other_committee.pk, 422), (cast.committee.pk, 302)):
        answer = client.post(reverse("rhythm_settle"), {**FORM, "committee": committee})
        assert answer.status_code == status
    assert ReminderRhythm.objects.standing().get().committee == cast.committee


def test_a_rhythm_for_all_is_not_a_secretarys_to_withdraw(cast, client_of):
    rhythm = ReminderRhythm.objects.create(days_before=[3], days_between_late=2, created_at=NOW)
    address = reverse("rhythm_withdraw", args=[rhythm.pk])
    assert client_of(cast.lene).post(address).status_code == 403
    assert client_of(cast.bo).post(address).status_code == 302
    assert not ReminderRhythm.objects.standing().exists()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("days_before", "syv", "hele tal"),
        ("days_before", "-1", "hele tal"),
        ("days_before", "61", "60 arbejdsdage"),
        ("days_before", "1,2,3,4,5,6,7", "6 påmindelser"),
        ("days_between_late", "-1", ""),
        ("days_between_late", "", ""),
        ("silent_after", "0", ""),
        ("silent_after", "366", ""),
        ("silent_after", "", ""),
        ("priority", "straks", ""),
    ],
)
def test_days_that_make_no_sense_are_refused(cast, client_of, field, value, word):
    answer = client_of(cast.bo).post(reverse("rhythm_settle"), {**FORM, field: value})
    assert answer.status_code == 422
    assert word in answer.text
    assert not ReminderRhythm.objects.exists()


def test_a_rhythm_of_another_committee_is_not_shown(cast, client_of):
    other = Committee.objects.get(pk=cast.other_committee.pk)
    ReminderRhythm.objects.create(
        committee=other, days_before=[3], days_between_late=2, created_at=NOW
    )
    assert "Teknik- og Miljøudvalget" not in client_of(cast.lene).get(reverse("rhythms")).text
    assert "Teknik- og Miljøudvalget" in client_of(cast.eva).get(reverse("rhythms")).text


# --- one item's reminders -------------------------------------------------------------------


def test_an_owner_sees_what_is_to_come_and_moves_it(cast, action_item, client_of):
    reminders_plan(action_item=action_item, today=TODAY, assigned=False)
    client, address = client_of(cast.anna), reverse("action_item_pace", args=[action_item.pk])
    assert "7 arbejdsdage før fristen" in client.get(address).text
    page = client.post(address, {"what": "own", "day": "2026-03-12"}, follow=True).text
    assert "egen påmindelse" in page
    page = client.post(address, {"what": "snooze", "day": "2026-03-27"}, follow=True).text
    assert "sat på pause til" in page


def test_a_day_past_the_deadline_is_refused_with_the_latest_one(cast, action_item, client_of):
    address = reverse("action_item_pace", args=[action_item.pk])
    answer = client_of(cast.anna).post(address, {"what": "snooze", "day": "2026-04-02"})
    assert answer.status_code == 422
    assert "senest 01-04-2026" in answer.text


SNOOZE = {"what": "snooze", "day": "2026-03-06"}


@pytest.fixture
def spent(cast, action_item, client_of) -> str:
    """Return the address of a late item whose owner has put off the reminders twice."""
    ActionItem.objects.update(deadline=date(2026, 2, 27))
    address = reverse("action_item_pace", args=[action_item.pk])
    for _time in range(2):
        assert client_of(cast.anna).post(address, SNOOZE).status_code == 302
    return address


@pytest.mark.parametrize("who", ["lene", "mads"])
def test_what_was_put_off_twice_goes_on_with_the_reason_of_a_manager_or_secretary(
    cast, spent, client_of, who
):
    client = client_of(getattr(cast, who))
    assert "Din begrundelse står i historikken" in client.get(spent).text
    refused = client.post(spent, {**SNOOZE, "reason": " "})
    assert refused.status_code == 422
    assert "Skriv, hvorfor" in refused.text
    given = {**SNOOZE, "day": "2026-03-09", "reason": "Regionen svarer først på mandag."}
    assert client.post(spent, given).status_code == 302
    assert ActionItem.objects.get().snoozed_until == date(2026, 3, 9)
    told = client.get(reverse("action_item", args=[ActionItem.objects.get().pk])).text
    assert "Regionen svarer først på mandag." in told
    assert "snoozed_until" not in told


def test_a_manager_leaves_the_owners_own_day_alone(cast, spent, client_of):
    client = client_of(cast.mads)
    assert "Husk mig på det" not in client.get(spent).text
    assert client.post(spent, {"what": "own", "day": "2026-03-12"}).status_code == 403


def test_managers_give_themselves_and_other_units_no_peace(cast, spent, client_of):
    given = {**SNOOZE, "reason": "Jeg har travlt."}
    assert client_of(cast.ulla).post(spent, given).status_code == 404
    Role.objects.create(user=cast.anna, kind=Role.Kind.MANAGER, unit=cast.unit)
    refused = client_of(cast.anna).post(spent, given)
    assert refused.status_code == 422
    assert "Bed din leder eller sekretæren" in refused.text


def test_a_closed_item_is_no_managers_to_put_off(cast, spent, client_of):
    ActionItem.objects.update(is_closed=True)
    given = {**SNOOZE, "reason": "Regionen er sen."}
    assert client_of(cast.mads).post(spent, given).status_code == 404


def test_a_late_item_put_off_twice_is_no_longer_the_owners(cast, spent, client_of):
    anna, address, data = client_of(cast.anna), spent, SNOOZE
    refused = anna.post(address, data)
    assert refused.status_code == 422
    assert "Påmindelserne er allerede flyttet to gange efter fristen." in refused.text
    assert "nu er det din leder eller sekretæren" in anna.get(address).text.lower()


def test_a_reader_looks_and_changes_nothing(cast, action_item, client_of):
    client, address = client_of(cast.ib), reverse("action_item_pace", args=[action_item.pk])
    assert "Husk mig på det" not in client.get(address).text
    assert client.post(address, {"what": "own", "day": "2026-03-12"}).status_code == 403
    action_item.refresh_from_db()
    assert action_item.remind_on is None


def test_who_has_had_todays_mail_is_shown_the_day_on_which_the_next_one_goes(
    cast, action_item, client_of
):
    address = reverse("action_item_pace", args=[action_item.pk])
    key = f"person:{cast.anna_holm.pk}"
    action_item.reminders.all().delete()
    Reminder.objects.create(
        action_item=action_item,
        recipient=key,
        step="assigned",
        due_on=NOW.date(),
        deadline_version=action_item.deadline_version,
    )
    assert "<dt>tirsdag 3. marts 2026</dt>" in client_of(cast.anna).get(address).text
    Message.objects.create(
        recipient=key,
        message_id="1",
        state="sent",
        sent_at=NOW,
        next_at=NOW,
        created_at=NOW,
        day=NOW.date(),
    )
    assert "<dt>onsdag 4. marts 2026</dt>" in client_of(cast.anna).get(address).text
