"""Naming an owner: a text field that knows the people and units of the register.

The review page has many of them; they share one list, where a select each would repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Person, Unit
from tracker.web.owner_choice import Owner

PERSON, UNIT = "person", "unit"


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody who can be given work; `label` is what the list shows and the field understands."""

    kind: str
    pk: int
    name: str
    short: str
    place: str

    @property
    def label(self) -> str:
        name = f"{self.name} ({self.short})" if self.short else self.name
        return f"{name}, {self.place}" if self.place else name

    @property
    def names(self) -> set[str]:
        return {name.casefold() for name in (self.label, self.name, self.short) if name}


def owner_choices() -> list[OwnerChoice]:
    """Return the people and units that work can be given to today, in one question."""
    today = timezone.localdate()
    people = Person.objects.filter(is_active=True).values_list(
        Value(PERSON, output_field=CharField()), "pk", "name", "initials", "unit__name"
    )
    units = Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).values_list(
        Value(UNIT, output_field=CharField()),
        "pk",
        "name",
        "abbreviation",
        Value("", output_field=CharField()),
    )
    rows = people.order_by().union(units.order_by(), all=True)
    choices = [
        OwnerChoice(kind, pk, name, short, place or "") for kind, pk, name, short, place in rows
    ]
    return sorted(choices, key=lambda choice: (choice.kind, choice.name.casefold()))


def owner_label(person: Person | None, unit: Unit | None) -> str:
    """Return the text that stands for the owner in the field; needs the person's unit."""
    if person:
        place = person.unit.name if person.unit else ""
        return OwnerChoice(PERSON, person.pk, person.name, person.initials, place).label
    return OwnerChoice(UNIT, unit.pk, unit.name, unit.abbreviation, "").label if unit else ""


class OwnerNameField(forms.CharField):
    """Text in, Owner out. What fits nobody, or more than one, is refused: no guess."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)
        self.widget.attrs.update({"class": "form-input", "list": "owners", "autocomplete": "off"})

    def clean(self, value: Any) -> Owner:
        text = super().clean(value)
        if not text:
            return Owner()
        fitting = _fitting(text, owner_choices())
        if not fitting:
            raise ValidationError(
                _("Vi finder ikke »%(text)s« i registret. Vælg fra listen.") % {"text": text}
            )
        if len(fitting) > 1:
            raise ValidationError(
                _("»%(text)s« kan være flere. Vælg den rigtige fra listen.") % {"text": text}
            )
        return _owner(fitting[0])


def _fitting(text: str, choices: Sequence[OwnerChoice]) -> list[OwnerChoice]:
    wanted = " ".join(text.split()).casefold()
    exact = [choice for choice in choices if choice.label.casefold() == wanted]
    return exact or [choice for choice in choices if wanted in choice.names]


def _owner(choice: OwnerChoice) -> Owner:
    if choice.kind == PERSON:
        return Owner(person=Person.objects.get(pk=choice.pk))
    return Owner(unit=Unit.objects.get(pk=choice.pk))
