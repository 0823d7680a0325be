"""The front page: the most pressing of one's own comes first, with a way to the rest."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem
from tests.cast import NOW, TODAY, Cast


def given(cast: Cast, task: str, **more: object) -> ActionItem:
    values = {"owner_person": cast.anna_holm, "committee": cast.committee}
    dates = {"assigned_at": NOW, "created_at": NOW, "promised_on": TODAY}
    return ActionItem.objects.create(task=task, **{**values, **dates, **more})


def test_what_has_no_deadline_stands_last(cast: Cast, client_of) -> None:
    given(cast, "Uden frist")
    given(cast, "Senere", deadline=TODAY + timedelta(days=9))
    given(cast, "Snart", deadline=TODAY + timedelta(days=2))
    page = client_of(cast.anna).get(reverse("home"))
    assert [one.task for one in page.context["my_items"]] == ["Snart", "Senere", "Uden frist"]
    assert "Se alle" not in page.text


def test_there_is_a_way_to_all_of_them(cast: Cast, client_of) -> None:
    for number in range(6):
        given(cast, f"Opgave {number}", deadline=TODAY + timedelta(days=number))
    given(cast, "Færdig", status="done", closed_at=NOW)
    page = client_of(cast.anna).get(reverse("home"))
    assert f'<a href="{reverse("my_items")}">Se alle 6 åbne</a>' in page.text


def test_what_lies_with_the_unit_says_so(cast: Cast, client_of) -> None:
    given(cast, "Min egen")
    page = client_of(cast.anna).get(reverse("home"))
    assert f"– {cast.unit}" not in page.text
    given(cast, "Hele enhedens", owner_person=None, owner_unit=cast.unit)
    page = client_of(cast.anna).get(reverse("home"))
    assert f"Ingen frist – {cast.unit}" in page.text


def test_a_manager_reads_what_is_overdue_among_the_own_people_and_whose_it_is(
    cast: Cast, client_of
) -> None:
    given(cast, "Hos Anna", deadline=TODAY - timedelta(days=3))
    given(cast, "Hos Anna, i tide", deadline=timezone.localdate() + timedelta(days=3))
    others = {"owner_person": None, "owner_unit": cast.other_unit, "committee": None}
    given(cast, "Hos en anden enhed", deadline=TODAY - timedelta(days=3), **others)
    page = client_of(cast.mads).get(reverse("home"))
    assert [one.task for one in page.context["late_items"]] == ["Hos Anna"]
    assert "– Anna Holm" in page.text


def test_only_a_manager_reads_of_others(cast: Cast, client_of) -> None:
    given(cast, "Hos Anna", deadline=TODAY - timedelta(days=3))
    for user in (cast.anna, cast.lene):
        page = client_of(user).get(reverse("home"))
        assert "Overskredet hos dine folk" not in page.text
        assert page.context["late_items"] == []
