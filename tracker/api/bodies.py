"""What programs send, held to the same rules as what people fill in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from tracker.api.shapes import Row
from tracker.fields import REASON_LENGTH, TASK_LENGTH, refuse_before_meeting, refuse_odd_deadline
from tracker.owners import Owner, owner_with_key

NOTE_LENGTH = 2000


class OwnerField(serializers.RegexField):
    """The key of a person or unit that work can be given to today; null is nobody yet.

    Who has the work already may keep it, also when gone from the register.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^(person|unit):[0-9]{1,18}$", allow_null=True, **kwargs)
        self.help_text = "person:12 / unit:3"
        self.error_messages["invalid"] = gettext_lazy("Skriv en nøgle som person:12 eller unit:3.")

    def to_internal_value(self, data: Any) -> str:
        return str(super().to_internal_value(data))

    def run_validation(self, data: Any = serializers.empty) -> Any:
        key = super().run_validation(data)
        if key is None:
            return Owner()
        current: Owner | None = self.context.get("current_owner")
        if current is not None and current.key == key:
            return current
        found = owner_with_key(key)
        if found is None:
            raise serializers.ValidationError(_("Der er ingen med den nøgle i registret i dag."))
        return found


class TextField(serializers.CharField):
    """Words, with refusals that the framework has in English only."""

    default_error_messages = {"invalid": gettext_lazy("Skriv en tekst.")}


class YesNoField(serializers.BooleanField):
    """true or false."""

    default_error_messages = {"invalid": gettext_lazy("Skriv true eller false.")}


def task_field(**kwargs: Any) -> serializers.CharField:
    return TextField(max_length=TASK_LENGTH, **kwargs)


def deadline_field(**kwargs: Any) -> serializers.DateField:
    return serializers.DateField(validators=[refuse_odd_deadline], **kwargs)


def reason_field(**kwargs: Any) -> serializers.CharField:
    return TextField(max_length=REASON_LENGTH, **kwargs)


def choose_among(field: Any, rows: QuerySet[Any]) -> None:
    """Let the field mean one of the rows that the user may choose."""
    assert isinstance(field, serializers.PrimaryKeyRelatedField)
    field.queryset = rows  # type: ignore[arg-type]  # the stubs take it for a manager


def worded(task: str) -> str:
    """Return the task; raise the error at its field where it has no words."""
    if not task.strip():
        raise serializers.ValidationError({"task": [_("Skriv, hvad der skal gøres.")]})
    return task


def refuse_unlikely(deadline: date | None, held_on: date | None) -> None:
    """Raise the error at its field: before the meeting, or a slip, of a person or of a text."""
    try:
        refuse_before_meeting(deadline, held_on)
        refuse_odd_deadline(deadline)
    except DjangoValidationError as error:
        raise serializers.ValidationError({"deadline": error.messages}) from error


class ReasonBody(serializers.Serializer[Row]):
    reason = reason_field()


class NothingBody(serializers.Serializer[Row]):
    """No field at all."""


class AnswerBody(serializers.Serializer[Row]):
    note = TextField(max_length=NOTE_LENGTH, allow_blank=True, default="")


class PostponeBody(serializers.Serializer[Row]):
    deadline = deadline_field()
    reason = reason_field()


class ReassignBody(serializers.Serializer[Row]):
    owner = OwnerField()
    reason = reason_field()


class ChangeBody(serializers.Serializer[Row]):
    """What is left out stays as it is."""

    task = task_field(required=False)
    owner = OwnerField(required=False)
    deadline = deadline_field(required=False, allow_null=True)
