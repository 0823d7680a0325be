"""A person's own absences: who stands in, from when to when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meetings.models import Absence, Person
from meetings.services.absences import absence_add, absence_withdraw
from tracker.fields import date_input, select
from tracker.web.http import UserRequest


class AbsenceForm(forms.Form):
    """Days away, and the colleague who gets the mails."""

    first_day = forms.DateField(label=gettext_lazy("Første dag"), widget=date_input())
    last_day = forms.DateField(label=gettext_lazy("Sidste dag"), widget=date_input())
    stand_in = forms.ModelChoiceField(
        label=gettext_lazy("Stedfortræder"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Enhedens fællespostkasse"),
        widget=select(),
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data)
        field = self.fields["stand_in"]
        assert isinstance(field, forms.ModelChoiceField)
        # A colleague of the same unit: others have no business with the person's items.
        colleagues = Person.objects.filter(is_active=True, unit__isnull=False, unit=person.unit_id)
        field.queryset = colleagues.exclude(email="").exclude(pk=person.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Den sidste dag ligger før den første."))
        if last and last < timezone.localdate():
            self.add_error("last_day", ValidationError(_("Den dag er forbi.")))
        return data


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: UserRequest) -> HttpResponse:
    person = _own(request)
    if request.method != "POST":
        return _page(request, person, AbsenceForm(person=person))
    form = AbsenceForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    absence_add(person=person, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Gemt. Imens går dine mails til stedfortræderen."))
    return redirect("absences")


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.standing(), pk=pk, person=_own(request))
    absence_withdraw(absence=absence, by=request.user, now=timezone.now())
    messages.success(request, _("Fraværet er fjernet. Dine mails kommer til dig."))
    return redirect("absences")


def _own(request: UserRequest) -> Person:
    if request.user.person is None:
        raise PermissionDenied
    return request.user.person


def _page(
    request: UserRequest, person: Person, form: AbsenceForm, *, status: int = 200
) -> HttpResponse:
    coming = person.absences.filter(withdrawn_at__isnull=True, last_day__gte=timezone.localdate())
    context = {"form": form, "absences": coming.select_related("stand_in")}
    return render(request, "profile/absences.html", context, status=status)
