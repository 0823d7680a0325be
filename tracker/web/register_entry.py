"""One committee, unit or person: who uses it, asked before it is changed, ended or removed."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actions.services.leaving import items_to_hand_over, people_to_leave
from actions.usage import RegisterRow, register_usage
from meetings.exceptions import RowChangedMeanwhileError, RowInUseError
from meetings.models import Committee, Person, Unit
from meetings.services.register_entries import entry_activate, entry_remove, unit_end
from tracker.fields import date_input
from tracker.permissions import countable, is_administrator, leaving_people, may_see_register
from tracker.web.http import UserRequest

# By the word in the address: the rows, and the list they stand in.
KINDS: dict[str, tuple[type[RegisterRow], str]] = {
    "udvalg": (Committee, "committees"),
    "enheder": (Unit, "units"),
    "personer": (Person, "people"),
}


class EndForm(forms.Form):
    """The last day of a unit. `confirm` says that what is open there is known."""

    valid_to = forms.DateField(
        label=gettext_lazy("Sidste dag (tomt felt: ingen)"), required=False, widget=date_input()
    )
    confirm = forms.BooleanField(
        label=gettext_lazy("Ja, selv om der er åbne opgaver"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )


def _row(kind: str, pk: int) -> RegisterRow:
    if kind not in KINDS:
        raise Http404
    return cast("RegisterRow", get_object_or_404(KINDS[kind][0], pk=pk))


@login_required
@require_safe
def entry(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    if not may_see_register(request.user):
        raise PermissionDenied
    return _page(request, kind, _row(kind, pk))


def _page(
    request: UserRequest,
    kind: str,
    row: RegisterRow,
    *,
    form: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    uses = register_usage(row, within=countable(request.user))
    end = {"valid_to": row.valid_to} if isinstance(row, Unit) else {}
    context = {
        "kind": kind,
        "row": row,
        "kind_words": row._meta.verbose_name,
        "uses": uses,
        "open_items": sum(use.open_items for use in uses),
        "form": form or EndForm(initial=end),
        "is_unit": isinstance(row, Unit),
        "is_person": isinstance(row, Person),
        "may_change": is_administrator(request.user),
        "must_leave": _must_leave(row),
        "may_leave": _may_leave(request, row),
        "may_enter_absence": isinstance(row, Person) and row.is_active,
        "back_url": f"{reverse('register')}?vis={KINDS[kind][1]}",
    }
    return render(request, "register/entry.html", context, status=status)


def _must_leave(row: RegisterRow) -> bool:
    """Tell whether closing the person here would leave items with somebody who is gone."""
    return isinstance(row, Person) and row.is_active and items_to_hand_over(row).exists()


def _may_leave(request: UserRequest, row: RegisterRow) -> bool:
    if not isinstance(row, Person) or row.pk == request.user.person_id:
        return False
    offered = leaving_people(request.user).filter(pk__in=people_to_leave().values("pk"))
    return offered.filter(pk=row.pk).exists()


@login_required
@require_POST
def end(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """End a row, or take it up again; one with open items only when that was confirmed."""
    if not is_administrator(request.user):
        raise PermissionDenied
    row = _row(kind, pk)
    if _must_leave(row):
        words = _("%(name)s har stadig opgaver. Vælg først, hvem der tager over.")
        messages.warning(request, words % {"name": row.name})
        return redirect("person_leave", pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, row, form=form, status=422)
    last, first = form.cleaned_data["valid_to"], getattr(row, "valid_from", None)
    if last and first and last < first:
        form.add_error("valid_to", _("Den sidste dag ligger før den første."))
        return _page(request, kind, row, form=form, status=422)
    is_ending = bool(form.cleaned_data["valid_to"]) if isinstance(row, Unit) else row.is_active
    open_items = sum(use.open_items for use in register_usage(row))
    if is_ending and open_items and not form.cleaned_data["confirm"]:
        form.add_error("confirm", _("Sæt kryds, hvis det skal ske, selv om der er åbne opgaver."))
        return _page(request, kind, row, form=form, status=422)
    try:
        if isinstance(row, Unit):
            valid_to = form.cleaned_data["valid_to"]
            unit_end(unit=row, valid_to=valid_to, by=request.user, now=timezone.now())
        else:
            is_active = not row.is_active
            entry_activate(row=row, is_active=is_active, by=request.user, now=timezone.now())
    except RowChangedMeanwhileError:
        messages.error(request, _("En anden har rettet det imens. Her er det, som det er nu."))
        return _page(request, kind, _row(kind, pk), status=409)
    messages.success(request, _("Gemt. Det, der hører til, er ikke flyttet."))
    return redirect("register_entry", kind=kind, pk=pk)


@login_required
@require_POST
def remove(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    if not is_administrator(request.user):
        raise PermissionDenied
    row = _row(kind, pk)
    try:
        entry_remove(row=row, by=request.user, now=timezone.now())
    except RowInUseError:
        words = _("Det er i brug og kan ikke fjernes. Giv det en sidste dag i stedet.")
        messages.error(request, words)
        return _page(request, kind, row, status=409)
    messages.success(request, _("»%(name)s« er fjernet.") % {"name": row.name})
    return redirect(f"{reverse('register')}?vis={KINDS[kind][1]}")
