"""Who can be given work: named in a text field with a list beside it, or by key in an address.

A page has one list, however many fields it has: a select each would repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.selectors import owner_key
from meetings.models import Person, Unit

PERSON, UNIT = "person", "unit"
NO_OWNER = "none"
# The list that the fields of a page share, in components/_owner_list.html.
LIST_ID = "owners"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: a person, a unit, or nobody yet."""

    person: Person | None = None
    unit: Unit | None = None

    @classmethod
    def of(cls, action_item: ActionItem) -> Owner:
        return cls(action_item.owner_person, action_item.owner_unit)

    @property
    def key(self) -> str:
        return owner_key(
            person_id=self.person.pk if self.person else None,
            unit_id=self.unit.pk if self.unit else None,
        )


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody who can be given work; `label` is what the list shows and the field understands."""

    kind: str
    pk: int
    name: str
    short: str
    place: str

    @property
    def title(self) -> str:
        return f"{self.name} ({self.short})" if self.short else self.name

    @property
    def label(self) -> str:
        return f"{self.title}, {self.place}" if self.place else self.title

    @property
    def names(self) -> set[str]:
        names = (self.label, self.title, self.name, self.short)
        return {name.casefold() for name in names if name}


def owner_choices(*, is_for_ever: bool = False) -> list[OwnerChoice]:
    """Return the people and units that work can be given to today, in one question.

    With `is_for_ever` those that there once were as well.
    """
    active = Q() if is_for_ever else Q(is_active=True)
    valid = Q() if is_for_ever else _valid(timezone.localdate())
    people = Person.objects.filter(active).values_list(
        Value(PERSON, output_field=CharField()), "pk", "name", "initials", "unit__name"
    )
    units = Unit.objects.filter(valid).values_list(
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


def _valid(day: date) -> Q:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def owner_label(owner: Owner) -> str:
    """Return the text that stands for the owner in the field."""
    choice = _choice(owner)
    return choice.label if choice else ""


def _choice(owner: Owner) -> OwnerChoice | None:
    if owner.person:
        person = owner.person
        place = person.unit.name if person.unit else ""
        return OwnerChoice(PERSON, person.pk, person.name, person.initials, place)
    if owner.unit:
        return OwnerChoice(UNIT, owner.unit.pk, owner.unit.name, owner.unit.abbreviation, "")
    return None


class OwnerField(forms.CharField):
    """Text in, Owner out. What fits nobody, or more than one, is refused: no guess.

    `current` is who has the work already, and may keep it also when gone from the register.
    """

    widget = forms.TextInput

    def __init__(
        self, *, current: Owner | None = None, is_for_ever: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(max_length=500, **kwargs)
        self.current = current or Owner()
        self.is_for_ever = is_for_ever
        self.widget.attrs.update({"class": "form-input", "list": LIST_ID, "autocomplete": "off"})

    def clean(self, value: Any) -> Owner:
        text = super().clean(value)
        if not text:
            return Owner()
        if text == owner_label(self.current):
            return self.current
        fitting = _fitting(text, self.choices())
        if not fitting:
            raise ValidationError(
                _("Vi finder ikke »%(text)s« i registret. Vælg fra listen.") % {"text": text}
            )
        if len(fitting) > 1:
            raise ValidationError(
                _("»%(text)s« kan være flere. Vælg den rigtige fra listen.") % {"text": text}
            )
        return _owner(fitting[0])

    def choices(self) -> list[OwnerChoice]:
        return owner_choices(is_for_ever=self.is_for_ever)


class PersonField(OwnerField):
    """The same for people alone: text in, Person out, None where it is empty."""

    def clean(self, value: Any) -> Person | None:  # type: ignore[override]  # narrower on purpose
        return super().clean(value).person

    def choices(self) -> list[OwnerChoice]:
        return [choice for choice in super().choices() if choice.kind == PERSON]


def _fitting(text: str, choices: Sequence[OwnerChoice]) -> list[OwnerChoice]:
    wanted = " ".join(text.split()).casefold()
    exact = [choice for choice in choices if choice.label.casefold() == wanted]
    return exact or [choice for choice in choices if wanted in choice.names]


def _owner(choice: OwnerChoice) -> Owner:
    if choice.kind == PERSON:
        return Owner(person=Person.objects.get(pk=choice.pk))
    return Owner(unit=Unit.objects.get(pk=choice.pk))


def owned_by(key: str) -> Q:
    """Return which action items "person:12", "unit:3" or "none" owns; raises ValueError."""
    kind, _colon, number = key.partition(":")
    if kind == PERSON:
        return Q(owner_person=int(number))
    if kind == UNIT:
        return Q(owner_unit=int(number))
    return Q(owner_person__isnull=True, owner_unit__isnull=True)
