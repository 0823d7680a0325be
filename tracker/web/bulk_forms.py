"""What can be done to many action items at once, as a form: the same to each that is ticked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.fields import REASON_LENGTH, DeadlineField, select
from tracker.owners import OwnerField

ASSIGN, POSTPONE, WITHDRAW, ACCEPT = "assign", "postpone", "withdraw", "accept"
MOST = 500


class BulkForm(forms.Form):
    """What is to be done, with a reason; `items` are "12:3", the number and version as shown."""

    what = forms.ChoiceField(
        label=gettext_lazy("Med de valgte"),
        choices=[
            ("", gettext_lazy("Vælg, hvad der skal ske")),
            (ASSIGN, gettext_lazy("Giv til en anden ansvarlig")),
            (POSTPONE, gettext_lazy("Udskyd fristen")),
            (ACCEPT, gettext_lazy("Godkend svarene og afslut")),
            (WITHDRAW, gettext_lazy("Lad dem bortfalde")),
        ],
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske.")},
    )
    owner = OwnerField(label=gettext_lazy("Ny ansvarlig"), required=False)
    deadline = DeadlineField()
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Kan udelades, når svar godkendes."),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="bulk_%s")
        self.fields["deadline"].label = _("Ny frist")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        what, owner = given.get("what"), given.get("owner")
        if what == ASSIGN and owner and not (owner.person or owner.unit):
            self.add_error("owner", _("Skriv, hvem der skal have opgaverne."))
        if what == POSTPONE and "deadline" in given and not given["deadline"]:
            self.add_error("deadline", _("Skriv den nye frist."))
        if what and what != ACCEPT and "reason" in given and not given["reason"]:
            self.add_error("reason", _("Skriv hvorfor."))
        return given


def chosen(data: Any) -> dict[int, int]:
    """Return number -> version of the items that are ticked; what is neither is left out."""
    pairs = (text.partition(":") for text in data.getlist("items")[:MOST])
    return {
        int(number): int(version)
        for number, _colon, version in pairs
        if number.isdecimal() and version.isdecimal() and len(number) < 19 and len(version) < 10
    }
