"""Closing days, and days with a name: added, taken away, in from a table and out again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actions.calendars import calendar_value
from actions.policy import is_workday
from meetings.models import CalendarPeriod, ClosingDay, Event
from meetings.selectors import closing_days
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HEADER = "type;navn;første_dag;sidste_dag;hvert_år\n"


@pytest.fixture
def client(cast: Cast, client_of) -> Client:
    return client_of(cast.bo)


def upload(client: Client, text: str, **more: str):
    file = SimpleUploadedFile("kalender.csv", text.encode())
    return client.post(reverse("calendar_import"), {"file": file, **more}, follow=True)


def test_a_closing_day_is_added_and_taken_away(client) -> None:
    data = {"day-day": "2026-06-05", "day-name": "Grundlovsdag"}
    assert "Grundlovsdag" in client.post(reverse("closing_day_new"), data, follow=True).text
    assert ClosingDay.objects.get().day in closing_days()
    answer = client.post(reverse("closing_day_new"), data)
    assert answer.status_code == 422
    assert "Den dag er allerede en lukkedag." in answer.text
    row = ClosingDay.objects.get()
    page = client.post(reverse("closing_day_remove", args=[row.pk]), follow=True)
    assert "»Grundlovsdag« er fjernet." in page.text
    assert not ClosingDay.objects.exists()
    assert [event.note for event in Event.objects.order_by("pk")] == [
        "lukkedag: 05-06-2026 Grundlovsdag",
        "lukkedag: 05-06-2026 Grundlovsdag",
    ]


def test_a_period_is_added_and_deadlines_know_it(client) -> None:
    data = {
        "period-name": "budgetseminaret",
        "period-first_day": "2026-08-27",
        "period-last_day": "2026-08-28",
    }
    client.post(reverse("period_new"), data)
    assert [one.name for one in calendar_value().named] == ["budgetseminaret"]
    answer = client.post(reverse("period_new"), data)
    assert "Der er allerede noget af det navn fra den dag." in answer.text
    client.post(reverse("period_remove", args=[CalendarPeriod.objects.get().pk]))
    assert calendar_value().named == ()


def test_a_period_that_ends_before_it_begins_is_refused_with_its_words_kept(client) -> None:
    data = {
        "period-name": "budgetseminaret",
        "period-first_day": "2026-08-27",
        "period-last_day": "2026-08-01",
    }
    answer = client.post(reverse("period_new"), data)
    assert answer.status_code == 422
    assert "Sidste dag ligger før første dag." in answer.text
    assert 'value="budgetseminaret"' in answer.text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-02-01", "2062-02-10", "Dagene varer mere end et år."),
        ("9990-07-10", "9990-07-20", "Er årstallet rigtigt?"),
        ("1026-07-10", "1026-07-20", "Er årstallet rigtigt?"),
    ],
)
def test_a_slip_in_a_year_stops_no_mails(client, first, last, told) -> None:
    data = {
        "period-name": "ferien",
        "period-first_day": first,
        "period-last_day": last,
        "period-is_quiet": "on",
    }
    for further in ({}, {"period-is_yearly": "on"}):
        answer = client.post(reverse("period_new"), data | further)
        assert answer.status_code == 422
        assert told in answer.text
    assert not CalendarPeriod.objects.exists()


def test_days_end_where_the_calendar_does() -> None:
    period = CalendarPeriod(
        name="x", first_day=date(9998, 12, 31), last_day=date(9999, 1, 1), is_yearly=True
    )
    assert list(period.days(years=10)) == [
        date(9998, 12, 31), date(9999, 1, 1), date(9999, 12, 31),
    ]  # fmt: skip


def test_a_period_of_a_whole_leap_year_is_taken(client) -> None:
    data = {
        "period-name": "jubilæet",
        "period-first_day": "2028-01-01",
        "period-last_day": "2028-12-31",
    }
    client.post(reverse("period_new"), data)
    assert CalendarPeriod.objects.get().name == "jubilæet"


def test_what_goes_out_comes_in_again_unchanged_and_runs_nothing(client) -> None:
    ClosingDay.objects.create(day=date(2026, 12, 24), name="@juleaften")
    CalendarPeriod.objects.create(
        name="skolestart", first_day=date(2026, 8, 10), last_day=date(2026, 8, 10), is_yearly=True
    )
    content = client.get(reverse("calendar_export")).content.decode("utf-8-sig")
    assert ";'@juleaften;" in content
    assert "Filen ændrer ingenting." in upload(client, content).text
    ClosingDay.objects.all().delete()
    CalendarPeriod.objects.all().delete()
    assert "2 nye" in upload(client, content).text
    assert not ClosingDay.objects.exists()
    upload(client, content, store="")
    assert ClosingDay.objects.get().name == "@juleaften"
    assert CalendarPeriod.objects.get().is_yearly


def test_what_changes_is_shown(client) -> None:
    day = date(2026, 8, 10)
    CalendarPeriod.objects.create(name="skolestart", first_day=day, last_day=day)
    page = upload(client, HEADER + "periode;skolestart;10-08-2026;11-08-2026;ja\n")
    assert "sidste dag: 10-08-2026 → 11-08-2026, hvert år: nej → ja" in page.text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("helg;Jul;2026-12-24;;", "Linje 2, kolonnen »type«"),
        ("lukkedag;;2026-12-24;;", "Linje 2, kolonnen »navn«: feltet mangler"),
        ("lukkedag;Jul;2026-12-24;2026-12-26;", "skriv en linje for hver"),
        ("lukkedag;Jul;2026-12-24;;ja", "Linje 2, kolonnen »hvert_år«"),
        ("periode;Jul;2026-12-24;2026-12-01;", "sidste_dag ligger før første_dag"),
        ("periode;Lukket;2026-02-01;2062-02-10;", "mere end et år; er årstallet rigtigt?"),
        ("periode;Sommer;9990-07-10;9990-07-20;ja", "er årstallet rigtigt?"),
        ("lukkedag;Jul;2026-12-24;;\nlukkedag;Juleaften;2026-12-24;;", "Linje 3: Den samme dag"),
    ],
)
def test_a_bad_file_says_where_and_saves_nothing(client, line, told) -> None:
    answer = upload(client, f"{HEADER}{line}\n", store="")
    assert answer.status_code == 422
    assert told in answer.text
    assert not ClosingDay.objects.exists()
    assert not CalendarPeriod.objects.exists()


def test_quiet_days_come_in_and_go_out_and_an_older_file_leaves_them(client) -> None:
    line = "periode;industriferien;2026-07-06;2026-07-26;;ja\n"
    upload(client, HEADER.replace("\n", ";stille\n") + line, content="", store="")
    assert CalendarPeriod.objects.get().is_quiet
    assert date(2026, 7, 6) in closing_days()
    assert line.strip() in client.get(reverse("calendar_export")).text
    upload(client, HEADER + "periode;industriferien;2026-07-06;2026-07-27;\n", store="")
    period = CalendarPeriod.objects.get()
    assert (period.is_quiet, period.last_day) == (True, date(2026, 7, 27))


def test_a_closing_day_is_not_made_quiet_twice(client) -> None:
    text = HEADER.replace("\n", ";stille\n") + "lukkedag;Grundlovsdag;2026-06-05;;;ja\n"
    assert "en lukkedag er altid stille" in upload(client, text).text
    assert not ClosingDay.objects.exists()


# --- days on which most are closed -----------------------------------------------------------


def test_a_municipality_that_works_on_grundlovsdag_counts_it(cast, client_of) -> None:
    client, address = client_of(cast.bo), reverse("usual_day")
    constitution, eve = date(2026, 6, 5), date(2026, 12, 24)
    assert not is_workday(constitution, closed=closing_days())
    page = client.get(reverse("calendar_days")).text
    assert "Grundlovsdag (5.6.): lukket" in page
    page = client.post(address, {"dag": "6-5", "til": "open"}, follow=True).text
    assert "Grundlovsdag (5.6.): åbent" in page
    assert is_workday(constitution, closed=closing_days())
    assert not is_workday(eve, closed=closing_days())
    assert Event.objects.get().note == "Grundlovsdag: holdes åbent"
    client.post(address, {"dag": "6-5", "til": "open"})
    assert Event.objects.count() == 1
    client.post(address, {"dag": "6-5", "til": "closed"})
    assert not is_workday(constitution, closed=closing_days())


def test_only_days_on_which_most_are_closed_are_held_open_so(cast, client_of) -> None:
    answer = client_of(cast.bo).post(reverse("usual_day"), {"dag": "12-25", "til": "open"})
    assert answer.status_code == 422
    assert not is_workday(date(2026, 12, 25), closed=closing_days())


def test_a_closing_day_of_ones_own_stays_closed(cast, client_of) -> None:
    ClosingDay.objects.create(day=date(2026, 6, 5), name="Lukket i år")
    client_of(cast.bo).post(reverse("usual_day"), {"dag": "6-5", "til": "open"})
    assert not is_workday(date(2026, 6, 5), closed=closing_days())
    assert is_workday(date(2029, 6, 5), closed=closing_days())
