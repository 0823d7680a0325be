"""How many action items stand where, with whom, and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.selectors.owners import owner_key

DUE_SOON_DAYS = 7
DONE_LATELY_DAYS = 30
# Ages of open items in days, each bound inclusive; the last one has none.
AGE_BOUNDS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many items stand where. Late and due soon are among the open ones."""

    open: int
    late: int
    due_soon: int
    undated: int
    done_lately: int


def overview_figures(action_items: QuerySet[ActionItem], *, today: date) -> Figures:
    is_open = Q(status=ActionItem.Status.OPEN)
    counts = action_items.aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(deadline__lt=today)),
        due_soon=Count("pk", filter=is_open & Q(deadline__range=due_soon(today=today))),
        undated=Count("pk", filter=is_open & Q(deadline__isnull=True)),
        done_lately=Count(
            "pk",
            filter=Q(
                status=ActionItem.Status.DONE, closed_at__date__gte=done_lately_from(today=today)
            ),
        ),
    )
    return Figures(**counts)


def due_soon(*, today: date) -> tuple[date, date]:
    """Return the first and the last deadline that count as soon."""
    return today, today + timedelta(days=DUE_SOON_DAYS)


def done_lately_from(*, today: date) -> date:
    """Return the first day that counts as lately."""
    return today - timedelta(days=DONE_LATELY_DAYS)


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


def open_by_age(action_items: QuerySet[ActionItem], *, today: date) -> list[tuple[str, int]]:
    """Return (age in words, number) of open items, counted from the day of the meeting."""
    held = "promised_on"
    edges = [today - timedelta(days=bound) for bound in AGE_BOUNDS]
    counts = action_items.filter(status=ActionItem.Status.OPEN).aggregate(
        youngest=Count("pk", filter=Q(**{f"{held}__gte": edges[0]})),
        younger=Count("pk", filter=Q(**{f"{held}__lt": edges[0], f"{held}__gte": edges[1]})),
        older=Count("pk", filter=Q(**{f"{held}__lt": edges[1], f"{held}__gte": edges[2]})),
        oldest=Count("pk", filter=Q(**{f"{held}__lt": edges[2]})),
        unknown=Count("pk", filter=Q(**{f"{held}__isnull": True})),
    )
    ages = [
        (_("0-7 dage"), counts["youngest"]),
        (_("8-30 dage"), counts["younger"]),
        (_("31-90 dage"), counts["older"]),
        (_("over 90 dage"), counts["oldest"]),
    ]
    # A meeting's date can be taken back after its items were accepted.
    return [*ages, (_("ukendt"), counts["unknown"])] if counts["unknown"] else ages
