"""The log of everything: who did or saw what, when, and from where; for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actions.selectors.figures import EARLIEST, LATEST
from meetings.models import Event, PseudonymWord
from meetings.models.masking import masked
from meetings.services.audit import chain_head
from tracker.closed_views import note_log_export, note_log_view
from tracker.fields import date_input, select
from tracker.keyset import Order, keyset_page
from tracker.reports.csv_table import csv_lines
from tracker.web.export_limit import too_many_exports
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only

PAGE_SIZE = 100
CHUNK = 2000
NEWEST_FIRST = Order(is_descending=True)


class LogFilter(forms.Form):
    """Who, what and when."""

    who = forms.CharField(
        label=gettext_lazy("Hvem"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-input", "type": "search"}),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Om"),
        choices=[("", gettext_lazy("Alt")), *Event.Subject.choices],
        required=False,
        widget=select(),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad"),
        choices=[("", gettext_lazy("Alt")), *Event.Kind.choices],
        required=False,
        widget=select(),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Nr."),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )
    first = forms.DateField(label=gettext_lazy("Fra dag"), required=False, widget=date_input())
    last = forms.DateField(label=gettext_lazy("Til dag"), required=False, widget=date_input())


@login_required
@never_cache
@require_safe
def log(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    form, events = _narrowed(request.GET)
    found = events.select_related("by__person", "seal")
    page = keyset_page(found, NEWEST_FIRST, asked=request.GET, size=PAGE_SIZE)
    note_log_view(request.user, page.rows)
    query = urlencode({key: value for key, value in form.data.items() if key in form.fields})
    context = {"form": form, "page": page, "query": query, "head": chain_head()}
    return render(request, "log/page.html", context, status=200 if form.is_valid() else 422)


@login_required
@require_safe
def export(request: UserRequest) -> HttpResponseBase:
    """Give the same as a file, each row with its place in the chain, oldest first."""
    administrators_only(request)
    form, events = _narrowed(request.GET)
    if not form.is_valid():
        return log(request)
    if refused := too_many_exports(request):
        return refused
    note_log_export(request.user, events)
    rows = events.select_related("by__person", "seal").order_by("pk").iterator(chunk_size=CHUNK)
    name = f"log-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        csv_lines(_header(), _cells(rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _narrowed(address: QueryDict) -> tuple[LogFilter, QuerySet[Event]]:
    form = LogFilter(address)
    if not form.is_valid():
        return form, Event.objects.none()
    asked = {name: value for name, value in form.cleaned_data.items() if value not in {"", None}}
    events = Event.objects.all()
    if "who" in asked:
        events = events.filter(_by(asked["who"]))
    if "subject" in asked:
        events = events.filter(subject=asked["subject"])
    if "kind" in asked:
        events = events.filter(kind=asked["kind"])
    if "number" in asked:
        events = events.filter(subject_id=asked["number"])
    if "first" in asked:
        events = events.filter(at__gte=_start_of(min(asked["first"], LATEST)))
    if "last" in asked and asked["last"] < LATEST:
        events = events.filter(at__lt=_start_of(asked["last"] + timedelta(days=1)))
    return form, events


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, EARLIEST), time.min))


def _by(words: str) -> Q:
    return _written(words) | Q(by__username__icontains=words) | Q(by__person__name__icontains=words)


def _written(words: str) -> Q:
    """Cover names that stand in the row itself, as they are shown: a taken one finds nothing."""
    written = Q(by_name__icontains=words)
    if not PseudonymWord.objects.exists():
        return written
    names = Event.objects.filter(written).order_by().values_list("by_name", flat=True).distinct()
    shown = [name for name in names if words.casefold() in str(masked(name)).casefold()]
    return Q(by_name__in=shown)


def _header() -> list[str]:
    return [
        _("Nr. i kæden"),
        _("Tidspunkt"),
        _("Hvem"),
        _("Brugernavn"),
        _("Om"),
        _("Nr."),
        _("Hvad"),
        _("Fra og til"),
        _("Bemærkning"),
        _("Adresse"),
        _("Forespørgsel"),
        _("Indhold (SHA-256)"),
        _("Led"),
    ]


def _cells(events: Iterator[Event]) -> Iterator[tuple[object, ...]]:
    for event in events:
        seal = getattr(event, "seal", None)
        yield (
            seal.number if seal else None,
            event.at.isoformat(),
            event.by or event.by_name,
            event.by.username if event.by else "",
            event.get_subject_display(),
            event.subject_id,
            event.get_kind_display(),
            "; ".join(f"{name}: {_said(was)} → {_said(now)}" for name, (was, now) in _pairs(event)),
            event.note,
            event.address,
            event.request_id,
            event.digest,
            seal.link if seal else "",
        )


def _pairs(event: Event) -> Iterator[tuple[str, tuple[object, object]]]:
    for name, change in event.changes.items():
        if isinstance(change, list) and len(change) == 2:
            yield name, (change[0], change[1])
        else:
            yield name, ("", change)


def _said(value: object) -> object:
    """Return what a person reads for what Python calls True, False and None."""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return _("ingen") if value is None else value
