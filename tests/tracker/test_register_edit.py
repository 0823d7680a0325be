"""Rows of the register are made and corrected on pages of ours, against what was shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Commitment
from meetings.models import (
    Alias,
    CalendarPeriod,
    ClosingDay,
    Committee,
    Event,
    Meeting,
    Person,
    Unit,
)
from meetings.services.register_rows import row_seen
from tests.cast import Cast, make_action_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(cast: Cast, client_of) -> Client:
    return client_of(cast.bo)


def new(kind: str) -> str:
    return reverse("register_new", args=[kind])


def edit(kind: str, row: object) -> str:
    return reverse("register_edit", args=[kind, row.pk])


def unit_data(unit: Unit, **changes: object) -> dict[str, object]:
    return {
        "seen": row_seen(unit),
        "name": unit.name,
        "abbreviation": unit.abbreviation,
        "parent": unit.parent_id or "",
        "email": unit.email,
        **changes,
    }


class TestMaking:
    def test_two_committees_or_units_never_share_a_name(self, cast: Cast, bo) -> None:
        for kind, row, told in (
            ("udvalg", cast.committee, "Der findes allerede et udvalg, der hedder"),
            ("enheder", cast.unit, "Der findes allerede en enhed, der hedder"),
        ):
            answer = bo.post(new(kind), {"name": row.name})
            assert answer.status_code == 422
            assert f"{told} {row.name}." in answer.text
            assert "eksisterer" not in answer.text
            assert type(row).objects.filter(name=row.name).count() == 1

    def test_a_unit_is_made_below_another_with_its_manager(self, cast: Cast, bo) -> None:
        data = {
            "name": "Bibliotek",
            "abbreviation": "BIB",
            "parent": cast.unit.pk,
            "manager": "Anna Holm",
            "email": "bib@noerrevang.example",
            "valid_from": "2026-01-01",
        }
        page = bo.post(new("enheder"), data, follow=True)
        assert "»Bibliotek« er oprettet." in page.text
        unit = Unit.objects.get(name="Bibliotek")
        assert (unit.parent, unit.manager) == (cast.unit, cast.anna_holm)
        assert Event.objects.get().note == "enhed: Bibliotek (BIB)"

    def test_a_committee_a_person_and_the_days_of_the_calendar_are_made(self, bo) -> None:
        bo.post(new("udvalg"), {"name": "Havneudvalget", "is_closed_by_default": "on"})
        bo.post(new("personer"), {"name": "Per Dam", "language": "en"})
        bo.post(new("lukkedage"), {"day": "2026-06-05", "name": "Grundlovsdag"})
        bo.post(
            new("perioder"),
            {
                "name": "industriferien",
                "first_day": "2026-07-06",
                "last_day": "2026-07-26",
                "is_quiet": "on",
            },
        )
        assert Committee.objects.get(name="Havneudvalget").is_closed_by_default
        assert Person.objects.get(name="Per Dam").language == "en"
        assert ClosingDay.objects.get().name == "Grundlovsdag"
        assert CalendarPeriod.objects.get().is_quiet
        assert Event.objects.filter(kind=Event.Kind.CREATED).count() == 4

    @pytest.mark.parametrize(
        ("kind", "data", "words"),
        [
            ("udvalg", {"name": "Kultur- og Fritidsudvalget"}, "Der findes allerede et udvalg"),
            ("enheder", {"name": "Havnen", "manager": "Kultur og Fritid"}, "Vi finder ikke"),
            (
                "enheder",
                {"name": "Havnen", "valid_from": "2026-02-01", "valid_to": "2026-01-01"},
                "Den sidste dag ligger før den første.",
            ),
            ("personer", {"name": "Per", "email": "per@", "language": "da"}, "mail"),
            (
                "personer",
                {"name": "Per", "email": "anna.holm@noerrevang.example", "language": "da"},
                "Adressen bruges allerede af Anna Holm.",
            ),
            (
                "personer",
                {"name": "Anders Hede", "initials": "ah", "language": "da"},
                "Anna Holm har allerede initialerne.",
            ),
            ("aliaser", {"text": "Kulturen", "owner": ""}, "Skriv, hvem navnet står for."),
            ("aliaser", {"text": "Kulturen", "owner": "Ingen her"}, "Vi finder ikke"),
        ],
    )
    def test_what_makes_no_sense_is_refused_and_kept_on_the_page(
        self, bo, kind, data, words
    ) -> None:
        before = Event.objects.count()
        answer = bo.post(new(kind), data)
        assert answer.status_code == 422
        assert words in answer.text
        assert next(iter(data.values())) in answer.text
        assert Event.objects.count() == before

    def test_initials_of_who_is_no_longer_here_are_free(self, cast: Cast, bo) -> None:
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        bo.post(new("personer"), {"name": "Anders Hede", "initials": "AH", "language": "da"})
        assert Person.objects.get(name="Anders Hede").initials == "AH"

    def test_a_kind_that_there_is_not_is_not_found(self, bo) -> None:
        assert bo.get("/register/huse/ny/").status_code == 404


class TestCorrecting:
    def test_who_uses_it_stands_above_the_form(self, cast: Cast, meeting: Meeting, bo) -> None:
        make_action_item(meeting, owner_unit=cast.unit)
        page = bo.get(edit("enheder", cast.unit)).text
        assert "1 (1 åben)" in page
        assert page.index("Hvem bruger det") < page.index('name="abbreviation"')

    def test_a_correction_is_saved_and_logged_with_what_it_was(self, cast: Cast, bo) -> None:
        data = unit_data(cast.unit, abbreviation="KUF", parent="", manager="Anna Holm (AH)")
        page = bo.post(edit("enheder", cast.unit), data, follow=True)
        assert "Gemt. Det gælder for referater, der læses fra nu af." in page.text
        cast.unit.refresh_from_db()
        assert (cast.unit.abbreviation, cast.unit.parent) == ("KUF", None)
        assert Event.objects.get().changes == {
            "abbreviation": ["KF", "KUF"],
            "parent": ["Kultur og Borgere (KB)", None],
            "manager": [None, "Anna Holm (AH)"],
        }

    def test_saving_without_a_change_says_nothing_in_the_log(self, cast: Cast, bo) -> None:
        bo.post(edit("enheder", cast.unit), unit_data(cast.unit))
        assert not Event.objects.exists()

    def test_a_second_tab_is_told_and_what_it_wrote_is_kept(self, cast: Cast, bo) -> None:
        stale = unit_data(cast.unit, email="ny@noerrevang.example")
        Unit.objects.filter(pk=cast.unit.pk).update(abbreviation="KULT")
        answer = bo.post(edit("enheder", cast.unit), stale)
        assert answer.status_code == 409
        assert "Intet er gemt." in answer.text
        assert "<dd>KULT</dd>" in answer.text
        assert "ny@noerrevang.example" in answer.text
        assert Unit.objects.get(pk=cast.unit.pk).email == "kf@noerrevang.example"
        again = {**stale, "seen": answer.context["form"]["seen"].value()}
        assert bo.post(edit("enheder", cast.unit), again).status_code == 302
        assert Unit.objects.get(pk=cast.unit.pk).email == "ny@noerrevang.example"

    def test_a_unit_is_not_hung_below_itself(self, cast: Cast, bo) -> None:
        data = unit_data(cast.directorate, parent=cast.unit.pk)
        answer = bo.post(edit("enheder", cast.directorate), data)
        assert answer.status_code == 422
        assert "som selv ligger under den" in answer.text

    def test_a_secretary_is_shown_no_way_to_it(self, cast: Cast, client_of) -> None:
        client = client_of(cast.lene)
        page = client.get(reverse("register_entry", args=["enheder", cast.unit.pk])).text
        assert edit("enheder", cast.unit) not in page
        assert client.post(edit("enheder", cast.unit), unit_data(cast.unit)).status_code == 403

    def test_a_period_gets_its_quiet_days(self, cast: Cast, bo) -> None:
        period = CalendarPeriod.objects.create(
            name="industriferien", first_day=date(2026, 7, 6), last_day=date(2026, 7, 26)
        )
        data = {
            "seen": row_seen(period),
            "name": "industriferien",
            "first_day": "2026-07-06",
            "last_day": "2026-07-24",
            "is_quiet": "on",
        }
        assert bo.post(edit("perioder", period), data).status_code == 302
        assert Event.objects.get().changes == {
            "last_day": ["2026-07-26", "2026-07-24"],
            "is_quiet": [False, True],
        }


class TestAliases:
    @pytest.fixture
    def waiting(self, meeting: Meeting) -> Commitment:
        waiting = Commitment.objects.filter(owner_text="").earliest("start")
        Commitment.objects.filter(pk=waiting.pk).update(owner_text="Kulturhuset")
        return waiting

    def test_a_name_is_given_to_a_unit_and_what_waits_is_read_again(
        self, cast: Cast, waiting: Commitment, bo
    ) -> None:
        data = {"text": "Kulturhuset", "owner": "Kultur og Fritid", "valid_from": "2020-01-01"}
        assert bo.post(new("aliaser"), data).status_code == 302
        waiting.refresh_from_db()
        assert waiting.owner_unit == cast.unit

    def test_it_is_moved_to_somebody_else_with_how_many_say_it(
        self, cast: Cast, waiting: Commitment, bo
    ) -> None:
        alias = Alias.objects.create(text="Kulturhuset", unit=cast.unit)
        page = bo.get(edit("aliaser", alias)).text
        assert "Forslag, der venter, med de ord" in page
        assert 'value="Kultur og Fritid (KF)"' in page
        data = {"seen": row_seen(alias), "text": "Kulturhuset", "owner": "Anna Holm (AH)"}
        assert bo.post(edit("aliaser", alias), data).status_code == 302
        alias.refresh_from_db()
        assert (alias.unit, alias.person) == (None, cast.anna_holm)
        waiting.refresh_from_db()
        assert waiting.owner_person == cast.anna_holm

    def test_a_unit_that_is_no_more_keeps_its_old_names(self, cast: Cast, bo) -> None:
        Unit.objects.filter(pk=cast.other_unit.pk).update(valid_to=date(2020, 1, 1))
        data = {"text": "Vejvæsenet", "owner": "Teknik og Miljø", "valid_to": "2020-01-01"}
        assert bo.post(new("aliaser"), data).status_code == 302
        assert Alias.objects.get().unit == cast.other_unit

    def test_one_taken_back_meanwhile_is_gone(self, cast: Cast, bo) -> None:
        alias = Alias.objects.create(text="Kulturen", unit=cast.unit)
        bo.post(reverse("alias_withdraw", args=[alias.pk]))
        assert bo.get(edit("aliaser", alias)).status_code == 404
