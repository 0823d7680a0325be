"""The register comes in as CSV: new rows are made, others brought in line, none removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Event, Person, Unit, User
from meetings.register import EntryKind, Register, RegisterEntry
from meetings.services.events import event_record

# In which column of the file a field stands; a column that is not there leaves it as it is.
COLUMN_OF = {
    "name": "navn",
    "short_name": "kort",
    "abbreviation": "kort",
    "initials": "kort",
    "title": "titel",
    "email": "email",
    "parent": "hører_til",
    "unit": "hører_til",
    "manager": "leder",
    "valid_from": "gyldig_fra",
    "valid_to": "gyldig_til",
}

Row = TypeVar("Row", Committee, Unit, Person, Alias)


@dataclass(frozen=True, slots=True)
class Written:
    """A row that a line of the file made or found, and what it changed: field: [from, to]."""

    row: Committee | Unit | Person | Alias
    kind: EntryKind
    is_new: bool = False
    changes: dict[str, list[object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The rows that were made, those that changed, and how many lines found theirs as it was."""

    created_rows: tuple[Written, ...] = ()
    changed_rows: tuple[Written, ...] = ()
    unchanged: int = 0

    @property
    def created(self) -> int:
        return len(self.created_rows)

    @property
    def changed(self) -> int:
        return len(self.changed_rows)


def register_import(*, register: Register, by: User | None, now: datetime) -> ImportResult:
    """Bring the rows in line with the register file, all of it or nothing."""
    with transaction.atomic():
        written = _Import(register).write()
        result = ImportResult(
            created_rows=tuple(one for one in written if one.is_new),
            changed_rows=tuple(one for one in written if one.changes and not one.is_new),
            unchanged=sum(not one.is_new and not one.changes for one in written),
        )
        _log(result, by=by, now=now)
    return result


def _log(result: ImportResult, *, by: User | None, now: datetime) -> None:
    for one in (*result.created_rows, *result.changed_rows):
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=one.row.pk,
            kind=Event.Kind.CREATED if one.is_new else Event.Kind.CHANGED,
            at=now,
            by=by,
            changes={name: [_plain(was), _plain(to)] for name, (was, to) in one.changes.items()},
            note=f"{one.row._meta.verbose_name}: {one.row}",
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


def _plain(value: object) -> object:
    """Return the value as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, models.Model) else value


class _Import:
    """One file on its way in: which columns it has, and what each of its lines became."""

    def __init__(self, register: Register) -> None:
        self.columns = register.columns
        self.entries = register.entries
        self.without_email = {e.name for e in self.entries if e.kind == "person" and not e.email}
        self.written: dict[int, Written] = {}

    def write(self) -> list[Written]:
        """Write units before people, parents and managers last: the order of lines is free."""
        for place, entry in self._of_kind("committee"):
            self.written[place] = self._committee(entry)
        for place, entry in self._of_kind("unit"):
            self.written[place] = self._unit(entry)
        for place, entry in self._of_kind("person"):
            self.written[place] = self._person(entry)
        for place, entry in self._of_kind("alias"):
            self.written[place] = self._alias(entry)
        self._hang_units()
        return [self.written[place] for place in sorted(self.written)]

    def _of_kind(self, kind: EntryKind) -> Iterable[tuple[int, RegisterEntry]]:
        return [(place, e) for place, e in enumerate(self.entries) if e.kind == kind]

    def _committee(self, entry: RegisterEntry) -> Written:
        row = Committee.objects.filter(name=entry.name).first()
        values = {"short_name": entry.short or ""}
        return self._write("committee", row or Committee(name=entry.name), values)

    def _unit(self, entry: RegisterEntry) -> Written:
        row = Unit.objects.filter(name=entry.name).first()
        values = {
            "abbreviation": entry.short or "",
            "email": entry.email or "",
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        }
        return self._write("unit", row or Unit(name=entry.name), values)

    def _person(self, entry: RegisterEntry) -> Written:
        values = {
            "name": entry.name,
            "initials": entry.short or "",
            "title": entry.title or "",
            "email": entry.email or "",
            "unit": _unit_named(entry.belongs_to) if entry.belongs_to else None,
        }
        return self._write("person", self._person_meant(entry) or Person(name=entry.name), values)

    def _person_meant(self, entry: RegisterEntry) -> Person | None:
        """Return whose line it is; two people may share a name, and their address tells which."""
        namesakes = Person.objects.filter(name=entry.name)
        if "email" not in self.columns:
            return _only(namesakes, entry.name)
        if not entry.email:
            return namesakes.filter(email="").first()
        known = Person.objects.filter(email=entry.email).first()
        # A namesake who has a line without address in the same file is somebody else.
        if known or entry.name in self.without_email:
            return known
        return _only(namesakes.filter(email=""), entry.name)

    def _alias(self, entry: RegisterEntry) -> Written:
        unit = Unit.objects.filter(name=entry.belongs_to).first()
        person = None if unit else _person_named(entry.belongs_to or "")
        period = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
        told = {name: day for name, day in period.items() if COLUMN_OF[name] in self.columns}
        standing = Alias.objects.standing()
        row = standing.filter(text=entry.name, unit=unit, person=person, **told).first()
        return self._write("alias", row or Alias(text=entry.name, unit=unit, person=person), told)

    def _write(self, kind: EntryKind, row: Row, values: Mapping[str, object]) -> Written:
        """Give the row the values that the file has columns for."""
        told = {name: to for name, to in values.items() if COLUMN_OF[name] in self.columns}
        is_new = row.pk is None
        changes = {
            name: [None if is_new else getattr(row, name), to]
            for name, to in told.items()
            if getattr(row, name) != to
        }
        for name, (_was, to) in changes.items():
            setattr(row, name, to)
        if is_new or changes:
            row.full_clean()
            row.save(update_fields=None if is_new else list(changes))
        return Written(row, kind, is_new=is_new, changes=changes)

    def _hang_units(self) -> None:
        """Set parents and managers; together, because the units of a file may change places."""
        wanted: dict[int, dict[str, Unit | Person | None]] = {}
        for place, entry in self._of_kind("unit"):
            values: dict[str, Unit | Person | None] = {}
            if "hører_til" in self.columns:
                values["parent"] = _unit_named(entry.belongs_to) if entry.belongs_to else None
            if "leder" in self.columns:
                values["manager"] = _person_named(entry.manager) if entry.manager else None
            wanted[place] = values
        self._refuse_circles(wanted)
        for place, values in wanted.items():
            self._hang(self.written[place], values)

    def _hang(self, written: Written, values: Mapping[str, Unit | Person | None]) -> None:
        row = written.row
        different = {name: to for name, to in values.items() if getattr(row, name) != to}
        for name, to in different.items():
            written.changes[name] = [getattr(row, name), to]
            setattr(row, name, to)
        if different:
            row.save(update_fields=list(different))

    def _refuse_circles(self, wanted: Mapping[int, Mapping[str, Unit | Person | None]]) -> None:
        units = {unit.pk: unit for unit in Unit.objects.all()}
        parents = {pk: unit.parent_id for pk, unit in units.items()}
        for place, values in wanted.items():
            if "parent" in values:
                parent = values["parent"]
                parents[self.written[place].row.pk] = parent.pk if parent else None
        for place in wanted:
            pk = self.written[place].row.pk
            if _leads_back(pk, parents):
                raise RegisterConflictError(
                    _("Enheden %(unit)s kan ikke høre til %(parent)s, som selv ligger under den.")
                    % {"unit": units[pk].name, "parent": units[parents[pk] or 0].name}
                )


def _leads_back(start: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    unit = parents[start]
    while unit and unit not in seen:
        seen.add(unit)
        unit = parents[unit]
    return start in seen


def _unit_named(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise RegisterConflictError(_("Enheden %(name)s findes ikke.") % {"name": name})
    return unit


def _person_named(name: str) -> Person:
    person = _only(Person.objects.filter(name=name), name)
    if person is None:
        raise RegisterConflictError(
            _("Der findes hverken en enhed eller en person ved navn %(name)s.") % {"name": name}
        )
    return person


def _only(people: models.QuerySet[Person], name: str) -> Person | None:
    found = list(people[:2])
    if len(found) > 1:
        raise RegisterConflictError(
            _("Der er flere personer ved navn %(name)s. Ret det på registersiden.") % {"name": name}
        )
    return found[0] if found else None
