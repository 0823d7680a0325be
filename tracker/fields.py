"""What our forms have in common: how fields look, how long texts may be, when a deadline holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.policy import latest_deadline

TASK_LENGTH = 1000
REASON_LENGTH = 300


def day_words(day: date) -> str:
    """30-06-2020, as minutes write it, or 30 Jun 2020."""
    return date_format(day, "j M Y") if get_language() == "en" else f"{day:%d-%m-%Y}"


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-input"})


def select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "form-input", "rows": rows})


class TaskField(forms.CharField):
    """What is to be done, in a line or two."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Opgave"),
            max_length=TASK_LENGTH,
            widget=text_area(rows),
            error_messages={"required": gettext_lazy("Skriv, hvad der skal gøres.")},
            **kwargs,
        )


# A year of two figures is year 26, not 2026.
EARLIEST_YEAR = 2000


class DeadlineField(forms.DateField):
    """By when; a task without a deadline is a task all the same."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Frist"),
            required=False,
            widget=date_input(),
            error_messages={"invalid": gettext_lazy("Skriv fristen som en dato.")},
            **kwargs,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        refuse_odd_deadline(value)


def refuse_odd_deadline(deadline: date | None) -> None:
    """Raise ValidationError for a day that can only be a slip of the pen."""
    if deadline and deadline.year < EARLIEST_YEAR:
        raise forms.ValidationError(_("Skriv årstallet med fire cifre, fx 2027."))
    latest = latest_deadline(timezone.localdate())
    if deadline and deadline > latest:
        reason = _("Fristen ligger for langt ude i fremtiden. Den kan senest være %(day)s.")
        raise forms.ValidationError(reason % {"day": day_words(latest)})


class RecurrenceField(forms.ChoiceField):
    """How often it comes again, if it does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Gentages"),
            required=False,
            choices=[("", gettext_lazy("Gentages ikke")), *ActionItem.Recurrence.choices],
            widget=select(),
            **kwargs,
        )


def refuse_before_meeting(deadline: date | None, held_on: date | None) -> date | None:
    """Return the deadline; raises ValidationError where it lies before the meeting."""
    if deadline and held_on and deadline < held_on:
        raise forms.ValidationError(
            _("Fristen ligger før mødet den %(day)s.") % {"day": day_words(held_on)}
        )
    return deadline
