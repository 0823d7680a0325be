"""The forms of the register's rows: what may be corrected in each, and what it was when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Alias, CalendarPeriod, ClosingDay, Committee, Person, Unit
from meetings.services.register_rows import FIELDS, row_seen
from tracker.fields import date_input, select
from tracker.owners import Owner, OwnerField, PersonField, owner_label

if TYPE_CHECKING:
    # Generic to the type checker only; Django's class takes no parameters.
    Rows = forms.ModelForm[Any]
else:
    Rows = forms.ModelForm


def dressed(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return the form's field as our forms look."""
    if isinstance(field, models.DateField):
        kwargs["widget"] = date_input()
    elif isinstance(field, models.BooleanField):
        kwargs["widget"] = forms.CheckboxInput(attrs={"class": "list-choice"})
    elif isinstance(field, models.ForeignKey) or field.choices:
        kwargs["widget"] = select()
    else:
        kwargs["widget"] = forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"})
    return field.formfield(**kwargs)


class RowForm(Rows):
    """A row to be made, or to be corrected as it was `seen`."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, instance: Any, prefix: str | None = None) -> None:
        seen = row_seen(instance) if instance.pk else ""
        super().__init__(data, instance=instance, initial={"seen": seen}, prefix=prefix)

    def values(self) -> dict[str, object]:
        """Return what the row is to say, by field of the model."""
        return {name: self.cleaned_data[name] for name in FIELDS[type(self.instance)]}


class CommitteeForm(RowForm):
    class Meta:
        model = Committee
        fields = FIELDS[Committee]
        formfield_callback = dressed

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Committee.objects.exclude(pk=self.instance.pk).filter(name=name).exists():
            words = _("Der findes allerede et udvalg, der hedder %(name)s.")
            raise ValidationError(words % {"name": name})
        return name


class UnitForm(RowForm):
    manager = PersonField(label=gettext_lazy("Leder"), required=False)

    class Meta:
        model = Unit
        fields = FIELDS[Unit]
        formfield_callback = dressed

    def __init__(self, data: Any = None, *, instance: Unit, prefix: str | None = None) -> None:
        super().__init__(data, instance=instance, prefix=prefix)
        current = Owner(person=instance.manager)
        self.fields["manager"].current = current  # type: ignore[attr-defined]  # a PersonField
        self.initial["manager"] = owner_label(current)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Unit.objects.exclude(pk=instance.pk)
        parent.empty_label = _("Ingen: den ligger øverst")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Unit.objects.exclude(pk=self.instance.pk).filter(name=name).exists():
            words = _("Der findes allerede en enhed, der hedder %(name)s.")
            raise ValidationError(words % {"name": name})
        return name


class PersonForm(RowForm):
    class Meta:
        model = Person
        fields = FIELDS[Person]
        formfield_callback = dressed

    def __init__(self, data: Any = None, *, instance: Person, prefix: str | None = None) -> None:
        super().__init__(data, instance=instance, prefix=prefix)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.empty_label = _("Ingen enhed")

    def clean_initials(self) -> str:
        initials: str = self.cleaned_data["initials"]
        if not initials or "initials" not in self.changed_data:
            return initials
        others = Person.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        taken = others.filter(initials__iexact=initials).first()
        if taken:
            words = _("%(name)s har allerede initialerne. I et referat kan de kun være én persons.")
            raise ValidationError(words % {"name": taken.name})
        return initials

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        taken = Person.objects.exclude(pk=self.instance.pk).filter(email=email).first()
        if email and taken:
            raise ValidationError(_("Adressen bruges allerede af %(name)s.") % {"name": taken.name})
        return email


class AliasForm(RowForm):
    """Whom a name stands for. The unit may be one that is no more: the name is as old as it is."""

    owner = OwnerField(
        label=gettext_lazy("Står for"),
        is_for_ever=True,
        help_text=gettext_lazy("En enhed eller en person. Skriv, og vælg fra listen."),
        error_messages={"required": gettext_lazy("Skriv, hvem navnet står for.")},
    )

    class Meta:
        model = Alias
        fields = ("text", "valid_from", "valid_to")
        formfield_callback = dressed

    field_order = ("text", "owner", "valid_from", "valid_to")

    def __init__(self, data: Any = None, *, instance: Alias, prefix: str | None = None) -> None:
        super().__init__(data, instance=instance, prefix=prefix)
        current = Owner(instance.person, instance.unit)
        self.fields["owner"].current = current  # type: ignore[attr-defined]  # an OwnerField
        self.initial["owner"] = owner_label(current)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        owner = data.get("owner") or Owner()
        self.instance.person, self.instance.unit = owner.person, owner.unit
        return {**data, "person": owner.person, "unit": owner.unit}


class ClosingDayForm(RowForm):
    class Meta:
        model = ClosingDay
        fields = FIELDS[ClosingDay]
        formfield_callback = dressed
        error_messages = {
            "day": {
                "required": gettext_lazy("Skriv dagen."),
                "unique": gettext_lazy("Den dag er allerede en lukkedag."),
            },
            "name": {"required": gettext_lazy("Skriv, hvad dagen hedder.")},
        }


class PeriodForm(RowForm):
    class Meta:
        model = CalendarPeriod
        fields = FIELDS[CalendarPeriod]
        formfield_callback = dressed
        error_messages = {
            "name": {"required": gettext_lazy("Skriv, hvad dagene hedder.")},
            "first_day": {"required": gettext_lazy("Skriv den første dag.")},
            "last_day": {"required": gettext_lazy("Skriv den sidste dag.")},
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, first = data.get("name"), data.get("first_day")
        if name and first:
            same = CalendarPeriod.objects.filter(name=name, first_day=first)
            if same.exclude(pk=self.instance.pk).exists():
                words = _("Der er allerede noget af det navn fra den dag.")
                self.add_error("first_day", ValidationError(words))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        # The clash is told above, at its field and in our own words.
        return {*super()._get_validation_exclusions(), "first_day"}  # type: ignore[misc]
