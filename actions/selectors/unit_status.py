"""How many open items each unit has, by itself and with all below it: open, late and silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from actions.models import ActionItem
from actions.selectors.figures import LATE, OPEN, SILENT, standing
from meetings.models import Unit

COUNTED = (OPEN, LATE, SILENT)


@dataclass(frozen=True, slots=True)
class Counts:
    """Open items, those of them that are late, and those that are silent."""

    open: int = 0
    late: int = 0
    silent: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.open + other.open, self.late + other.late, self.silent + other.silent)


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit in its place of the tree; `pk` is None for who belongs to no unit."""

    pk: int | None
    name: str
    depth: int
    own: Counts
    whole: Counts


def unit_statuses(
    action_items: QuerySet[ActionItem], *, within: Collection[int] | None, now: datetime
) -> list[UnitStatus]:
    """Return the units that have open items, or some below them, each under the one above it.

    `within` are the units somebody answers for; None is all of them.
    """
    counts = _counts(action_items, now=now)
    units = list(Unit.objects.order_by("name", "pk"))
    shown = [unit for unit in units if within is None or unit.pk in within]
    children: dict[int | None, list[Unit]] = {}
    known = {unit.pk for unit in shown}
    for unit in shown:
        children.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    rows = [row for unit in children.get(None, ()) for row in _under(unit, children, counts, 0)]
    nowhere = counts.get(None)
    if nowhere and within is None:
        rows.append(UnitStatus(None, "", 0, nowhere, nowhere))
    return rows


def _counts(action_items: QuerySet[ActionItem], *, now: datetime) -> dict[int | None, Counts]:
    rows = (
        action_items.filter(status=ActionItem.Status.OPEN)
        .order_by()
        .annotate(key=Coalesce("owner_unit", "owner_person__unit"))
        .values("key")
        .annotate(**{f"n_{name}": Count("pk", filter=standing(name, now=now)) for name in COUNTED})
    )
    names = [f"n_{name}" for name in COUNTED]
    return {key: Counts(*counts) for key, *counts in rows.values_list("key", *names)}


def _under(
    unit: Unit,
    children: dict[int | None, list[Unit]],
    counts: dict[int | None, Counts],
    depth: int,
) -> Iterator[UnitStatus]:
    """Yield the unit and those below it that have anything."""
    below = [
        row
        for child in children.get(unit.pk, ())
        for row in _under(child, children, counts, depth + 1)
    ]
    own = counts.get(unit.pk, Counts())
    whole = own + _sum(row.whole for row in below if row.depth == depth + 1)
    if whole.open:
        yield UnitStatus(unit.pk, unit.name, depth, own, whole)
        yield from below


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def in_all(rows: Iterable[UnitStatus]) -> Counts:
    """Return what the units have together, each item once."""
    return _sum(row.own for row in rows)
