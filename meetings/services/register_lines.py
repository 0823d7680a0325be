"""Which row each line of a register file means, and what the line changes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Person, Unit
from meetings.register import EntryKind, Register, RegisterEntry
from meetings.services.register_names import only, person_named, unit_named

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


class Lines:
    """One file on its way in: which columns it has, and what each of its lines became."""

    def __init__(self, register: Register) -> None:
        self.columns = register.columns
        self.entries = register.entries
        self.without_email = {e.name for e in self.entries if e.kind == "person" and not e.email}
        self.numbers_of: dict[str, set[int]] = {}
        for entry in self.entries:
            if entry.kind == "person" and entry.number:
                self.numbers_of.setdefault(entry.name, set()).add(entry.number)
        self.written: dict[int, Written] = {}
        # The people to whom lines of the file give numbers.
        self.numbered: dict[int, Person] = {}

    def write(self) -> list[Written]:
        """Write units before people, parents and managers last: the order of lines is free."""
        self._write_kind("committee", self._committee)
        self._write_kind("unit", self._unit)
        self._write_kind("person", self._person)
        self._write_kind("alias", self._alias)
        self._hang_units()
        return [self.written[place] for place in sorted(self.written)]

    def _write_kind(self, kind: EntryKind, write: Callable[[RegisterEntry], Written]) -> None:
        for place, entry in self._of_kind(kind):
            try:
                self.written[place] = write(entry)
            except (RegisterConflictError, ValidationError) as error:
                raise at_line(entry, error) from error

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
            "unit": unit_named(entry.belongs_to) if entry.belongs_to else None,
        }
        row = self._person_meant(entry) or Person(name=entry.name)
        written = self._write("person", row, values)
        if entry.number is not None:
            self.numbered[entry.number] = row
        return written

    def _person_meant(self, entry: RegisterEntry) -> Person | None:
        """Return whose line it is; two people may share a name: address or number tells which."""
        known = Person.objects.filter(email=entry.email).first() if entry.email else None
        if known:
            return known
        namesakes = Person.objects.filter(name=entry.name).exclude(pk__in=self._taken(entry))
        numbered = namesakes.filter(pk=entry.number).first() if entry.number else None
        if numbered:
            return numbered
        if "email" not in self.columns:
            return only(namesakes, entry.name)
        if not entry.email:
            # Numbers of another house say nothing here but that there are several.
            others = self.numbers_of.get(entry.name, set())
            return namesakes.filter(email="").exclude(pk__in=others).first()
        # A namesake who has a line without address in the same file is somebody else.
        if entry.name in self.without_email:
            return None
        return only(namesakes.filter(email=""), entry.name)

    def _taken(self, entry: RegisterEntry) -> list[int]:
        """Return the namesakes who have a line with another number already."""
        return [
            row.pk
            for number, row in self.numbered.items()
            if row.name == entry.name and number != entry.number
        ]

    def _alias(self, entry: RegisterEntry) -> Written:
        number = entry.belongs_to_number
        unit = None if number else Unit.objects.filter(name=entry.belongs_to).first()
        person = None if unit else self._named(entry.belongs_to or "", number)
        period = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
        told = {name: day for name, day in period.items() if COLUMN_OF[name] in self.columns}
        standing = Alias.objects.standing()
        row = standing.filter(text=entry.name, unit=unit, person=person, **told).first()
        return self._write("alias", row or Alias(text=entry.name, unit=unit, person=person), told)

    def _named(self, name: str, number: int | None) -> Person:
        return person_named(name, number=number, numbered=self.numbered)

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
            try:
                if "hører_til" in self.columns:
                    values["parent"] = unit_named(entry.belongs_to) if entry.belongs_to else None
                if "leder" in self.columns:
                    values["manager"] = (
                        self._named(entry.manager, entry.manager_number) if entry.manager else None
                    )
            except RegisterConflictError as error:
                raise at_line(entry, error) from error
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
            if leads_back(pk, parents):
                reason = _(
                    "Enheden %(unit)s kan ikke høre til %(parent)s, som selv ligger under den."
                ) % {"unit": units[pk].name, "parent": units[parents[pk] or 0].name}
                raise at_line(self.entries[place], RegisterConflictError(reason))


def at_line(entry: RegisterEntry, error: RegisterConflictError | ValidationError) -> Exception:
    """Return the error with the number of the line of the file that it stands in."""
    words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    if not entry.line:
        return error
    return RegisterConflictError(
        _("Linje %(line)s: %(words)s") % {"line": entry.line, "words": words}
    )


def leads_back(start: int, parents: Mapping[int, int | None]) -> bool:
    """Tell whether the way up from a unit comes back to it."""
    seen: set[int] = set()
    unit = parents[start]
    while unit and unit not in seen:
        seen.add(unit)
        unit = parents[unit]
    return start in seen
