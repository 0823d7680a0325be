"""Who can be given work: named in a text field that is searched from, or by key in an address.

A field searches when it is typed in: a list in each page would hold the whole register.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, QuerySet, Value
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.models.action_item import UNOWNED
from actions.selectors import owner_key
from meetings.models import Alias, Person, Unit
from tracker.owner_search import OwnerChoice, fitting_owners, owners_like, with_doubles_told

PERSON, UNIT = "person", "unit"
NO_OWNER = "none"


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


def owner_choices(
    people: QuerySet[Person] | None = None,
    units: QuerySet[Unit] | None = None,
    *,
    is_for_ever: bool = False,
) -> list[OwnerChoice]:
    """Return the people and units that work can be given to today, with their other names.

    With `is_for_ever` those that there once were as well.
    """
    today = timezone.localdate()
    people = Person.objects.all() if people is None else people
    units = Unit.objects.all() if units is None else units
    active = Q() if is_for_ever else Q(is_active=True)
    standing = Q() if is_for_ever else _valid(today)
    persons = people.filter(active).values_list(
        Value(PERSON, output_field=CharField()), "pk", "name", "initials", "unit__name"
    )
    valid = units.filter(standing).values_list(
        Value(UNIT, output_field=CharField()),
        "pk",
        "name",
        "abbreviation",
        Value("", output_field=CharField()),
    )
    rows = persons.order_by().union(valid.order_by(), all=True)
    aliases = _aliases(today)
    choices = [
        OwnerChoice(kind, pk, name, short, place or "", tuple(aliases.get((kind, pk), ())))
        for kind, pk, name, short, place in rows
    ]
    told = with_doubles_told(choices)
    return sorted(told, key=lambda choice: (choice.kind, choice.name.casefold(), choice.pk))


def _aliases(day: date) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    standing = Alias.objects.standing().filter(_valid(day)).order_by("text")
    for text, person, unit in standing.values_list("text", "person", "unit"):
        found[(PERSON, person) if person else (UNIT, unit)].append(text)
    return found


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


class OwnerInput(forms.TextInput):
    """A text field that lists who fits while somebody types; without scripts a list comes after."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        searching = {
            "class": "form-input",
            "autocomplete": "off",
            "data-owner-search": "",
            "hx-get": reverse_lazy("owner_search"),
            "hx-trigger": "input changed delay:150ms, owners:ask",
            "hx-target": "next .owner-list",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
            "hx-select": "unset",
            "hx-select-oob": "unset",
        }
        super().__init__({**searching, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        # What was picked among the candidates goes before the text that was not understood.
        return data.get(f"{name}-pick") or super().value_from_datadict(data, files, name)


class OwnerField(forms.CharField):
    """Text in, Owner out. What fits nobody, or more than one, is refused: no guess.

    `current` is who has the work already, and may keep it also when gone from the register.
    """

    widget = OwnerInput

    def __init__(
        self, *, current: Owner | None = None, is_for_ever: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(max_length=500, **kwargs)
        self.current = current or Owner()
        self.is_for_ever = is_for_ever
        if is_for_ever:
            self.widget.attrs["data-owner-ever"] = "1"
        # Who may have been meant by a text that was refused, to be chosen among.
        self.candidates: list[OwnerChoice] = []

    def clean(self, value: Any) -> Owner:
        text = super().clean(value)
        if not text:
            return Owner()
        if text == owner_label(self.current):
            return self.current
        choices = self.choices()
        fitting = fitting_owners(text, choices)
        if len(fitting) == 1:
            return _owner(fitting[0])
        self.candidates = fitting or owners_like(text, choices)
        if not fitting:
            raise ValidationError(
                _("Vi finder ikke »%(text)s« i registret. Vælg fra listen.") % {"text": text}
            )
        raise ValidationError(
            _("»%(text)s« kan være flere. Vælg den rigtige fra listen.") % {"text": text}
        )

    def choices(self) -> list[OwnerChoice]:
        return owner_choices(is_for_ever=self.is_for_ever)


class PersonField(OwnerField):
    """The same for people alone: text in, Person out, None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-owner-kind"] = PERSON

    def clean(self, value: Any) -> Person | None:  # type: ignore[override]  # narrower on purpose
        return super().clean(value).person

    def choices(self) -> list[OwnerChoice]:
        return [choice for choice in super().choices() if choice.kind == PERSON]


def _owner(choice: OwnerChoice) -> Owner:
    if choice.kind == PERSON:
        return Owner(person=Person.objects.get(pk=choice.pk))
    return Owner(unit=Unit.objects.get(pk=choice.pk))


def owner_with_key(key: str) -> Owner | None:
    """Return whom "person:12" or "unit:3" names, where work can be given to them today."""
    kind, _colon, number = key.partition(":")
    if kind == PERSON:
        person = Person.objects.filter(is_active=True, pk=int(number)).first()
        return Owner(person=person) if person else None
    unit = Unit.objects.filter(_valid(timezone.localdate()), pk=int(number)).first()
    return Owner(unit=unit) if unit else None


def owned_by(key: str) -> Q:
    """Return which action items "person:12", "unit:3" or "none" owns; raises ValueError."""
    kind, _colon, number = key.partition(":")
    if kind == PERSON:
        return Q(owner_person=int(number))
    if kind == UNIT:
        return Q(owner_unit=int(number))
    return UNOWNED
