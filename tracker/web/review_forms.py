"""What a secretary settles on when going through a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import Commitment
from meetings.models import Committee, Meeting, User
from tracker.permissions import decided_committees
from tracker.web.owner_by_name import OwnerNameField, owner_label

TASK_LENGTH = 1000
REASON_LENGTH = 300

REASONS = (
    gettext_lazy("Ikke noget, der skal følges op på"),
    gettext_lazy("Er allerede gjort"),
    gettext_lazy("Står der to gange"),
    gettext_lazy("Er kun en orientering"),
)


def _date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-input"})


class AcceptForm(forms.Form):
    """What is to be done, by whom and by when. Owner and deadline may wait."""

    task = forms.CharField(
        label=gettext_lazy("Opgave"),
        max_length=TASK_LENGTH,
        widget=forms.Textarea(attrs={"class": "form-input", "rows": 2}),
        error_messages={"required": gettext_lazy("Skriv, hvad der skal gøres.")},
    )
    owner = OwnerNameField(label=gettext_lazy("Ansvarlig"), required=False)
    deadline = forms.DateField(
        label=gettext_lazy("Frist"),
        required=False,
        widget=_date_input(),
        error_messages={"invalid": gettext_lazy("Skriv fristen som en dato.")},
    )

    def __init__(self, data: Any = None, *, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"commitment-{commitment.pk}-%s", **kwargs)
        self.held_on = commitment.agenda_item.meeting.held_on

    @classmethod
    def of(cls, commitment: Commitment) -> Self:
        return cls(
            commitment=commitment,
            initial={
                "task": commitment.task,
                "owner": owner_label(commitment.owner_person, commitment.owner_unit),
                "deadline": commitment.due,
            },
        )

    def clean_deadline(self) -> date | None:
        deadline: date | None = self.cleaned_data["deadline"]
        if deadline and self.held_on and deadline < self.held_on:
            raise forms.ValidationError(
                _("Fristen ligger før mødet den %(day)s.") % {"day": f"{self.held_on:%d-%m-%Y}"}
            )
        return deadline


class RejectForm(forms.Form):
    """Why a suggestion is no promise."""

    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=REASON_LENGTH,
        initial=REASONS[0],
        widget=forms.TextInput(
            attrs={"class": "form-input", "list": "reasons", "autocomplete": "off"}
        ),
        error_messages={"required": gettext_lazy("Skriv kort hvorfor.")},
    )

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        super().__init__(data, auto_id=f"commitment-{commitment.pk}-%s")


class MeetingForm(forms.Form):
    """Which committee held the meeting, and when."""

    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg"),
        queryset=Committee.objects.none(),
        empty_label=gettext_lazy("Vælg udvalg"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": gettext_lazy("Vælg det udvalg, der holdt mødet.")},
    )
    held_on = forms.DateField(
        label=gettext_lazy("Mødedato"),
        widget=_date_input(),
        error_messages={"required": gettext_lazy("Skriv datoen for mødet.")},
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, user: User) -> None:
        super().__init__(
            data,
            auto_id="meeting-%s",
            initial={"committee": meeting.committee_id, "held_on": meeting.held_on},
        )
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        own = Committee.objects.filter(pk__in=[meeting.committee_id or 0])
        field.queryset = decided_committees(user) | own
