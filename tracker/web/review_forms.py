"""What a secretary settles on when going through a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import ActionItem, Commitment
from actions.policy import read_recurrence
from meetings.models import Committee, Meeting, PlannedMeeting, User
from tracker.fields import (
    REASON_LENGTH,
    DeadlineField,
    RecurrenceField,
    TaskField,
    date_input,
    refuse_before_meeting,
    select,
)
from tracker.owners import Owner, OwnerField, owner_label
from tracker.permissions import decided_committees

REASONS = (
    gettext_lazy("Ikke noget, der skal følges op på"),
    gettext_lazy("Er allerede gjort"),
    gettext_lazy("Står der to gange"),
    gettext_lazy("Er kun en orientering"),
)


class AcceptForm(forms.Form):
    """What is to be done, by whom and by when. Owner and deadline may wait."""

    task = TaskField(rows=2)
    owner = OwnerField(label=gettext_lazy("Ansvarlig"), required=False)
    deadline = DeadlineField()
    # What was read from a meeting follows it anyway.
    follows = forms.BooleanField(
        label=gettext_lazy("Følger udvalgets møde den dag"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )
    recurrence = RecurrenceField()

    def __init__(self, data: Any = None, *, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"commitment-{commitment.pk}-%s", **kwargs)
        # Asked where the minutes say that it comes again; else on the item's own page.
        if not commitment.recurrence:
            del self.fields["recurrence"]
        # What was shown goes there and back, so that it is told from what was written.
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "follows"
        self.commitment = commitment
        self.held_on = commitment.agenda_item.meeting.held_on

    @classmethod
    def of(cls, commitment: Commitment, *, withdrawn: ActionItem | None = None) -> Self:
        """Fill in what was read, or what a person had settled on before taking it back."""
        if withdrawn:
            task, owner, deadline = withdrawn.task, Owner.of(withdrawn), withdrawn.deadline
            every = withdrawn.recurrence
        else:
            task, deadline = commitment.task, commitment.due
            owner = Owner(commitment.owner_person, commitment.owner_unit)
            every = read_recurrence(commitment.recurrence)
        initial = {
            "task": task,
            "owner": owner_label(owner),
            "deadline": deadline,
            "recurrence": every,
        }
        return cls(commitment=commitment, initial=initial)

    def caught_up(self, current: forms.Form) -> Self:
        """Return the form with what stands by now in the fields that nobody wrote in."""
        data = {name: self.data.get(name) for name in self.data}
        for bound in self:
            name, shown = bound.html_name, bound.html_initial_name
            if shown in data and data[shown] == data.get(name, ""):
                now = current[bound.name].value()
                data[name] = data[shown] = "" if now is None else str(now)
        return type(self)(data, commitment=self.commitment)

    def clean_deadline(self) -> date | None:
        return refuse_before_meeting(self.cleaned_data["deadline"], self.held_on)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("follows") and "deadline" in given:
            given["meeting"] = self._meeting(given["deadline"])
            if given["meeting"] is None:
                words = _(
                    "Udvalget har intet planlagt møde den dag. Ret fristen, eller fjern krydset."
                )
                self.add_error("deadline", words)
        return given

    def _meeting(self, day: date | None) -> PlannedMeeting | None:
        if day is None:
            return None
        meeting = self.commitment.agenda_item.meeting
        held = PlannedMeeting.objects.filter(committee=meeting.committee_id, is_cancelled=False)
        return held.filter(held_on=day, held_on__gte=timezone.localdate()).first()


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
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg det udvalg, der holdt mødet.")},
    )
    held_on = forms.DateField(
        label=gettext_lazy("Mødedato"),
        widget=date_input(),
        error_messages={"required": gettext_lazy("Skriv datoen for mødet.")},
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, user: User) -> None:
        super().__init__(
            data,
            auto_id="meeting-%s",
            initial={"committee": meeting.committee_id, "held_on": meeting.held_on},
        )
        # What was on the screen, so that nobody puts right what another has put right meanwhile.
        self.seen = f"{meeting.committee_id or ''}:{meeting.held_on or ''}"
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        own = Committee.objects.filter(pk__in=[meeting.committee_id or 0])
        field.queryset = decided_committees(user) | own

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > timezone.localdate():
            raise forms.ValidationError(
                _("Mødedatoen ligger i fremtiden. Skriv den dag, mødet blev holdt.")
            )
        return held_on
