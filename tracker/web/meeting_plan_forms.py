"""A planned meeting as a form, and a meeting plan from a table or from another calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from meetings.calendar_file import LONGEST_PLACE, read_plan
from meetings.calendar_ics import is_ics, read_plan_ics
from meetings.models import Committee
from tracker.fields import date_input, select
from tracker.web.file_form import FileForm


class PlaceForm(forms.Form):
    """When and where."""

    held_on = forms.DateField(
        label=gettext_lazy("Dato"),
        widget=date_input(),
        error_messages={"required": gettext_lazy("Skriv mødets dato.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Sted (kan udelades)"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
    )


class SplitForm(PlaceForm):
    """The further day on which a meeting is held."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="split_%s")


class MoveForm(PlaceForm):
    """`seen_on` and `seen_place` are what the page showed."""

    seen_on = forms.DateField(required=False, widget=forms.HiddenInput)
    seen_place = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class PlannedMeetingForm(PlaceForm):
    """A meeting to come."""

    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg"),
        queryset=Committee.objects.filter(is_active=True),
        empty_label=gettext_lazy("Vælg udvalg"),
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg det udvalg, der mødes.")},
    )

    field_order = ("committee", "held_on", "place")


class MeetingPlanFileForm(FileForm):
    """A file of meetings, or the content of one that has been looked at."""

    label = gettext_lazy("Mødeplan (CSV eller ICS)")
    accept = ".csv,text/csv,.ics,text/calendar"

    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg, hvor kalenderen ikke nævner det (kan udelades)"),
        queryset=Committee.objects.none(),
        required=False,
        empty_label=gettext_lazy("Læs det i kalenderen"),
        widget=select(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Committee.objects.filter(is_active=True)

    def read(self, content: str) -> dict[str, object]:
        if is_ics(content):
            return {"lines": read_plan_ics(content, zone=timezone.get_current_timezone())}
        return {"lines": read_plan(content)}
