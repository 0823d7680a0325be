"""Which names a filter offers: only of what occurs among the rows that a user may see."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from actions.selectors import (
    EXTENDED,
    LATE,
    NO_DEADLINE,
    ON_TIME,
    OPEN,
    PUT_OFF,
    SILENT,
    SOON,
    TOO_LATE,
    UNDATED,
    UNKNOWN_AGE,
)
from meetings.models import Person, Unit
from tracker.owners import NO_OWNER, PERSON, UNIT

Named = TypeVar("Named", bound=Model)

ALL = "all"
NO_UNIT = "none"
STATUS_CHOICES = [
    (OPEN, _("Åbne")),
    (LATE, _("Overskredne")),
    (SOON, _("Frist inden 7 dage")),
    (UNDATED, _("Uden frist")),
    (SILENT, _("Stille")),
    (EXTENDED, _("Åbne, der er udsat")),
    (ActionItem.Status.ANSWERED.value, _("Besvarede")),
    (ActionItem.Status.DONE.value, _("Udførte")),
    (ActionItem.Status.CANCELLED.value, _("Bortfaldne")),
    (ALL, _("Alle")),
]
AGE_WORDS = {
    "0-7": _("0-7 dage"),
    "8-30": _("8-30 dage"),
    "31-90": _("31-90 dage"),
    "91-": _("over 90 dage"),
    UNKNOWN_AGE: _("ukendt"),
}
KEPT_WORDS = {
    ON_TIME: _("Udført til tiden"),
    TOO_LATE: _("Udført for sent"),
    NO_DEADLINE: _("Udført uden frist"),
    PUT_OFF: _("Udført efter udsættelse"),
}


def units_under(top: int, units: list[Unit]) -> set[int]:
    """Return the unit and all that lie below it."""
    found, size = {top}, 0
    while size < len(found):
        size = len(found)
        found |= {unit.pk for unit in units if unit.parent_id in found}
    return found


def occurring(model: type[Named], queryset: QuerySet[ActionItem], field: str) -> QuerySet[Named]:
    """Return the rows of the register that occur at `field`: a look into the index for each."""
    return model._default_manager.filter(
        Exists(queryset.order_by().filter(**{field: OuterRef("pk")}))
    )


def owns_some(queryset: QuerySet[ActionItem]) -> ExpressionWrapper[Q]:
    """Tell of each unit whether it owns an item.

    As a set that is found once: asked of each unit by itself, the database reads every item for a
    unit that owns none.
    """
    owning = Q(pk__in=occurring(Unit, queryset, "owner_unit").values("pk"))
    return ExpressionWrapper(owning, output_field=BooleanField())


def with_those_above(wanted: set[int | None], units: list[Unit]) -> list[Unit]:
    """Return the units and every unit above them."""
    above = {unit.pk: unit.parent_id for unit in units}
    found: set[int] = set()
    for pk in wanted:
        unit = pk
        while unit is not None and unit not in found:
            found.add(unit)
            unit = above[unit]
    return [row for row in units if row.pk in found]


def named_owners(people: list[Person], units: list[Unit]) -> list[tuple[str, Any]]:
    return [
        *((f"{PERSON}:{person.pk}", str(person)) for person in people),
        *((f"{UNIT}:{unit.pk}", str(unit)) for unit in units),
        (NO_OWNER, _("Uden ansvarlig")),
    ]
