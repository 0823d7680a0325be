"""Who is away, and who stands in: entered by the person, or by a secretary or manager."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions.recipients import find_recipients
from actions.selectors import owner_key
from meetings.models import Absence, Person
from meetings.services.absences import absence_add, absence_withdraw
from tracker.fields import date_input, select
from tracker.permissions import (
    absent_people,
    access_absent_person,
    is_secretary,
    may_enter_absences,
)
from tracker.web.fresh import is_fresh
from tracker.web.http import UserRequest

PAGE_SIZE = 50


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
    return _absences(request, _own(request), reverse("absences"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: UserRequest, pk: int) -> HttpResponse:
    person = access_absent_person(request.user, pk)
    return _absences(request, person, reverse("person_absences", args=[pk]))


def _absences(request: UserRequest, person: Person, address: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, person, AbsenceForm(person=person))
    form = AbsenceForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    own = _is_own(request, person)
    if not own and _moves_mails(person, form) and not is_fresh(request):
        # Somebody else then hears what the person was to hear, who need not notice.
        return _page(request, person, form, asks_again=True, status=422)
    absence_add(person=person, by=request.user, now=timezone.now(), **form.cleaned_data)
    words = _where_mails_go(person, form.cleaned_data["first_day"], own=own)
    messages.success(request, words)
    return redirect(address)


def _moves_mails(person: Person, form: AbsenceForm) -> bool:
    """Tell whether somebody else is written to meanwhile: a colleague, or the unit's inbox."""
    return bool(form.cleaned_data["stand_in"] or (person.unit and person.unit.email))


def _where_mails_go(person: Person, day: date, *, own: bool) -> str:
    """Say who gets the mails meanwhile, as it is found out for each mail."""
    key = owner_key(person_id=person.pk, unit_id=None)
    found = find_recipients([key], on=day)[key]
    if not found.instead_of:
        return (
            _("Gemt. Ingen står i dit sted: mails kommer stadig til dig.")
            if own
            else _("Gemt. Ingen står i stedet: mails går stadig til %(name)s.")
            % {"name": person.name}
        )
    if own:
        return _("Gemt. Imens går dine mails til %(to)s.") % {"to": found.name}
    return _("Gemt. Imens går mails til %(name)s til %(to)s.") % {
        "name": person.name, "to": found.name
    }  # fmt: skip


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.standing(), pk=pk, person=_own(request))
    absence_withdraw(absence=absence, by=request.user, now=timezone.now())
    messages.success(request, _("Fraværet er fjernet. Dine mails kommer til dig."))
    return redirect("absences")


@login_required
@require_POST
def withdraw_of_person(request: UserRequest, pk: int) -> HttpResponse:
    """Take back an absence of somebody else, also one entered by the person."""
    if not may_enter_absences(request.user):
        raise PermissionDenied
    within = absent_people(request.user).values("pk")
    absence = get_object_or_404(
        Absence.objects.standing().select_related("person"), pk=pk, person__in=within
    )
    absence_withdraw(absence=absence, by=request.user, now=timezone.now())
    words = _("Fraværet er fjernet. Mails til %(name)s kommer frem igen.")
    messages.success(request, words % {"name": absence.person.name})
    return redirect("person_absences", pk=absence.person_id)


@login_required
@require_safe
def people(request: UserRequest) -> HttpResponse:
    """List for whom the user may enter an absence, those who are or will be away first."""
    if not may_enter_absences(request.user):
        raise PermissionDenied
    text = request.GET.get("soeg", "").strip()[:100]
    coming = Absence.objects.standing().filter(last_day__gte=timezone.localdate())
    rows = (
        absent_people(request.user)
        .filter(Q(name__icontains=text) | Q(initials__iexact=text) | Q(unit__name__icontains=text))
        .annotate(is_away=Exists(coming.filter(person=OuterRef("pk"))))
        .select_related("unit")
        .prefetch_related(Prefetch("absences", coming.select_related("stand_in"), to_attr="coming"))
        .order_by("-is_away", "name", "pk")
    )
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side")),
        "text": text,
        "query": urlencode({"soeg": text}) if text else "",
    }
    return render(request, "absences/page.html", context)


def _own(request: UserRequest) -> Person:
    if request.user.person is None:
        raise PermissionDenied
    return request.user.person


def _is_own(request: UserRequest, person: Person) -> bool:
    return request.user.person_id == person.pk


def _page(
    request: UserRequest,
    person: Person,
    form: AbsenceForm,
    *,
    asks_again: bool = False,
    status: int = 200,
) -> HttpResponse:
    coming = person.absences.filter(withdrawn_at__isnull=True, last_day__gte=timezone.localdate())
    is_own = _is_own(request, person)
    context = {
        "person": person,
        "is_own": is_own,
        "form": form,
        "asks_again": asks_again,
        "absences": coming.select_related("stand_in"),
        "withdraw_name": "absence_withdraw" if is_own else "person_absence_withdraw",
        "may_see_person": is_secretary(request.user),
    }
    return render(request, "profile/absences.html", context, status=status)
