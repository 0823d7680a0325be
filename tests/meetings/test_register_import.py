"""The register comes in as CSV, all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Event, Person, Unit
from meetings.register import Register, RegisterEntry
from meetings.selectors import register_value, units_below
from meetings.services.register import register_import
from tests.cast import NOW

ENTRIES = (
    RegisterEntry(kind="alias", name="FS", belongs_to="Sekretariatet", valid_to=date(2021, 12, 31)),
    RegisterEntry(
        kind="unit", name="Sekretariatet", short="SEK", belongs_to="Direktionen", manager="Bo Lind"
    ),
    RegisterEntry(kind="unit", name="Direktionen", email="dir@noerrevang.example"),
    RegisterEntry(
        kind="person",
        name="Bo Lind",
        short="BL",
        title="direktør",
        email="bo.lind@noerrevang.example",
        belongs_to="Direktionen",
    ),
    RegisterEntry(kind="committee", name="Skoleudvalget", short="SU"),
)


def load(*entries: RegisterEntry):
    return register_import(register=Register(entries), by=None, now=NOW)


@pytest.mark.django_db
def test_the_order_of_lines_is_free() -> None:
    result = load(*ENTRIES)
    secretariat = Unit.objects.get(name="Sekretariatet")
    assert (result.created, result.changed, result.unchanged) == (5, 0, 0)
    assert secretariat.parent == Unit.objects.get(name="Direktionen")
    assert secretariat.manager == Person.objects.get(name="Bo Lind")
    assert Alias.objects.get().unit == secretariat
    assert Committee.objects.get().short_name == "SU"


@pytest.mark.django_db
def test_a_second_import_changes_nothing() -> None:
    load(*ENTRIES)
    result = load(*ENTRIES)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 5)


@pytest.mark.django_db
def test_what_goes_in_comes_out() -> None:
    load(*ENTRIES)
    assert set(register_value().entries) == set(ENTRIES)


@pytest.mark.django_db
def test_a_changed_line_changes_its_row_and_is_logged() -> None:
    load(*ENTRIES)
    result = load(RegisterEntry(kind="unit", name="Direktionen", short="DIR"))
    assert (result.created, result.changed) == (0, 1)
    assert Unit.objects.get(name="Direktionen").abbreviation == "DIR"
    assert Event.objects.filter(kind=Event.Kind.IMPORTED).count() == 2


@pytest.mark.django_db
def test_a_unit_that_moves_counts_as_changed() -> None:
    load(*ENTRIES)
    result = load(RegisterEntry(kind="unit", name="Sekretariatet", short="SEK"))
    assert (result.created, result.changed, result.unchanged) == (0, 1, 0)
    assert Unit.objects.get(name="Sekretariatet").parent is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "entry",
    [
        RegisterEntry(kind="person", name="Ida Krog", belongs_to="Findes ikke"),
        RegisterEntry(kind="alias", name="XX", belongs_to="Ingen"),
        RegisterEntry(kind="unit", name="Direktionen", belongs_to="Sekretariatet"),
    ],
)
def test_a_file_that_contradicts_itself_saves_nothing(entry: RegisterEntry) -> None:
    load(*ENTRIES)
    before = set(register_value().entries)
    with pytest.raises(RegisterConflictError):
        load(RegisterEntry(kind="committee", name="Nyt udvalg"), entry)
    assert set(register_value().entries) == before


@pytest.mark.django_db
def test_units_below_follow_the_tree_all_the_way_down() -> None:
    load(*ENTRIES)
    top, below = Unit.objects.get(name="Direktionen"), Unit.objects.get(name="Sekretariatet")
    assert units_below({top.pk}) == {top.pk, below.pk}
    assert units_below({below.pk}) == {below.pk}
