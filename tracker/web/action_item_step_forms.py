"""Where an action item goes, as forms: to whom, until when, into which; and what is said of it."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import ActionItem
from meetings.models import PlannedMeeting
from tracker.fields import REASON_LENGTH, DeadlineField, RecurrenceField, text_area
from tracker.meeting_field import MeetingField, offer_meetings
from tracker.owners import OwnerField

COMMENT_LENGTH = 2000


class StepForm(forms.Form):
    """A step with a reason, taken on the item as it was shown."""

    name = ""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=REASON_LENGTH,
        widget=text_area(2),
        error_messages={"required": gettext_lazy("Skriv hvorfor.")},
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"{self.name}_%s")

    @classmethod
    def of(cls, action_item: ActionItem) -> Self:
        return cls(initial={"version": action_item.version})


class ReassignForm(StepForm):
    """Who is to be accountable from now on."""

    name = "reassign"

    owner = OwnerField(
        label=gettext_lazy("Ny ansvarlig"),
        error_messages={"required": gettext_lazy("Skriv, hvem der skal have opgaven.")},
    )

    field_order = ["version", "owner", "reason"]


class PostponeForm(StepForm):
    """Until when."""

    name = "postpone"

    deadline = DeadlineField()

    field_order = ["version", "deadline", "reason"]

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        deadline = self.fields["deadline"]
        deadline.label = _("Ny frist")
        deadline.required = True
        deadline.error_messages["required"] = _("Skriv den nye frist.")


class BindForm(forms.Form):
    """Which meeting the deadline is to follow."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    meeting = MeetingField(
        error_messages={"required": gettext_lazy("Vælg det møde, fristen skal følge.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        among: QuerySet[PlannedMeeting],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="bind_%s")
        offer_meetings(self, "meeting", among)

    @classmethod
    def of(cls, action_item: ActionItem, *, among: QuerySet[PlannedMeeting]) -> Self:
        version, meeting = action_item.version, action_item.bound_to_id
        return cls(among=among, initial={"version": version, "meeting": meeting})


class RepeatForm(forms.Form):
    """How often it comes again; nothing is no more."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    recurrence = RecurrenceField()

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="repeat_%s")

    @classmethod
    def of(cls, action_item: ActionItem) -> Self:
        version, every = action_item.version, action_item.recurrence
        return cls(initial={"version": version, "recurrence": every})


class ShareForm(forms.Form):
    """Somebody who is to do it as well."""

    owner = OwnerField(
        label=gettext_lazy("Medansvarlig"),
        error_messages={"required": gettext_lazy("Skriv, hvem der skal være med.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="share_%s")


class MergeForm(forms.Form):
    """The number of the item that is the same, among those the user decides on."""

    into = forms.IntegerField(
        label=gettext_lazy("Nummeret på den opgave, der bliver"),
        help_text=gettext_lazy("Det står øverst på opgavens side. De ansvarlige følger med."),
        min_value=1,
        widget=forms.TextInput(attrs={"class": "form-input", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Skriv opgavens nummer.")},
    )

    def __init__(self, data: Any = None, *, among: QuerySet[ActionItem] | None = None) -> None:
        super().__init__(data, auto_id="merge_%s")
        self.among = among

    def clean_into(self) -> ActionItem:
        number = self.cleaned_data["into"]
        found = None if self.among is None else self.among.filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(_("Vi finder ingen opgave med det nummer."))
        return found


class CommentForm(forms.Form):
    """What somebody says; `key` is new with each form that is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Ny kommentar"),
        help_text=gettext_lazy("Læses af dem, der kan se opgaven. Der sendes ingen mail."),
        max_length=COMMENT_LENGTH,
        widget=text_area(3),
        error_messages={"required": gettext_lazy("Skriv en kommentar.")},
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="comment_%s")

    @classmethod
    def empty(cls) -> Self:
        return cls(initial={"key": uuid4()})
