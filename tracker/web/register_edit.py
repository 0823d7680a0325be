"""A row of the register is made or corrected: who uses it is shown, nobody is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actions.services.aliases import alias_add, alias_change
from actions.usage import RegisterRow, Use, alias_usage, register_usage
from meetings.exceptions import RowChangedMeanwhileError, RowExistsError
from meetings.models import Alias, CalendarPeriod, ClosingDay, Committee, Person, Unit
from meetings.services.register_rows import row_add, row_change, row_seen
from tracker.permissions import is_administrator
from tracker.templatetags.folgop import short_date
from tracker.web.fresh import is_fresh
from tracker.web.http import UserRequest
from tracker.web.register_forms import (
    AliasForm,
    ClosingDayForm,
    CommitteeForm,
    PeriodForm,
    PersonForm,
    RowForm,
    UnitForm,
)

Words = Any  # a text, or one that is translated when it is shown


@dataclass(frozen=True, slots=True)
class Editable:
    """One kind of row: its model and form, and where its list stands."""

    model: type[Any]
    form: type[RowForm]
    new_words: Words
    list_words: Words
    list_key: str = ""

    @property
    def back_url(self) -> str:
        if not self.list_key:
            return reverse("calendar_days")
        return f"{reverse('register')}?vis={self.list_key}"


# By the word in the address.
KINDS = {
    "udvalg": Editable(
        Committee, CommitteeForm, gettext_lazy("Nyt udvalg"), gettext_lazy("Udvalg"), "committees"
    ),
    "enheder": Editable(Unit, UnitForm, gettext_lazy("Ny enhed"), gettext_lazy("Enheder"), "units"),
    "personer": Editable(
        Person, PersonForm, gettext_lazy("Ny person"), gettext_lazy("Personer"), "people"
    ),
    "aliaser": Editable(
        Alias, AliasForm, gettext_lazy("Nyt alias"), gettext_lazy("Aliaser"), "aliases"
    ),
    "lukkedage": Editable(
        ClosingDay,
        ClosingDayForm,
        gettext_lazy("Ny lukkedag"),
        gettext_lazy("Lukkedage og ferier"),
    ),
    "perioder": Editable(
        CalendarPeriod,
        PeriodForm,
        gettext_lazy("Ny ferie eller mærkedag"),
        gettext_lazy("Lukkedage og ferier"),
    ),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else has written meanwhile, field by field, where it is not what we wrote."""

    theirs: list[tuple[object, object]]


def _kind(request: UserRequest, kind: str) -> Editable:
    if not is_administrator(request.user):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, kind: str) -> HttpResponse:
    editable = _kind(request, kind)
    row = editable.model()
    form = editable.form(request.POST if request.method == "POST" else None, instance=row)
    if request.method != "POST":
        return _page(request, kind, form)
    if not form.is_valid():
        return _page(request, kind, form, status=422)
    made = editable.model(**form.values())
    try:
        add = alias_add if isinstance(made, Alias) else row_add
        add(row=made, by=request.user, now=timezone.now())
    except (ValidationError, RowExistsError) as error:
        _tell(form, error)
        return _page(request, kind, form, status=422)
    messages.success(request, _("»%(name)s« er oprettet.") % {"name": _title(made)})
    return redirect(_after(kind, made))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    editable = _kind(request, kind)
    row = _row(editable, pk)
    if request.method != "POST":
        return _page(request, kind, editable.form(instance=row), row=row)
    form = editable.form(request.POST, instance=_row(editable, pk))
    if not form.is_valid():
        return _page(request, kind, form, row=row, status=422)
    if "email" in form.changed_data and not is_fresh(request):
        # Whoever moves an address hears what somebody else was to hear, for as long as it stands.
        return _page(request, kind, form, row=row, asks_again=True, status=422)
    try:
        change = alias_change if isinstance(row, Alias) else row_change
        change(
            row=row,
            seen=form.cleaned_data["seen"],
            values=form.values(),
            by=request.user,
            now=timezone.now(),
        )
    except (ValidationError, RowExistsError) as error:
        _tell(form, error)
        return _page(request, kind, form, row=row, status=422)
    except RowChangedMeanwhileError:
        return _clash(request, kind, pk, form)
    messages.success(request, _("Gemt. Det gælder for referater, der læses fra nu af."))
    return redirect(_after(kind, row))


def _row(editable: Editable, pk: int) -> Any:
    rows = editable.model._default_manager.all()
    if editable.model is Alias:
        rows = rows.filter(withdrawn_at__isnull=True)
    return get_object_or_404(rows, pk=pk)


def _tell(form: RowForm, error: ValidationError | RowExistsError) -> None:
    """Show what the row's own rules, or a neighbour a moment ago, had against it."""
    if isinstance(error, RowExistsError):
        form.add_error(None, _("En anden har lige lavet en magen til. Intet er gemt."))
        return
    known = {name: words for name, words in error.message_dict.items() if name in form.fields}
    rest = [w for name, words in error.message_dict.items() if name not in known for w in words]
    for name, words in known.items():
        form.add_error(name, ValidationError(words))
    if rest:
        form.add_error(None, ValidationError(rest))


def _clash(request: UserRequest, kind: str, pk: int, form: RowForm) -> HttpResponse:
    """Keep what was written, beside what somebody else wrote; saving again is then meant."""
    editable = KINDS[kind]
    row = _row(editable, pk)
    theirs = editable.form(instance=row)
    data = request.POST.copy()
    data["seen"] = row_seen(row)
    again = editable.form(data, instance=_row(editable, pk))
    fields = [one for one in theirs.visible_fields() if _raw(one) != _raw(again[one.name])]
    clash = Clash([(field.label, _shown(field)) for field in fields])
    return _page(request, kind, again, row=row, clash=clash, status=409)


def _raw(field: forms.BoundField) -> str:
    value = field.value()
    return "" if value is None else str(value)


def _shown(field: forms.BoundField) -> str:
    """Return what a field says, as people read it."""
    value = field.value()
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return short_date(value)
    if isinstance(field.field, forms.ChoiceField):
        choices: Iterable[tuple[object, object]] = field.field.choices  # type: ignore[assignment]
        words = {str(key): str(label) for key, label in choices}
        return words.get(_raw(field), "–")
    return _raw(field) or "–"


def _title(row: Any) -> str:
    return row.text if isinstance(row, Alias) else row.name


def _after(kind: str, row: Any) -> str:
    if isinstance(row, Committee | Unit | Person):
        return reverse("register_entry", args=[kind, row.pk])
    return KINDS[kind].back_url


def _uses(row: Any) -> tuple[Use, ...]:
    if isinstance(row, Alias):
        return alias_usage(row)
    return register_usage(row) if isinstance(row, RegisterRow) else ()


def _page(
    request: UserRequest,
    kind: str,
    form: RowForm,
    *,
    row: Any = None,
    clash: Clash | None = None,
    asks_again: bool = False,
    status: int = 200,
) -> HttpResponse:
    editable = KINDS[kind]
    context = {
        "kind": kind,
        "row": row,
        "title": _title(row) if row else editable.new_words,
        "kind_words": editable.model._meta.verbose_name,
        "is_alias": editable.model is Alias,
        "form": form,
        "clash": clash,
        "asks_again": asks_again,
        "uses": _uses(row) if row else (),
        "asks_uses": row is not None and bool(editable.list_key),
        "back_url": _after(kind, row) if row else editable.back_url,
        "back_words": _title(row) if isinstance(row, RegisterRow) else editable.list_words,
    }
    return render(request, "register/edit.html", context, status=status)
