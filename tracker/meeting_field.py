"""A meeting to come, as a choice in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from meetings.models import PlannedMeeting
from tracker.fields import day_words, select

MEETING_OFF = gettext_lazy("Mødet er aflyst eller holdt i mellemtiden. Vælg et andet.")


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """One of the meetings that the user may see planned, by day and committee."""

    has_some = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Følger mødet"))
        super().__init__(
            PlannedMeeting.objects.none(),
            empty_label=gettext_lazy("Vælg et møde"),
            widget=select(),
            **kwargs,
        )


def offer_meetings(form: forms.Form, name: str, among: QuerySet[PlannedMeeting]) -> None:
    """Let the form's field offer these, soonest first; they are asked for once."""
    field = form.fields[name]
    assert isinstance(field, MeetingField)
    rows = list(among.order_by("held_on", "committee__name"))
    field.queryset = among
    field.choices = [
        ("", field.empty_label),
        *((one.pk, f"{day_words(one.held_on)} {one.committee.name}") for one in rows),
    ]
    field.has_some = bool(rows)
