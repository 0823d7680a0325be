"""The list of all action items that a user may see: narrowed, sorted and turned by its address."""

from __future__ import annotations

from dataclasses import dataclass, replace

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import action_item_rows, with_row
from meetings.models import Committee
from tracker.closed_views import note_export, note_rows_view
from tracker.fields import select
from tracker.filters import ActionItemFilter
from tracker.keyset import AFTER, BEFORE, Order, keyset_page
from tracker.permissions import is_secretary, visible_action_items
from tracker.reports.pdf import PrintingMissingError
from tracker.web.action_item_export import EXPORTS, MOST_PRINTED, TooManyToPrintError
from tracker.web.export_limit import too_many_exports
from tracker.web.http import UserRequest
from tracker.web.recognition_cards import perhaps_answered
from tracker.web.saved_views import default_query, views_of

PAGE_SIZE = 50
# Nobody needs to know how many more there are, and counting them all reads them all.
COUNTED = 1000
# What a list is mostly narrowed by; the other fields unfold.
FIRST_FIELDS = ("status", "text", "sort")

BY_DEADLINE = "frist"
ORDERS = {
    BY_DEADLINE: (gettext_lazy("Frist, nærmeste først"), Order("deadline_key")),
    "frist-sidst": (
        gettext_lazy("Frist, fjerneste først"),
        Order("deadline_key", is_descending=True),
    ),
    "nyeste": (gettext_lazy("Nyeste først"), Order(is_descending=True)),
    "aeldste": (gettext_lazy("Ældste først"), Order()),
}


class ActionItemListFilter(ActionItemFilter):
    """The same narrowing, and in which order."""

    sort = django_filters.ChoiceFilter(
        label=gettext_lazy("Rækkefølge"),
        method="keep",
        empty_label=None,
        choices=[(name, label) for name, (label, _order) in ORDERS.items()],
        widget=select(),
    )

    def keep(self, queryset: QuerySet[ActionItem], name: str, value: str) -> QuerySet[ActionItem]:
        """Leave the rows as they are: the order is the page's."""
        return queryset

    @property
    def order(self) -> Order:
        order = ORDERS[self.form.cleaned_data.get("sort") or BY_DEADLINE][1]
        return replace(order, is_narrowed=self.is_narrowed)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, or that there are more than anybody counts."""

    number: int

    @property
    def is_capped(self) -> bool:
        return self.number > COUNTED


@login_required
@require_safe
def action_items(request: UserRequest) -> HttpResponseBase:
    if not request.GET and (query := default_query(request.user)):
        return redirect(f"{reverse('action_items')}?{query}")
    visible = visible_action_items(request.user)
    narrowed = ActionItemListFilter(request.GET, visible, request=request)
    # A filter that cannot be read shows nothing: everything would look like an answer to it.
    is_valid = narrowed.form.is_valid()
    found = narrowed.qs if is_valid else visible.none()
    order = narrowed.order if is_valid else Order()
    if is_valid and request.GET.get("format") in EXPORTS:
        return _export(request, narrowed, order)
    return _page(request, narrowed, found, order, status=200 if is_valid else 422)


def _export(request: UserRequest, narrowed: ActionItemListFilter, order: Order) -> HttpResponseBase:
    if refused := too_many_exports(request):
        return refused
    form = request.GET["format"]
    ordered = with_row(narrowed.qs).order_by(*order.fields(is_turned=False))
    try:
        response = EXPORTS[form](ordered, chosen=narrowed.chosen, today=timezone.localdate())
    except TooManyToPrintError:
        words = _("En PDF kan have %(most)s opgaver. Vælg færre, eller hent listen til Excel.")
        messages.error(request, words % {"most": MOST_PRINTED})
        return redirect(f"{request.path}?{_query(request)}")
    except PrintingMissingError:
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect(f"{request.path}?{_query(request)}")
    note_export(request.user, narrowed.qs, form=form)
    return response


def _page(
    request: UserRequest,
    narrowed: ActionItemListFilter,
    found: QuerySet[ActionItem],
    order: Order,
    *,
    status: int,
) -> HttpResponse:
    page = keyset_page(with_row(found), order, asked=request.GET, size=PAGE_SIZE)
    rows = action_item_rows(page.rows, today=timezone.localdate())
    note_rows_view(request.user, "opfølgning", rows)
    form = narrowed.form
    more_fields = [field for field in form.visible_fields() if field.name not in FIRST_FIELDS]
    context = {
        "heading": _("Opfølgning"),
        "may_create": is_secretary(request.user),
        "bulk": is_secretary(request.user),
        "form": form,
        "meeting": form.cleaned_data.get("meeting") if not form.errors else None,
        "is_narrowed": bool(request.GET),
        "query": _query(request),
        "views": views_of(request, committees=_committees(form)),
        "more_fields": more_fields,
        "is_more_open": any(request.GET.get(field.name) for field in more_fields),
        "count": Count(found.order_by()[: COUNTED + 1].count()),
        "page": page,
        "rows": rows,
        "perhaps_answered": perhaps_answered(request, [row.pk for row in page.rows]),
    }
    template = "action_items/_list.html" if request.htmx else "action_items/list.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _committees(form: forms.Form) -> list[Committee]:
    """Return the committees that the filter offers, and let it show what was found: asked once."""
    field = form.fields["committee"]
    assert isinstance(field, forms.ModelChoiceField)
    assert isinstance(field.widget, forms.Select)
    committees = list(field.queryset or ())
    first = ("", field.empty_label)
    field.widget.choices = [first, *((one.pk, str(one)) for one in committees)]
    return committees


def _query(request: UserRequest) -> str:
    """Return what the address narrows the list to, without the page of it."""
    narrowing = request.GET.copy()
    for name in (AFTER, BEFORE, "format"):
        narrowing.pop(name, None)
    return narrowing.urlencode()
