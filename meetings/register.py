"""The register as a value: who and what the municipality consists of, readable from CSV. Pure.

One CSV file serves the page, the import command and `extract --register`. Columns, separated by
semicolon or comma, with a header line; unknown columns are refused, and what a missing one would
hold is left as it is:

    type;navn;kort;titel;email;hører_til;leder;gyldig_fra;gyldig_til;nr

`type` is udvalg, enhed, person or alias. `kort` is an abbreviation (FAS) or initials (KW).
`hører_til` is a unit's parent, a person's unit, or what an alias stands for. Dates are
YYYY-MM-DD or DD-MM-YYYY, both inclusive, empty where open. People who share a name are told apart
by `nr`; who means one of them in `hører_til` or `leder` writes "Jens Krog #12".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from meetings.refusal import RefusalError, gettext_noop

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
    "nr",
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
NUMBERED = re.compile(r"(.*\S)\s+#(\d{1,18})")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class RegisterError(RefusalError):
    """The file is no register; says where: "Linje 3, kolonnen »gyldig_fra«: …"."""

    def __init__(
        self, sentence: str, *, line: int, column: str | None = None, **values: object
    ) -> None:
        super().__init__(sentence, **values)
        self.line = line
        self.column = column

    def words(self, translate: Callable[[str], str], show: Callable[[object], object] = str) -> str:
        place = gettext_noop("Linje %(line)s")
        if self.column:
            place = gettext_noop("Linje %(line)s, kolonnen »%(column)s«")
        where = translate(place) % {"line": show(self.line), "column": self.column}
        return f"{where}: {super().words(translate, show)}"


def no_csv(error: csv.Error, line: int) -> RegisterError:
    """Return the refusal of a line that is no CSV."""
    sentence = gettext_noop("linjen kan ikke læses som CSV (%(error)s)")
    return RegisterError(sentence, line=line, error=error)


def too_wide(row: Sequence[str], header: Sequence[str], line: int) -> RegisterError:
    """Return the refusal of a line with more fields than there are columns."""
    sentence = gettext_noop("%(fields)s felter, men kun %(columns)s kolonner")
    return RegisterError(sentence, line=line, fields=len(row), columns=len(header))


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
    # Which of the people of that name it is, or it means; None where there is only one.
    number: int | None = field(default=None, compare=False)
    belongs_to_number: int | None = field(default=None, compare=False)
    manager_number: int | None = field(default=None, compare=False)
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
        raise no_csv(error, rows.line_num) from error
    return Register(tuple(entries), columns=frozenset(header))


def refuse_too_many(read: int, *, most: int, line: int) -> None:
    """Raise RegisterError where one line more is one too many."""
    if read >= most:
        sentence = gettext_noop("filen har flere end %(most)s linjer; del den i flere")
        raise RegisterError(sentence, line=line, most=most)


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
        "hører_til": _numbered(entry.belongs_to, entry.belongs_to_number),
        "leder": _numbered(entry.manager, entry.manager_number),
        "gyldig_fra": entry.valid_from.isoformat() if entry.valid_from else "",
        "gyldig_til": entry.valid_to.isoformat() if entry.valid_to else "",
        "nr": str(entry.number or ""),
    }


def _numbered(name: str | None, number: int | None) -> str:
    return f"{name} #{number}" if name and number else name or ""


def _header(row: list[str]) -> list[str]:
    names = [name.strip().lower().replace(" ", "_") for name in row]
    if not any(names):
        raise RegisterError(
            gettext_noop("filen er tom; første linje skal være overskrifter"), line=1
        )
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            sentence = gettext_noop("kolonnen kendes ikke; brug %(known)s")
            raise RegisterError(sentence, line=1, column=name, known=known)
        if names.count(name) > 1:
            raise RegisterError(gettext_noop("kolonnen står to gange"), line=1, column=name)
    for needed in ("type", "navn"):
        if needed not in names:
            raise RegisterError(gettext_noop("kolonnen mangler"), line=1, column=needed)
    return names


def _cells(header: list[str], row: list[str], line: int) -> dict[str, str]:
    if len(row) > len(header):
        raise too_wide(row, header, line)
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
        sentence = gettext_noop("»%(text)s« er ikke en type; brug %(known)s")
        text = cells.get("type", "")
        raise RegisterError(sentence, line=line, column="type", text=text, known=known)
    if not cells.get("navn"):
        raise RegisterError(gettext_noop("navnet mangler"), line=line, column="navn")
    if kind == "alias" and not cells.get("hører_til"):
        sentence = gettext_noop("et alias skal sige, hvem det står for")
        raise RegisterError(sentence, line=line, column="hører_til")
    email = cells.get("email") or None
    if email and not EMAIL.fullmatch(email):
        sentence = gettext_noop("»%(text)s« er ikke en mailadresse")
        raise RegisterError(sentence, line=line, column="email", text=email)
    valid_from, valid_to = (cell_date(cells, name, line) for name in ("gyldig_fra", "gyldig_til"))
    if valid_from and valid_to and valid_to < valid_from:
        sentence = gettext_noop("gyldig_til ligger før gyldig_fra")
        raise RegisterError(sentence, line=line, column="gyldig_til")
    belongs_to, belongs_to_number = _named(cells.get("hører_til", ""))
    manager, manager_number = _named(cells.get("leder", ""))
    return RegisterEntry(
        kind=kind,
        name=cells["navn"],
        short=cells.get("kort") or None,
        title=cells.get("titel") or None,
        email=email,
        belongs_to=belongs_to,
        manager=manager,
        valid_from=valid_from,
        valid_to=valid_to,
        number=_number(cells.get("nr", ""), line),
        belongs_to_number=belongs_to_number,
        manager_number=manager_number,
        line=line,
    )


def _named(text: str) -> tuple[str | None, int | None]:
    numbered = NUMBERED.fullmatch(text)
    return (numbered[1], int(numbered[2])) if numbered else (text or None, None)


def _number(text: str, line: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        sentence = gettext_noop("»%(text)s« er ikke et nummer")
        raise RegisterError(sentence, line=line, column="nr", text=text)
    return int(text)


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
    sentence = gettext_noop("»%(text)s« er ikke en dato; skriv den som 2025-03-01 eller 01-03-2025")
    raise RegisterError(sentence, line=line, column=column, text=text)
