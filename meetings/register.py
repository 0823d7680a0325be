"""The register as a value: who and what the municipality consists of, readable from CSV. Pure.

One CSV file serves the page, the import command and `extract --register`. Columns, separated by
semicolon or comma, with a header line; unknown columns are refused, and what a missing one would
hold is left as it is:

    type;navn;kort;titel;email;hører_til;leder;gyldig_fra;gyldig_til

`type` is udvalg, enhed, person or alias. `kort` is an abbreviation (FAS) or initials (KW).
`hører_til` is a unit's parent, a person's unit, or what an alias stands for. Dates are
YYYY-MM-DD or DD-MM-YYYY, both inclusive, empty where open.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# What a spreadsheet would take for a formula; files we write have an apostrophe before it.
RISKY_STARTS = ("=", "+", "-", "@", "|", "%")

EntryKind = Literal["committee", "unit", "person", "alias"]

COLUMNS = (
    "type",
    "navn",
    "kort",
    "titel",
    "email",
    "hører_til",
    "leder",
    "gyldig_fra",
    "gyldig_til",
)
KINDS: dict[str, EntryKind] = {
    "udvalg": "committee",
    "enhed": "unit",
    "person": "person",
    "alias": "alias",
}
# Far more than a large municipality's register has.
MOST_LINES = 10_000
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DANISH_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class RegisterError(ValueError):
    """The file is no register; says where, in Danish: "Linje 3, kolonnen »gyldig_fra«: …"."""

    def __init__(self, message: str, *, line: int, column: str | None = None) -> None:
        self.line = line
        self.column = column
        place = f"Linje {line}, kolonnen »{column}«" if column else f"Linje {line}"
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the register. For an alias, `name` is the alias and `belongs_to` its target."""

    kind: EntryKind
    name: str
    short: str | None = None
    title: str | None = None
    email: str | None = None
    belongs_to: str | None = None
    manager: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    # Where it stands in its file, so that a refusal can say so; 0 where there is none.
    line: int = field(default=0, compare=False)

    def is_valid_on(self, day: date | None) -> bool:
        """Tell whether the entry holds on the day; an unknown day refuses nothing."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, in the order given; None in an entry means empty where its column is there."""

    entries: tuple[RegisterEntry, ...] = ()
    columns: frozenset[str] = frozenset(COLUMNS)


def read_register(text: str) -> Register:
    """Return the register that the CSV text holds; raise RegisterError where it does not."""
    text = text.removeprefix("\ufeff")
    first_line = text.split("\n", 1)[0]
    delimiter = ";" if ";" in first_line else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    entries: list[RegisterEntry] = []
    try:
        header = _header(next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                refuse_too_many(len(entries), most=MOST_LINES, line=rows.line_num)
                entries.append(_entry(_cells(header, row, rows.line_num), rows.line_num))
    except csv.Error as error:
        raise RegisterError(
            f"linjen kan ikke læses som CSV ({error})", line=rows.line_num
        ) from error
    return Register(tuple(entries), columns=frozenset(header))


def refuse_too_many(read: int, *, most: int, line: int) -> None:
    """Raise RegisterError where one line more is one too many."""
    if read >= most:
        raise RegisterError(f"filen har flere end {most} linjer; del den i flere", line=line)


def write_register(register: Register) -> str:
    """Return the register as CSV text that `read_register` reads back as the same register."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    header = [column for column in COLUMNS if column in register.columns]
    writer.writerow(header)
    for entry in register.entries:
        cells = _written(entry)
        writer.writerow([cells[column] for column in header])
    return out.getvalue()


def _written(entry: RegisterEntry) -> dict[str, str]:
    words = {kind: word for word, kind in KINDS.items()}
    return {
        "type": words[entry.kind],
        "navn": entry.name,
        "kort": entry.short or "",
        "titel": entry.title or "",
        "email": entry.email or "",
        "hører_til": entry.belongs_to or "",
        "leder": entry.manager or "",
        "gyldig_fra": entry.valid_from.isoformat() if entry.valid_from else "",
        "gyldig_til": entry.valid_to.isoformat() if entry.valid_to else "",
    }


def _header(row: list[str]) -> list[str]:
    names = [name.strip().lower().replace(" ", "_") for name in row]
    if not any(names):
        raise RegisterError("filen er tom; første linje skal være overskrifter", line=1)
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise RegisterError(f"kolonnen kendes ikke; brug {known}", line=1, column=name)
        if names.count(name) > 1:
            raise RegisterError("kolonnen står to gange", line=1, column=name)
    for needed in ("type", "navn"):
        if needed not in names:
            raise RegisterError("kolonnen mangler", line=1, column=needed)
    return names


def _cells(header: list[str], row: list[str], line: int) -> dict[str, str]:
    if len(row) > len(header):
        raise RegisterError(f"{len(row)} felter, men kun {len(header)} kolonner", line=line)
    return dict(zip(header, (cell_text(text) for text in row), strict=False))


def cell_text(text: str) -> str:
    """Return what the cell says, without the apostrophe that stops a spreadsheet running it."""
    text = text.strip()
    if text.startswith("'") and text[1:].lstrip().startswith(RISKY_STARTS):
        return text[1:].strip()
    return text


def _entry(cells: Mapping[str, str], line: int) -> RegisterEntry:
    kind = KINDS.get(cells.get("type", "").lower())
    if kind is None:
        known = ", ".join(KINDS)
        raise RegisterError(
            f"»{cells.get('type', '')}« er ingen type; brug {known}", line=line, column="type"
        )
    if not cells.get("navn"):
        raise RegisterError("navnet mangler", line=line, column="navn")
    if kind == "alias" and not cells.get("hører_til"):
        raise RegisterError("et alias skal sige, hvem det står for", line=line, column="hører_til")
    email = cells.get("email") or None
    if email and not EMAIL.fullmatch(email):
        raise RegisterError(f"»{email}« er ingen mailadresse", line=line, column="email")
    valid_from, valid_to = (cell_date(cells, name, line) for name in ("gyldig_fra", "gyldig_til"))
    if valid_from and valid_to and valid_to < valid_from:
        raise RegisterError("gyldig_til ligger før gyldig_fra", line=line, column="gyldig_til")
    return RegisterEntry(
        kind=kind,
        name=cells["navn"],
        short=cells.get("kort") or None,
        title=cells.get("titel") or None,
        email=email,
        belongs_to=cells.get("hører_til") or None,
        manager=cells.get("leder") or None,
        valid_from=valid_from,
        valid_to=valid_to,
        line=line,
    )


def cell_date(cells: Mapping[str, str], column: str, line: int) -> date | None:
    """Return the day in a column, None where it is empty; raise RegisterError where it is none."""
    text = cells.get(column, "")
    if not text:
        return None
    iso, danish = ISO_DATE.fullmatch(text), DANISH_DATE.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if danish:
            return date(int(danish[3]), int(danish[2]), int(danish[1]))
    except ValueError:
        pass
    message = f"»{text}« er ingen dato; skriv den som 2025-03-01 eller 01-03-2025"
    raise RegisterError(message, line=line, column=column)
