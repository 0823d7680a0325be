"""A meeting plan on its way in from a table or from another calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from meetings.calendar_file import read_plan
from meetings.calendar_ics import is_ics, read_plan_ics
from meetings.models import Committee
from tracker.fields import select
from tracker.web.file_form import FileForm


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
