"""Turning a long list by the key of a row: page thousand costs what the first one costs.

The order ends in the primary key, so that rows with equal keys keep their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, OrderBy, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.lookups import GreaterThan, LessThan

from actions.models.keys import KeyAmong

AFTER, BEFORE = "efter", "foer"

# A row, or what `values` returns of it.
Row = TypeVar("Row", bound=Model | dict[str, Any])


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: by a day column that is never empty, then by key; or by key alone.

    A list that is narrowed to few of many rows is `is_narrowed`: see KeyAmong.
    """

    column: str = ""
    is_descending: bool = False
    is_narrowed: bool = False

    @property
    def key(self) -> F | KeyAmong:
        return KeyAmong("pk") if self.is_narrowed and not self.column else F("pk")

    def fields(self, *, is_turned: bool) -> list[OrderBy]:
        is_down = self.is_descending != is_turned
        columns = [F(self.column), self.key] if self.column else [self.key]
        return [OrderBy(column, descending=is_down) for column in columns]

    def key_of(self, row: Model | dict[str, Any]) -> str:
        def told(name: str) -> Any:
            return row[name] if isinstance(row, dict) else getattr(row, name)

        day = f"{told(self.column).isoformat()}_" if self.column else ""
        return f"{day}{told('id')}"

    def reads(self, text: str) -> bool:
        """Tell whether the text is a key of this order."""
        return _read(self, text) is not None


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """Some rows in a row, and the keys by which the ones before and after them are asked for."""

    rows: list[Row]
    before: str = ""
    after: str = ""


def keyset_page(
    queryset: QuerySet[Any, Row], order: Order, *, asked: Mapping[str, str], size: int
) -> KeysetPage[Row]:
    """Return the page that the address asks for; a key that cannot be read asks for the first."""
    cursor = _read(order, asked.get(BEFORE, "")) or _read(order, asked.get(AFTER, ""))
    is_turned = cursor is not None and _read(order, asked.get(BEFORE, "")) is not None
    found = queryset.order_by(*order.fields(is_turned=is_turned))
    if cursor is not None:
        found = _beyond(found, order, cursor, is_turned=is_turned)
    rows = list(found[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if is_turned:
        rows.reverse()
    has_before = has_more if is_turned else cursor is not None
    has_after = True if is_turned else has_more
    return KeysetPage(
        rows,
        before=order.key_of(rows[0]) if rows and has_before else "",
        after=order.key_of(rows[-1]) if rows and has_after else "",
    )


def _read(order: Order, text: str) -> tuple[date | None, int] | None:
    day, _underscore, number = text.rpartition("_")
    if bool(day) != bool(order.column) or not (number.isascii() and number.isdecimal()):
        return None
    if len(number) > 18:
        return None
    try:
        return date.fromisoformat(day) if day else None, int(number)
    except ValueError:
        return None


def _beyond(
    queryset: QuerySet[Any, Row],
    order: Order,
    cursor: tuple[date | None, int],
    *,
    is_turned: bool,
) -> QuerySet[Any, Row]:
    """Leave what comes after the key, in the direction in which the rows are read."""
    day, number = cursor
    is_down = order.is_descending != is_turned
    if not order.column:
        alone = LessThan if is_down else GreaterThan
        return queryset.filter(alone(order.key, number))
    # As one comparison of two columns: the index then begins right there.
    beyond = TupleLessThan if is_down else TupleGreaterThan
    return queryset.filter(beyond(Tuple(F(order.column), F("pk")), (day, number)))
