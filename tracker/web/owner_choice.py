"""Choosing an owner: a person or a unit, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.selectors import owner_key
from meetings.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: a person, a unit, or nobody yet."""

    person: Person | None = None
    unit: Unit | None = None


class OwnerField(forms.ChoiceField):
    """Offers the people and units of today, and the one that stands there already."""

    def __init__(self, *, current: ActionItem | None = None, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select(attrs={"class": "form-select"}), **kwargs)
        # Built with the form, not with the class: the register changes under a running server.
        self.choices = _choices(current)

    def clean(self, value: Any) -> Owner:
        return read_owner(super().clean(value))


def owner_value(action_item: ActionItem) -> str:
    """Return the action item's owner as the field's value."""
    key = owner_key(person_id=action_item.owner_person_id, unit_id=action_item.owner_unit_id)
    return "" if key == "none" else key


def read_owner(value: str) -> Owner:
    """Return who "person:12" or "unit:3" is; the value is one of the field's own choices."""
    kind, _separator, pk = value.partition(":")
    if kind == "person":
        return Owner(person=Person.objects.get(pk=pk))
    if kind == "unit":
        return Owner(unit=Unit.objects.get(pk=pk))
    return Owner()


def _choices(current: ActionItem | None) -> list[tuple[str, Any]]:
    today = timezone.localdate()
    person = current.owner_person_id if current else None
    unit = current.owner_unit_id if current else None
    people = Person.objects.filter(Q(is_active=True) | Q(pk=person))
    valid = (Q(valid_from=None) | Q(valid_from__lte=today)) & (
        Q(valid_to=None) | Q(valid_to__gte=today)
    )
    units = Unit.objects.filter(valid | Q(pk=unit))
    return [
        ("", _("Vælg ansvarlig")),
        (_("Personer"), [(f"person:{person.pk}", str(person)) for person in people]),
        (_("Enheder"), [(f"unit:{unit.pk}", str(unit)) for unit in units]),
    ]
