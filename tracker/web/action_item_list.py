"""The lists of action items: all that a user may see, and the user's own."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import ActionItemRow, action_item_rows, action_items_by_deadline
from tracker.filters import ActionItemFilter
from tracker.permissions import is_secretary, owned_action_items, visible_action_items
from tracker.reports.csv_table import csv_bytes
from tracker.web.http import UserRequest

PAGE_SIZE = 50
# What a list is mostly narrowed by; the other fields unfold.
FIRST_FIELDS = ("status", "text")


@login_required
@require_safe
def action_items(request: UserRequest) -> HttpResponse:
    return _list(request, visible_action_items(request.user), heading=_("Opfølgning"))


@login_required
@require_safe
def my_items(request: UserRequest) -> HttpResponse:
    return _list(request, owned_action_items(request.user), heading=_("Mine opgaver"))


def _list(request: UserRequest, queryset: QuerySet[ActionItem], *, heading: str) -> HttpResponse:
    today = timezone.localdate()
    narrowed = ActionItemFilter(request.GET, queryset, request=request)
    # A filter that cannot be read shows nothing: everything would look like an answer to it.
    is_valid = narrowed.form.is_valid()
    found = action_items_by_deadline(narrowed.qs if is_valid else queryset.none())
    if is_valid and request.GET.get("format") == "csv":
        return _csv(action_item_rows(found, today=today), today=today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    more_fields = [field for field in narrowed.form if field.name not in FIRST_FIELDS]
    context = {
        "heading": heading,
        "may_create": is_secretary(request.user),
        "form": narrowed.form,
        "is_narrowed": bool(request.GET),
        "query": _query(request),
        "more_fields": more_fields,
        "is_more_open": any(request.GET.get(field.name) for field in more_fields),
        "page": page,
        "rows": action_item_rows(page.object_list, today=today),
    }
    template = "action_items/_list.html" if request.htmx else "action_items/list.html"
    response = render(request, template, context, status=200 if is_valid else 422)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _query(request: UserRequest) -> str:
    """Return what the address narrows the list to, without the page of it."""
    narrowing = request.GET.copy()
    narrowing.pop("side", None)
    return narrowing.urlencode()


def _csv(rows: list[ActionItemRow], *, today: date) -> HttpResponse:
    header = [
        _("Nr."),
        _("Opgave"),
        _("Ansvarlig"),
        _("Frist"),
        _("Dage over fristen"),
        _("Status"),
        _("Udvalg"),
        _("Møde"),
        _("Punkt"),
    ]
    cells = [
        (
            row.pk,
            row.task,
            row.owner,
            row.deadline,
            row.days_late or None,
            row.status_text,
            row.committee,
            row.held_on,
            row.agenda_item,
        )
        for row in rows
    ]
    name = f"opfoelgning-{today.isoformat()}.csv"
    return HttpResponse(
        csv_bytes(header, cells),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
