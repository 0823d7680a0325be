"""How many action items stand where, with whom, and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.selectors.figures import (
    AGES,
    STANDINGS,
    UNKNOWN_AGE,
    WAITING,
    closed_between,
    done_lately_from,
    of_age,
    standing,
)
from actions.selectors.owners import owner_key


@dataclass(frozen=True, slots=True)
class Figures:
    """How many items stand where. All but answered and done lately are among the open ones."""

    open: int
    late: int
    soon: int
    undated: int
    silent: int
    extended: int
    answered: int
    done_lately: int


def overview_figures(action_items: QuerySet[ActionItem], *, now: datetime) -> Figures:
    waiting = action_items.filter(WAITING).aggregate(
        **{name: Count("pk", filter=standing(name, now=now)) for name in STANDINGS}
    )
    since = done_lately_from(today=timezone.localdate(now))
    done = action_items.filter(closed_between(since, None), status=ActionItem.Status.DONE)
    return Figures(**waiting, done_lately=done.count())


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """What an owner has open. `key` is "person:12", "unit:3" or "none", as in addresses."""

    key: str
    name: str
    unit: str
    open: int
    late: int
    days_late: int


def owner_rows(action_items: QuerySet[ActionItem], *, today: date) -> list[OwnerRow]:
    """Return everybody who has something open, worst first: most late, then longest late."""
    late = Q(deadline__lt=today)
    rows = (
        action_items.filter(status=ActionItem.Status.OPEN)
        .order_by()
        .values("owner_person_id", "owner_unit_id")
        .annotate(
            person=Max("owner_person__name"),
            person_unit=Max("owner_person__unit__name"),
            unit=Max("owner_unit__name"),
            open=Count("pk"),
            late=Count("pk", filter=late),
            first=Min("deadline", filter=late),
        )
    )
    owners = [
        OwnerRow(
            key=owner_key(person_id=row["owner_person_id"], unit_id=row["owner_unit_id"]),
            name=row["person"] or row["unit"] or _("Uden ansvarlig"),
            unit=row["person_unit"] or row["unit"] or "",
            open=row["open"],
            late=row["late"],
            days_late=(today - row["first"]).days if row["first"] else 0,
        )
        for row in rows
    ]
    return sorted(owners, key=lambda row: (-row.late, -row.days_late, -row.open, row.name))


def open_by_age(action_items: QuerySet[ActionItem], *, today: date) -> dict[str, int]:
    """Return how many open items there are of each age, counted from the day of the meeting."""
    names = [*AGES, UNKNOWN_AGE]
    counts = action_items.filter(status=ActionItem.Status.OPEN).aggregate(
        **{
            f"age_{at}": Count("pk", filter=of_age(name, today=today))
            for at, name in enumerate(names)
        }
    )
    ages = {name: counts[f"age_{at}"] for at, name in enumerate(names)}
    # A meeting's date can be taken back after its items were accepted.
    if not ages[UNKNOWN_AGE]:
        del ages[UNKNOWN_AGE]
    return ages
