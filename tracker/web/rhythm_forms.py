"""What is written of a rhythm, and the deadline it is tried on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import ActionItem
from actions.policy import DEFAULT, Rhythm
from meetings.models import Committee, User
from tracker.fields import date_input, select
from tracker.permissions import decided_committees, decides_every_committee

MOST_DAYS = 60
MOST_SILENT_DAYS = 365
MOST_STEPS = 6
PRIORITIES = [("", gettext_lazy("Alle opgaver")), *ActionItem.Priority.choices]


class ScopeForm(forms.Form):
    """What a rhythm is for."""

    committee = forms.ModelChoiceField(
        label=gettext_lazy("Gælder for"),
        queryset=Committee.objects.none(),
        required=False,
        empty_label=gettext_lazy("Alle udvalg"),
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg det udvalg, rytmen gælder for.")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Prioritet"), choices=PRIORITIES, required=False, widget=select()
    )

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = decided_committees(user)
        if not decides_every_committee(user):
            field.required = True
            field.empty_label = None


class TryForm(ScopeForm):
    """A deadline to see the days of."""

    deadline = forms.DateField(
        label=gettext_lazy("Frist"),
        widget=date_input(),
        error_messages={"required": gettext_lazy("Skriv den frist, du vil prøve.")},
    )

    def clean_deadline(self) -> date:
        deadline: date = self.cleaned_data["deadline"]
        if not date(2000, 1, 1) <= deadline <= date(2100, 1, 1):
            raise ValidationError(_("Skriv en frist mellem år 2000 og 2100."))
        return deadline


class RhythmForm(ScopeForm):
    """The days themselves."""

    days_before = forms.CharField(
        label=gettext_lazy("Arbejdsdage før fristen"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Adskilt af komma. 0 er selve dagen. Tomt felt: ingen før fristen."),
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
    )
    days_between_late = forms.IntegerField(
        label=gettext_lazy("Arbejdsdage mellem rykkere efter fristen"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("0: ingen rykkere efter fristen."),
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )

    unit_after = forms.IntegerField(
        label=gettext_lazy("Til enhedens postkasse efter (arbejdsdage over fristen)"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=DEFAULT.unit_after,
        help_text=gettext_lazy("Når den ansvarlige ikke svarer. 0: aldrig."),
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )
    manager_after = forms.IntegerField(
        label=gettext_lazy("Til lederen efter (arbejdsdage over fristen)"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=DEFAULT.manager_after,
        help_text=gettext_lazy("Når heller ikke enheden har svaret. 0: aldrig."),
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )

    silent_after = forms.IntegerField(
        label=gettext_lazy("Stille efter (dage uden nyt)"),
        min_value=1,
        max_value=MOST_SILENT_DAYS,
        initial=DEFAULT.silent_after,
        help_text=gettext_lazy("Tælles i overblikket, i lister og i lederens ugemail."),
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )

    field_order = (
        "committee",
        "priority",
        "days_before",
        "days_between_late",
        "unit_after",
        "manager_after",
        "silent_after",
    )

    def clean_days_before(self) -> tuple[int, ...]:
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["days_before"]) if part]
        if not all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
            raise ValidationError(_("Skriv hele tal med komma imellem, for eksempel 7, 1, 0."))
        days = {int(part) for part in parts}
        if days and max(days) > MOST_DAYS:
            raise ValidationError(_("Højst %(days)s arbejdsdage før.") % {"days": MOST_DAYS})
        if len(days) > MOST_STEPS:
            raise ValidationError(_("Højst %(count)s påmindelser før.") % {"count": MOST_STEPS})
        return tuple(sorted(days, reverse=True))

    @property
    def rhythm(self) -> Rhythm:
        data = self.cleaned_data
        return Rhythm(
            data["days_before"],
            data["days_between_late"],
            data["unit_after"],
            data["manager_after"],
            data["silent_after"],
        )
