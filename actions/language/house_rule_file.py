"""House rules as CSV, beside the register and with its manners. Pure.

Columns, separated by semicolon or comma, with a header line:

    betydning;vending;udvalg;begrundelse;gyldig_fra;gyldig_til

`betydning` is aldrig or altid. An empty `udvalg` means all of them. Dates are as in the register.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from actions.language.house_rules import (
    HouseRuleKind,
    HouseRuleValue,
    PhraseError,
    clean_phrase,
)
from meetings.calendar_file import wrong_header
from meetings.refusal import gettext_noop
from meetings.register import (
    RegisterError,
    cell_date,
    cell_text,
    no_csv,
    refuse_too_many,
    too_wide,
)

COLUMNS = ("betydning", "vending", "udvalg", "begrundelse", "gyldig_fra", "gyldig_til")
KINDS: dict[str, HouseRuleKind] = {"aldrig": "never", "altid": "always"}
LONGEST_REASON = 300
# Each line is tried on what waits, so many of them is a slip.
MOST_LINES = 1_000
HouseRuleKey = tuple[HouseRuleKind, str, str | None]


@dataclass(frozen=True, slots=True)
class HouseRuleLine:
    """One line of the file: the rule, and why it is one."""

    rule: HouseRuleValue
    reason: str = ""
    # Where it stands in its file; 0 where there is none.
    number: int = field(default=0, compare=False)


def read_house_rules(text: str) -> tuple[HouseRuleLine, ...]:
    """Return the rules that the CSV text holds; raise RegisterError where it does not."""
    text = text.removeprefix("\ufeff")
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return tuple(_lines((row, rows.line_num) for row in rows))
    except csv.Error as error:
        raise no_csv(error, rows.line_num) from error


def _lines(rows: Iterator[tuple[list[str], int]]) -> Iterator[HouseRuleLine]:
    header = [name.strip().lower() for name in next(rows, ([], 1))[0]]
    if sorted(header) != sorted(COLUMNS):
        raise wrong_header(COLUMNS)
    first_lines: dict[HouseRuleKey, int] = {}
    for row, number in rows:
        if len(row) > len(header):
            raise too_wide(row, header, number)
        if any(cell.strip() for cell in row):
            cells = dict.fromkeys(header, "") | dict(zip(header, map(cell_text, row), strict=False))
            refuse_too_many(len(first_lines), most=MOST_LINES, line=number)
            line = _line(cells, number)
            key = (line.rule.kind, line.rule.phrase, line.rule.committee)
            first = first_lines.setdefault(key, number)
            if first != number:
                sentence = gettext_noop("reglen står også i linje %(first)s")
                raise RegisterError(sentence, line=number, first=first)
            yield line


def _line(cells: dict[str, str], line: int) -> HouseRuleLine:
    kind = KINDS.get(cells["betydning"].lower())
    if kind is None:
        sentence = gettext_noop("»%(text)s« er ikke en betydning; brug %(known)s")
        text, known = cells["betydning"], ", ".join(KINDS)
        raise RegisterError(sentence, line=line, column="betydning", text=text, known=known)
    try:
        phrase = clean_phrase(cells["vending"])
    except PhraseError as error:
        raise RegisterError(error.sentence, line=line, column="vending", **error.values) from error
    valid_from, valid_to = (cell_date(cells, name, line) for name in ("gyldig_fra", "gyldig_til"))
    if valid_from and valid_to and valid_to < valid_from:
        sentence = gettext_noop("gyldig_til ligger før gyldig_fra")
        raise RegisterError(sentence, line=line, column="gyldig_til")
    rule = HouseRuleValue(kind, phrase, cells["udvalg"] or None, valid_from, valid_to)
    return HouseRuleLine(rule, cells["begrundelse"][:LONGEST_REASON], line)


def house_rule_cells(lines: Iterable[HouseRuleLine]) -> list[list[str]]:
    """Return the rules as the rows of their file, the header first."""
    words = {kind: word for word, kind in KINDS.items()}
    return [list(COLUMNS)] + [
        [
            words[one.rule.kind],
            one.rule.phrase,
            one.rule.committee or "",
            one.reason,
            one.rule.valid_from.isoformat() if one.rule.valid_from else "",
            one.rule.valid_to.isoformat() if one.rule.valid_to else "",
        ]
        for one in lines
    ]
