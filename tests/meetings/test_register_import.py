"""The register comes in as CSV, all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Event, Person, Unit
from meetings.register import Register, RegisterEntry, read_register, write_register
from meetings.register_value import register_value
from meetings.selectors import units_below
from meetings.services.register import register_import
from tests.cast import NOW, Cast

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


def load_text(text: str):
    return register_import(register=read_register(text), by=None, now=NOW)


@pytest.mark.django_db
def test_a_column_that_is_not_in_the_file_leaves_the_rows_as_they_are() -> None:
    load(*ENTRIES)
    before = set(register_value().entries)
    result = load_text(
        "type;navn;hører_til\n"
        "udvalg;Skoleudvalget;\n"
        "enhed;Sekretariatet;Direktionen\n"
        "person;Bo Lind;Direktionen\n"
        "alias;FS;Sekretariatet\n"
    )
    assert (result.created, result.changed, result.unchanged) == (0, 0, 4)
    assert set(register_value().entries) == before


@pytest.mark.django_db
def test_a_column_that_is_there_and_empty_empties() -> None:
    load(*ENTRIES)
    load_text("type;navn;kort\nudvalg;Skoleudvalget;\n")
    assert Committee.objects.get().short_name == ""


@pytest.mark.django_db
def test_namesakes_cannot_be_told_apart_without_their_addresses() -> None:
    for number in (1, 2):
        Person.objects.create(name="Jens Krog", email=f"jk{number}@noerrevang.example")
    with pytest.raises(RegisterConflictError, match="flere personer ved navn Jens Krog"):
        load_text("type;navn;kort\nperson;Jens Krog;JK\n")
    load_text("type;navn;kort;email\nperson;Jens Krog;JK;jk2@noerrevang.example\n")
    assert Person.objects.get(initials="JK").email == "jk2@noerrevang.example"


@pytest.mark.django_db
def test_a_person_who_gains_an_address_stays_one_person() -> None:
    jens = Person.objects.create(name="Jens Krog", initials="JK")
    result = load_text("type;navn;email\nperson;Jens Krog;jk@noerrevang.example\n")
    assert (result.created, result.changed) == (0, 1)
    assert Person.objects.get() == jens
    assert Person.objects.get().email == "jk@noerrevang.example"


@pytest.mark.django_db
def test_unless_the_file_knows_the_one_without_address_as_somebody_else() -> None:
    jens = Person.objects.create(name="Jens Krog", initials="JK")
    load_text(
        "type;navn;titel;email\n"
        "person;Jens Krog;rektor;jk@noerrevang.example\n"
        "person;Jens Krog;pedel;\n"
    )
    jens.refresh_from_db()
    assert (jens.title, jens.email) == ("pedel", "")
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_each_row_that_was_made_or_changed_says_what_it_was_and_became(cast: Cast) -> None:
    register_import(
        register=read_register(
            "type;navn;kort;hører_til\n"
            "enhed;Teknik og Miljø;TEM;Kultur og Borgere\n"
            "enhed;Kultur og Fritid;KF;Kultur og Borgere\n"
            "enhed;Havnekontoret;HK;\n"
        ),
        by=cast.bo,
        now=NOW,
    )
    events = Event.objects.filter(subject="register").exclude(kind="imported")
    assert [(event.kind, event.note, event.changes, event.by) for event in events] == [
        ("created", "enhed: Havnekontoret (HK)", {"abbreviation": [None, "HK"]}, cast.bo),
        (
            "changed",
            "enhed: Teknik og Miljø (TEM)",
            {"abbreviation": ["TM", "TEM"], "parent": [None, "Kultur og Borgere (KB)"]},
            cast.bo,
        ),
    ]


@pytest.mark.django_db
def test_units_may_change_places_whatever_the_order_of_the_lines() -> None:
    load(*ENTRIES)
    result = load_text(
        "type;navn;hører_til\nenhed;Direktionen;Sekretariatet\nenhed;Sekretariatet;\n"
    )
    assert result.changed == 2
    assert Unit.objects.get(name="Direktionen").parent == Unit.objects.get(name="Sekretariatet")


@pytest.mark.django_db
def test_a_circle_among_the_units_is_refused_and_one_that_is_there_hangs_nothing() -> None:
    load(*ENTRIES)
    top, below = Unit.objects.get(name="Direktionen"), Unit.objects.get(name="Sekretariatet")
    top.parent = below
    with pytest.raises(ValidationError, match="som selv ligger under den"):
        top.full_clean()
    Unit.objects.filter(pk=top.pk).update(parent=below)
    load_text("type;navn;hører_til\nenhed;Havnekontoret;Direktionen\n")
    assert Unit.objects.get(name="Havnekontoret").parent == top
    load_text("type;navn;hører_til\nenhed;Direktionen;\n")
    assert Unit.objects.get(name="Direktionen").parent is None


@pytest.mark.django_db
def test_units_below_follow_the_tree_all_the_way_down() -> None:
    load(*ENTRIES)
    top, below = Unit.objects.get(name="Direktionen"), Unit.objects.get(name="Sekretariatet")
    assert units_below({top.pk}) == {top.pk, below.pk}
    assert units_below({below.pk}) == {below.pk}


def out_again() -> str:
    return write_register(register_value())


@pytest.fixture
def namesakes(db) -> tuple[Person, Person]:
    """Two of one name, one of whom leads a unit, the other being meant by an alias."""
    unit = Unit.objects.create(name="Skolerne")
    first = Person.objects.create(name="Jens Krog", title="rektor", unit=unit)
    second = Person.objects.create(name="Jens Krog", title="pedel", unit=unit)
    Unit.objects.create(name="Havnen", manager=first)
    Alias.objects.create(text="Pedellen", person=second)
    return first, second


def test_a_register_with_namesakes_goes_out_and_comes_in_unchanged(namesakes) -> None:
    first, second = namesakes
    text = out_again()
    assert f"alias;Pedellen;;;;Jens Krog #{second.pk};" in text
    assert f";Jens Krog #{first.pk};" in text
    result = load_text(text)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 5)
    assert out_again() == text


def test_in_an_empty_house_the_same_file_makes_the_same_people_once(namesakes) -> None:
    text = out_again()
    Alias.objects.all().delete()
    Unit.objects.update(manager=None)
    Person.objects.all().delete()
    assert load_text(text).created == 3
    assert Unit.objects.get(name="Havnen").manager == Person.objects.get(title="rektor")
    assert Alias.objects.get().person == Person.objects.get(title="pedel")
    result = load_text(text)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 5)


def test_a_namesake_without_a_number_is_refused_with_what_to_write(namesakes) -> None:
    with pytest.raises(RegisterConflictError, match=f"»Jens Krog #{namesakes[0].pk}«"):
        load_text("type;navn;leder\nenhed;Havnen;Jens Krog\n")
    with pytest.raises(RegisterConflictError, match="Ingen ved navn Jens Krog har nummer 987654"):
        load_text("type;navn;leder\nenhed;Havnen;Jens Krog #987654\n")
    with pytest.raises(RegisterConflictError, match="hverken en enhed eller en person ved navn Bo"):
        load_text("type;navn;leder\nenhed;Havnen;Bo #987654\n")


@pytest.mark.django_db
def test_a_person_named_as_a_unit_is_told_from_it() -> None:
    unit = Unit.objects.create(name="Lind")
    person = Person.objects.create(name="Lind")
    Alias.objects.create(text="L", person=person)
    Alias.objects.create(text="L", unit=unit)
    text = out_again()
    result = load_text(text)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 4)
