"""What the list of mails is narrowed to."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from actions.models import Message
from actions.models.outbox import MessageQuerySet
from actions.selectors import owner_key
from meetings.models import Person, Unit
from tracker.fields import date_input, select

MOST_NAMES = 200


class FilterForm(forms.Form):
    """Who, what and when."""

    who = forms.CharField(
        label=gettext_lazy("Modtager"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-input", "type": "search"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Slags"),
        choices=[("", gettext_lazy("Alle")), *Message.Kind.choices],
        required=False,
        widget=select(),
    )
    first = forms.DateField(label=gettext_lazy("Fra dag"), required=False, widget=date_input())
    last = forms.DateField(label=gettext_lazy("Til dag"), required=False, widget=date_input())


class OutboxFilter:
    """The address as a question; what makes no sense in it narrows nothing."""

    def __init__(self, address: QueryDict) -> None:
        self.state = state_of(address.get("state", ""))
        self.form = FilterForm(address)
        self.form.is_valid()
        self._asked = {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        return urlencode(self._asked)

    @property
    def whole_query(self) -> str:
        return urlencode(({"state": self.state} if self.state else {}) | self._asked)

    def narrow(self, mails: MessageQuerySet) -> MessageQuerySet:
        asked = self._asked
        if self.state:
            mails = mails.filter(state=self.state)
        if "who" in asked:
            mails = mails.filter(_named(asked["who"]))
        if "kind" in asked:
            mails = mails.filter(kind=asked["kind"])
        if "first" in asked:
            mails = mails.filter(day__gte=asked["first"])
        if "last" in asked:
            mails = mails.filter(day__lte=asked["last"])
        return mails


def _named(words: str) -> Q:
    """Cover mails to who is called so, or to an address like it."""
    people = Person.objects.filter(name__icontains=words).values_list("pk", flat=True)
    units = Unit.objects.filter(name__icontains=words).values_list("pk", flat=True)
    keys = [owner_key(person_id=pk, unit_id=None) for pk in people[:MOST_NAMES]]
    keys += [owner_key(person_id=None, unit_id=pk) for pk in units[:MOST_NAMES]]
    return Q(recipient__in=keys) | Q(to_email__icontains=words)


def state_of(chosen: str) -> str:
    return chosen if chosen in Message.State.values else ""
