"""What can be filled in about an action item."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from tracker.fields import (
    REASON_LENGTH,
    DeadlineField,
    TaskField,
    day_words,
    refuse_before_meeting,
    text_area,
)
from tracker.owners import Owner, OwnerField, owner_label
from tracker.web.sent_file import SentFileField

NOTE_LENGTH = 2000


class ChangeForm(forms.Form):
    """What, who and when; `version` is the item as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    task = TaskField(rows=3)
    deadline = DeadlineField()

    field_order = ["version", "task", "owner", "deadline"]

    def __init__(
        self,
        data: Any = None,
        *,
        action_item: ActionItem,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="change_%s")
        self.held_on = action_item.promised_on
        # What has been sent to somebody stays somebody's.
        self.fields["owner"] = OwnerField(
            label=_("Ansvarlig"),
            required=action_item.assigned_at is not None,
            current=Owner.of(action_item),
        )
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, action_item: ActionItem) -> Self:
        return cls(
            action_item=action_item,
            initial={
                "version": action_item.version,
                "task": action_item.task,
                "owner": owner_label(Owner.of(action_item)),
                "deadline": action_item.deadline,
            },
        )

    def in_words(self) -> list[tuple[object, str]]:
        """Return each field's label with what was filled in."""
        owner, deadline = self.cleaned_data["owner"], self.cleaned_data["deadline"]
        return [
            (self["task"].label, self.cleaned_data["task"]),
            (self["owner"].label, str(owner.person or owner.unit or "")),
            (self["deadline"].label, day_words(deadline) if deadline else ""),
        ]

    def clean_deadline(self) -> date | None:
        return refuse_before_meeting(self.cleaned_data["deadline"], self.held_on)


class AnswerForm(forms.Form):
    """The owner's words and file; `deadline_version` is the deadline they answer to."""

    deadline_version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Valgfri. Fx hvad der er gjort, eller hvor resultatet ligger."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=text_area(3),
    )

    file = SentFileField()

    def __init__(
        self, data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, files, initial=initial, auto_id="answer_%s")

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
        widget=text_area(4),
    )


class ReturnForm(forms.Form):
    """What an answer lacks; the owner reads it in the mail."""

    reason = forms.CharField(
        label=_("Hvad mangler?"), max_length=REASON_LENGTH, widget=text_area(2)
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="return_%s")


class CancelForm(forms.Form):
    """Why an action item lapses."""

    reason = forms.CharField(label=_("Begrundelse"), max_length=REASON_LENGTH, widget=text_area(2))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="cancel_%s")
