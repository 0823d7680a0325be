"""The register comes in as CSV: new rows are made, others brought in line, none removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import models, transaction
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Event, Person, Unit, User
from meetings.register import EntryKind, Register, RegisterEntry
from meetings.services.events import event_record


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many lines made a row, changed one, or found it as it was."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


class Outcome(Enum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def register_import(*, register: Register, by: User | None, now: datetime) -> ImportResult:
    """Bring the rows in line with the register file, all of it or nothing."""
    with transaction.atomic():
        outcomes = _write_entries(register)
        count = Counter(outcomes.values())
        result = ImportResult(
            created=count[Outcome.CREATED],
            changed=count[Outcome.CHANGED],
            unchanged=count[Outcome.UNCHANGED],
        )
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=0,
            kind=Event.Kind.IMPORTED,
            at=now,
            by=by,
            note=_("%(created)s oprettet, %(changed)s ændret")
            % {"created": result.created, "changed": result.changed},
        )
    return result


def _write_entries(register: Register) -> dict[int, Outcome]:
    """Write units before people, parents and managers last, so that the order of lines is free."""
    outcomes: dict[int, Outcome] = {}
    for kind, write in WRITERS:
        for place, entry in enumerate(register.entries):
            if entry.kind == kind:
                outcomes[place] = write(entry)
    for place, entry in enumerate(register.entries):
        if entry.kind == "unit" and _hang_unit(entry) and outcomes[place] is Outcome.UNCHANGED:
            outcomes[place] = Outcome.CHANGED
    return outcomes


def _committee(entry: RegisterEntry) -> Outcome:
    return _write(Committee, {"name": entry.name}, {"short_name": entry.short or ""})


def _unit(entry: RegisterEntry) -> Outcome:
    return _write(
        Unit,
        {"name": entry.name},
        {
            "abbreviation": entry.short or "",
            "email": entry.email or "",
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        },
    )


def _person(entry: RegisterEntry) -> Outcome:
    # Two people may share a name; their address tells them apart.
    key: dict[str, object] = (
        {"email": entry.email} if entry.email else {"name": entry.name, "email": ""}
    )
    unit = _unit_named(entry.belongs_to) if entry.belongs_to else None
    return _write(
        Person,
        key,
        {
            "name": entry.name,
            "initials": entry.short or "",
            "title": entry.title or "",
            "unit": unit,
        },
    )


def _alias(entry: RegisterEntry) -> Outcome:
    unit = Unit.objects.filter(name=entry.belongs_to).first()
    person = None if unit else _person_named(entry.belongs_to or "")
    return _write(
        Alias,
        {
            "text": entry.name,
            "unit": unit,
            "person": person,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        },
        {},
    )


WRITERS: tuple[tuple[EntryKind, Callable[[RegisterEntry], Outcome]], ...] = (
    ("committee", _committee),
    ("unit", _unit),
    ("person", _person),
    ("alias", _alias),
)


def _hang_unit(entry: RegisterEntry) -> bool:
    """Set the unit's parent and manager, and tell whether that changed anything."""
    parent = _unit_named(entry.belongs_to) if entry.belongs_to else None
    manager = _person_named(entry.manager) if entry.manager else None
    if parent and _is_below(parent, entry.name):
        raise RegisterConflictError(
            _("Enheden %(unit)s kan ikke høre til %(parent)s, som selv ligger under den.")
            % {"unit": entry.name, "parent": parent.name}
        )
    return _write(Unit, {"name": entry.name}, {"parent": parent, "manager": manager}) is (
        Outcome.CHANGED
    )


def _is_below(unit: Unit | None, name: str) -> bool:
    while unit:
        if unit.name == name:
            return True
        unit = unit.parent
    return False


def _unit_named(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise RegisterConflictError(_("Enheden %(name)s findes ikke.") % {"name": name})
    return unit


def _person_named(name: str) -> Person:
    found = list(Person.objects.filter(name=name)[:2])
    if not found:
        raise RegisterConflictError(
            _("Der findes hverken en enhed eller en person ved navn %(name)s.") % {"name": name}
        )
    if len(found) > 1:
        raise RegisterConflictError(
            _("Der er flere personer ved navn %(name)s. Ret det på registersiden.") % {"name": name}
        )
    return found[0]


def _write(model: type[models.Model], key: dict[str, object], values: dict[str, object]) -> Outcome:
    row = model._default_manager.filter(**key).first()
    if row is None:
        row = model(**{**key, **values})
        row.full_clean()
        row.save()
        return Outcome.CREATED
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return Outcome.UNCHANGED
    for name in different:
        setattr(row, name, values[name])
    row.full_clean()
    row.save(update_fields=different)
    return Outcome.CHANGED
