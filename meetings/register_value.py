"""The rows of the register as a value: for the pure cores, and for the file that goes out."""

from __future__ import annotations

from collections import Counter

from meetings.models import Alias, Committee, Person, Unit
from meetings.register import Register, RegisterEntry


def register_value() -> Register:
    """Return the whole register as a value; entries keep the days on which they hold."""
    namesakes = _namesakes()
    return Register(
        entries=(*_committees(), *_units(namesakes), *_people(namesakes), *_aliases(namesakes))
    )


def _namesakes() -> frozenset[str]:
    """Return the names that are not one person's alone; also of who is no longer active."""
    people = Counter(Person.objects.values_list("name", flat=True))
    units = set(Unit.objects.values_list("name", flat=True))
    return frozenset(name for name, times in people.items() if times > 1 or name in units)


def _number(person: Person | None, namesakes: frozenset[str]) -> int | None:
    return person.pk if person and person.name in namesakes else None


def _committees() -> list[RegisterEntry]:
    return [
        RegisterEntry(kind="committee", name=c.name, short=c.short_name or None)
        for c in Committee.objects.filter(is_active=True)
    ]


def _units(namesakes: frozenset[str]) -> list[RegisterEntry]:
    return [
        RegisterEntry(
            kind="unit",
            name=unit.name,
            short=unit.abbreviation or None,
            email=unit.email or None,
            belongs_to=unit.parent.name if unit.parent else None,
            manager=unit.manager.name if unit.manager else None,
            manager_number=_number(unit.manager, namesakes),
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        for unit in Unit.objects.select_related("parent", "manager")
    ]


def _people(namesakes: frozenset[str]) -> list[RegisterEntry]:
    return [
        RegisterEntry(
            kind="person",
            name=person.name,
            short=person.initials or None,
            title=person.title or None,
            email=person.email or None,
            belongs_to=person.unit.name if person.unit else None,
            number=_number(person, namesakes),
        )
        for person in Person.objects.filter(is_active=True).select_related("unit")
    ]


def _aliases(namesakes: frozenset[str]) -> list[RegisterEntry]:
    return [
        RegisterEntry(
            kind="alias",
            name=alias.text,
            belongs_to=alias.unit.name if alias.unit else alias.person.name if alias.person else "",
            belongs_to_number=_number(alias.person, namesakes),
            valid_from=alias.valid_from,
            valid_to=alias.valid_to,
        )
        for alias in Alias.objects.standing().select_related("unit", "person")
    ]
