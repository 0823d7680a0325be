"""How a secretary divides a suggestion, and says which words were missed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import Commitment
from meetings.models import AgendaItem, Meeting
from tracker.fields import TASK_LENGTH, TaskField, text_area
from tracker.web.marking import Frame, span_in_frame, span_of_heading, span_of_words

WORDS_LENGTH = 300
# Where one task is often two.
JOINTS = ("; ", " samt ", " og ")


class SplitForm(forms.Form):
    """What each of the two is to do."""

    first = TaskField(rows=2)
    second = TaskField(rows=2)

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        super().__init__(
            data, auto_id=f"commitment-{commitment.pk}-%s", initial=_halves(commitment.task)
        )
        self.fields["first"].label = _("Første opgave")
        self.fields["second"].label = _("Anden opgave")


def _halves(task: str) -> dict[str, str]:
    for joint in JOINTS:
        first, _joint, second = task.partition(joint)
        if second:
            return {"first": first, "second": second[:1].upper() + second[1:]}
    return {"first": task, "second": ""}


class MarkForm(forms.Form):
    """Words of the minutes that promise something, in whichever way they were pointed out."""

    task = forms.CharField(
        label=gettext_lazy("Opgave"),
        required=False,
        max_length=TASK_LENGTH,
        widget=text_area(2),
    )
    first = forms.CharField(
        label=gettext_lazy("Fra ordene"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
    )
    last = forms.CharField(
        label=gettext_lazy("Til ordene"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
    )
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    page = forms.IntegerField(required=False, min_value=1)
    x0 = forms.FloatField(required=False)
    top = forms.FloatField(required=False)
    x1 = forms.FloatField(required=False)
    bottom = forms.FloatField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: Meeting,
        items: list[AgendaItem],
        item: AgendaItem | None = None,
    ) -> None:
        super().__init__(data, auto_id=f"agenda-item-{item.pk if item else 0}-%s")
        self.meeting, self.items, self.item = meeting, items, item

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        span = None if self.errors else self._span(given)
        item = self._item(span)
        if span is None or item is None:
            raise forms.ValidationError(self._why(given))
        return {**given, "span": span, "item": item}

    def _span(self, given: dict[str, Any]) -> tuple[int, int] | None:
        text = self.meeting.document.text
        if given["end"]:
            return given["start"] or 0, given["end"]
        if given["page"]:
            return self._framed(given)
        if self.item is None:
            return None
        where = text, self.item.start, self.item.end
        if given["first"]:
            return span_of_words(*where, given["first"], given["last"])
        return span_of_heading(*where) if given["task"] else None

    def _framed(self, given: dict[str, Any]) -> tuple[int, int] | None:
        sides = [given[name] for name in ("x0", "top", "x1", "bottom")]
        page = self.meeting.document.pages.filter(number=given["page"]).first()
        if page is None or None in sides:
            return None
        return span_in_frame(page.words, Frame(*sides))

    def _item(self, span: tuple[int, int] | None) -> AgendaItem | None:
        if self.item or span is None:
            return self.item
        return next((one for one in self.items if one.start <= span[0] < one.end), None)

    def _why(self, given: dict[str, Any]) -> str:
        if given.get("first"):
            return _("Ordene står ikke i punktet. Skriv dem, som de står i referatet.")
        if given.get("page") or given.get("end"):
            return _("Der er ingen ord fra et punkt i det, du markerede. Prøv igen.")
        return _("Skriv opgaven, eller de ord i referatet, der lover noget.")
