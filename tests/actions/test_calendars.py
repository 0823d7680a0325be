"""Deadlines hang on the meeting plan and on days with a name, where somebody entered them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from actions.calendars import calendar_value, plan_of
from actions.models import Commitment
from actions.services.suggestions import commitments_propose
from meetings.models import CalendarPeriod, Event, PlannedMeeting
from meetings.services.documents import document_read, document_receive
from tests.cast import NOW, Cast

MINUTES = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Punkt 1: Svømmehallen

Forvaltningen udarbejder et notat om åbningstiderne {}.
"""


def deadline_of(cast: Cast, words: str) -> date | None:
    document = document_receive(
        name="referat.txt",
        content=ContentFile(MINUTES.format(words).encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=document.pk, now=NOW)
    return Commitment.objects.get().due


def test_the_next_meeting_is_the_committees_next_in_the_plan(cast: Cast) -> None:
    for day, called_off in ((2, False), (9, True), (23, False), (30, False)):
        PlannedMeeting.objects.create(
            committee=cast.committee, held_on=date(2026, 3, day), is_cancelled=called_off
        )
    assert deadline_of(cast, "til næste udvalgsmøde") == date(2026, 3, 23)


def test_a_meeting_of_a_month_is_the_one_that_is_planned_in_it(cast: Cast) -> None:
    PlannedMeeting.objects.create(committee=cast.committee, held_on=date(2026, 4, 13))
    assert deadline_of(cast, "til mødet i april") == date(2026, 4, 13)


def test_without_a_plan_the_next_meeting_has_no_day(cast: Cast) -> None:
    assert deadline_of(cast, "til næste udvalgsmøde") is None


def test_the_municipalitys_own_summer_counts(cast: Cast) -> None:
    CalendarPeriod.objects.create(
        name="sommerferien", first_day=date(2026, 6, 27), last_day=date(2026, 8, 9)
    )
    assert deadline_of(cast, "inden sommerferien") == date(2026, 6, 26)


def test_a_committee_without_meetings_has_no_plan(cast: Cast) -> None:
    PlannedMeeting.objects.create(committee=cast.committee, held_on=date(2026, 4, 13))
    assert plan_of(None).own == ()
    assert plan_of(None).others == ((cast.committee.name, (date(2026, 4, 13),)),)
    assert calendar_value().named == ()


def test_a_period_that_ends_before_it_begins_is_refused(db: None) -> None:
    period = CalendarPeriod(name="x", first_day=date(2026, 7, 2), last_day=date(2026, 7, 1))
    with pytest.raises(ValidationError, match="ligger før"):
        period.full_clean()


@pytest.mark.parametrize("name", ["plannedmeeting", "calendarperiod"])
def test_administrators_keep_them_and_others_do_not(cast: Cast, client_of, name: str) -> None:  # type: ignore[no-untyped-def]
    address = reverse(f"admin:meetings_{name}_changelist")
    assert client_of(cast.bo).get(address).status_code == 200
    assert client_of(cast.lene).get(address).status_code != 200


def test_a_planned_meeting_is_entered_and_logged(cast: Cast, client_of) -> None:  # type: ignore[no-untyped-def]
    answer = client_of(cast.bo).post(
        reverse("admin:meetings_plannedmeeting_add"),
        {"committee": cast.committee.pk, "held_on": "13.04.2026", "place": "Rådhuset"},
    )
    assert answer.status_code == 302
    assert PlannedMeeting.objects.get().held_on == date(2026, 4, 13)
    assert Event.objects.filter(subject=Event.Subject.REGISTER, note__contains="planlagt").exists()
