"""What can be filled in about an action item."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from tracker.web.owner_choice import OwnerField, owner_value

NOTE_LENGTH = 2000
TASK_LENGTH = 1000
REASON_LENGTH = 300


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "form-input", "rows": rows})


class ChangeForm(forms.Form):
    """What, who and when; `version` is the item as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    task = forms.CharField(label=_("Opgave"), max_length=TASK_LENGTH, widget=_area(3))
    deadline = forms.DateField(
        label=_("Frist"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-input"}),
    )

    field_order = ["version", "task", "owner", "deadline"]

    def __init__(
        self,
        data: Any = None,
        *,
        action_item: ActionItem,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="change_%s")
        self.held_on = action_item.agenda_item.meeting.held_on
        # What has been sent to somebody stays somebody's.
        self.fields["owner"] = OwnerField(
            label=_("Ansvarlig"),
            required=action_item.assigned_at is not None,
            current=action_item,
        )
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, action_item: ActionItem) -> Self:
        return cls(
            action_item=action_item,
            initial={
                "version": action_item.version,
                "task": action_item.task,
                "owner": owner_value(action_item),
                "deadline": action_item.deadline,
            },
        )

    def in_words(self) -> list[tuple[object, str]]:
        """Return each field's label with what was filled in."""
        owner, deadline = self.cleaned_data["owner"], self.cleaned_data["deadline"]
        return [
            (self["task"].label, self.cleaned_data["task"]),
            (self["owner"].label, str(owner.person or owner.unit or "")),
            (self["deadline"].label, f"{deadline:%d-%m-%Y}" if deadline else ""),
        ]

    def clean_deadline(self) -> object:
        deadline = self.cleaned_data["deadline"]
        if deadline and self.held_on and deadline < self.held_on:
            raise forms.ValidationError(_("Fristen ligger før mødet."))
        return deadline


class AnswerForm(forms.Form):
    """The owner's words; `deadline_version` is the deadline they answer to."""

    deadline_version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Valgfri. Fx hvad der er gjort, eller hvor resultatet ligger."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=_area(3),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="answer_%s")

    @classmethod
    def of(cls, action_item: ActionItem) -> Self:
        return cls(initial={"deadline_version": action_item.deadline_version})


class NoteForm(forms.Form):
    """The owner's words from a mail, where the link says which deadline they answer to."""

    note = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Valgfri. Fx hvad der er gjort, eller hvor resultatet ligger."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=_area(4),
    )


class CancelForm(forms.Form):
    """Why an action item lapses."""

    reason = forms.CharField(label=_("Begrundelse"), max_length=REASON_LENGTH, widget=_area(2))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="cancel_%s")
