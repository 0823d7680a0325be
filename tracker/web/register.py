"""The register: who and what the municipality consists of, in from a file and out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actions.services.leaving import people_to_leave
from meetings.exceptions import RegisterConflictError
from meetings.models import Alias, Committee, Person, Unit
from meetings.register_value import register_value
from meetings.selectors import aliases_listed
from meetings.services.register import register_import
from tracker.permissions import is_administrator, leaving_people, may_see_register
from tracker.reports.csv_table import csv_bytes
from tracker.templatetags.folgop import whole
from tracker.web.export_limit import too_many_exports
from tracker.web.file_form import problem_text
from tracker.web.fresh import is_fresh
from tracker.web.http import UserRequest
from tracker.web.register_file import (
    RegisterFileForm,
    preview,
    register_rows,
    shared_initials_words,
)
from tracker.web.upload_limit import too_many_uploads

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the lists of the register; `word` stands in the addresses of its rows."""

    key: str
    words: object
    count: int
    word: str


@login_required
@require_safe
def register(request: UserRequest) -> HttpResponse:
    if not may_see_register(request.user):
        raise PermissionDenied
    return _page(request, RegisterFileForm())


def _page(request: UserRequest, form: RegisterFileForm, *, status: int = 200) -> HttpResponse:
    kinds = _kinds()
    chosen = next((kind for kind in kinds if kind.key == request.GET.get("vis")), kinds[0])
    rows = {
        "committees": Committee.objects.all(),
        "units": Unit.objects.select_related("parent", "manager"),
        "people": Person.objects.select_related("unit"),
        "aliases": aliases_listed(),
    }[chosen.key]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "kinds": kinds,
        "chosen": chosen,
        "page": page,
        "query": f"vis={chosen.key}",
        "may_change": is_administrator(request.user),
        "leaving": _leaving(request, page) if chosen.key == "people" else set(),
        "form": form,
        "list_template": f"register/_{chosen.key}.html",
    }
    return render(request, "register/page.html", context, status=status)


def _leaving(request: UserRequest, page: Page[Any]) -> set[int]:
    """Return who on the page the user may report as having left."""
    shown = people_to_leave().filter(pk__in=[row.pk for row in page.object_list])
    offered = shown.filter(pk__in=leaving_people(request.user).values("pk"))
    return set(offered.values_list("pk", flat=True)) - {request.user.person_id}


def _kinds() -> list[Kind]:
    return [
        Kind("committees", gettext_lazy("Udvalg"), Committee.objects.count(), "udvalg"),
        Kind("units", gettext_lazy("Enheder"), Unit.objects.count(), "enheder"),
        Kind("people", gettext_lazy("Personer"), Person.objects.count(), "personer"),
        Kind("aliases", gettext_lazy("Aliaser"), Alias.objects.standing().count(), "aliaser"),
    ]


@login_required
@require_POST
def import_file(request: UserRequest) -> HttpResponse:
    """Show what a file would change; its content comes back to be stored, by who is fresh."""
    if not is_administrator(request.user):
        raise PermissionDenied
    if refused := too_many_uploads(request):
        return refused
    form = RegisterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    is_stored = "store" in request.POST
    if is_stored and is_fresh(request):
        return _store(request, form)
    found = preview(form.cleaned_data["register"], by=request.user, now=timezone.now())
    if found.problem:
        form.add_error("file", found.problem)
        return _page(request, form, status=422)
    context = {
        "preview": found,
        "asks_again": is_stored,
        "content": form.cleaned_data["content"],
        "store_url": reverse("register_import"),
        "back_url": reverse("register"),
        "back_words": _("Til registret"),
    }
    return render(request, "register/preview.html", context)


def _store(request: UserRequest, form: RegisterFileForm) -> HttpResponse:
    try:
        result = register_import(
            register=form.cleaned_data["register"], by=request.user, now=timezone.now()
        )
    except (RegisterConflictError, ValidationError) as error:
        form.add_error("file", problem_text(error))
        return _page(request, form, status=422)
    messages.success(
        request,
        _("Registret er indlæst: %(created)s nye, %(changed)s rettet.")
        % {"created": whole(result.created), "changed": whole(result.changed)},
    )
    for words in shared_initials_words():
        messages.warning(request, words)
    return redirect("register")


@login_required
@require_safe
def export(request: UserRequest) -> HttpResponse:
    if not may_see_register(request.user):
        raise PermissionDenied
    if refused := too_many_exports(request):
        return refused
    header, *rows = register_rows(register_value())
    return HttpResponse(
        csv_bytes(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="register.csv"'},
    )
