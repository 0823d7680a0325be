"""The field for the number of a case in the records system."""

from __future__ import annotations

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy

from actions.models import ActionItem
from meetings.models import Meeting

LONGEST = Meeting._meta.get_field("case_number").max_length


class CaseNumberForm(forms.Form):
    """A number as the records system writes it."""

    case_number = forms.CharField(
        label=gettext_lazy("Sagsnummer i ESDH"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "form-input"}),
        error_messages={
            "max_length": gettext_lazy("Sagsnummeret er for langt: det må højst fylde 60 tegn.")
        },
    )

    @classmethod
    def of(cls, row: Meeting | ActionItem) -> Self:
        return cls(initial={"case_number": row.case_number})
