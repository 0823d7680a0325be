"""Closing days, and holidays and days with a name: what deadlines are counted against."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from meetings.calendar_file import DayLine, day_cells, read_days
from meetings.exceptions import RegisterConflictError, RowChangedMeanwhileError, RowExistsError
from meetings.models import CalendarPeriod, ClosingDay, OpenDay
from meetings.services.calendar_days import (
    Day,
    DaysImport,
    calendar_import,
    day_remove,
    usual_day_set,
)
from meetings.services.register_rows import row_add
from meetings.usual_days import USUALLY_CLOSED
from tracker.day_hints import day_hint
from tracker.reports.csv_table import csv_bytes
from tracker.templatetags.folgop import short_date
from tracker.web.export_limit import too_many_exports
from tracker.web.file_form import FileForm, Line, Preview
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only
from tracker.web.register_forms import ClosingDayForm, PeriodForm, RowForm
from tracker.web.upload_limit import too_many_uploads


class DaysFileForm(FileForm):
    """A file of days, or the content of one that has been looked at."""

    label = gettext_lazy("Lukkedage og ferier (CSV)")

    def read(self, content: str) -> dict[str, object]:
        return {"lines": read_days(content)}


@login_required
@require_safe
def calendar_days(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    return _page(request)


def _page(
    request: UserRequest, *, status: int = 200, **forms_shown: forms.BaseForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "closing_days": ClosingDay.objects.all(),
        "periods": CalendarPeriod.objects.all(),
        "usual_days": _usual_days(),
        "day_form": ClosingDayForm(instance=ClosingDay(), prefix="day"),
        "period_form": PeriodForm(instance=CalendarPeriod(), prefix="period"),
        "file_form": DaysFileForm(),
        **forms_shown,
    }
    return render(request, "calendar_days/page.html", context, status=status)


def _usual_days() -> list[tuple[int, int, str, bool]]:
    """Return month, day, name and whether it is closed, of the days on which most are."""
    kept_open = set(OpenDay.objects.values_list("month", "day"))
    return [
        (month, day, _(name), (month, day) not in kept_open)
        for (month, day), name in USUALLY_CLOSED.items()
    ]


@login_required
@require_POST
def usual_day(request: UserRequest) -> HttpResponse:
    """Hold open, or closed again, on a day on which municipalities usually are closed."""
    administrators_only(request)
    chosen = {f"{month}-{day}": (month, day) for month, day in USUALLY_CLOSED}
    asked = chosen.get(request.POST.get("dag", ""))
    if asked is None:
        return _page(request, status=422)
    is_open = request.POST.get("til") == "open"
    usual_day_set(
        month=asked[0], day=asked[1], is_open=is_open, by=request.user, now=timezone.now()
    )
    messages.success(
        request, _("Gemt. Fra nu af tages der højde for det, når påmindelser planlægges.")
    )
    return redirect("calendar_days")


@login_required
@require_POST
def new_closing_day(request: UserRequest) -> HttpResponse:
    form = ClosingDayForm(request.POST, instance=ClosingDay(), prefix="day")
    words = _("Lukkedagen er gemt. Der sendes ingen påmindelser den dag.")
    # Told of the day as it was before: closed, it is one of its own.
    hint = day_hint(form.cleaned_data["day"]) if form.is_valid() else ""
    return _add(request, form, "day", words, hint=hint)


@login_required
@require_POST
def new_period(request: UserRequest) -> HttpResponse:
    form = PeriodForm(request.POST, instance=CalendarPeriod(), prefix="period")
    words = _("Gemt. Nye referater læses med de dage. Frister, der er sat, ændres ikke.")
    return _add(request, form, "period", words)


def _add(
    request: UserRequest, form: RowForm, name: str, words: str, *, hint: str = ""
) -> HttpResponse:
    administrators_only(request)
    shown: dict[str, Any] = {f"{name}_form": form}
    if not form.is_valid():
        return _page(request, status=422, **shown)
    try:
        row_add(row=form.instance, by=request.user, now=timezone.now())
    except RowExistsError:
        form.add_error(None, _("En anden har lige lavet en magen til. Intet er gemt."))
        return _page(request, status=422, **shown)
    messages.success(request, words)
    if hint:
        messages.info(request, _("Dagen var fri i forvejen. %(hint)s") % {"hint": hint})
    return redirect("calendar_days")


@login_required
@require_POST
def remove_closing_day(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    return _remove(request, get_object_or_404(ClosingDay, pk=pk))


@login_required
@require_POST
def remove_period(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    return _remove(request, get_object_or_404(CalendarPeriod, pk=pk))


def _remove(request: UserRequest, row: Day) -> HttpResponse:
    try:
        day_remove(row=row, by=request.user, now=timezone.now())
    except RowChangedMeanwhileError:
        messages.error(request, _("En anden har fjernet den i mellemtiden."))
        return redirect("calendar_days")
    messages.success(request, _("»%(name)s« er fjernet.") % {"name": row.name})
    return redirect("calendar_days")


@login_required
@require_safe
def export(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    if refused := too_many_exports(request):
        return refused
    closing = [DayLine("closing_day", d.name, d.day, d.day) for d in ClosingDay.objects.all()]
    periods = [
        DayLine("period", p.name, p.first_day, p.last_day, p.is_yearly, p.is_quiet)
        for p in CalendarPeriod.objects.all()
    ]
    header, *cells = day_cells([*closing, *periods])
    return HttpResponse(
        csv_bytes(header, cells),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="kalender.csv"'},
    )


@login_required
@require_POST
def import_file(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    if refused := too_many_uploads(request):
        return refused
    form = DaysFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form, status=422)
    try:
        with transaction.atomic():
            result = calendar_import(
                lines=form.cleaned_data["lines"], by=request.user, now=timezone.now()
            )
            if "store" not in request.POST:
                transaction.set_rollback(True)
    except RegisterConflictError as error:
        form.add_error("file", str(error))
        return _page(request, file_form=form, status=422)
    if "store" not in request.POST:
        return _preview_page(request, form, result)
    messages.success(
        request,
        _("Kalenderen er indlæst: %(created)s nye, %(changed)s rettet.")
        % {"created": len(result.created), "changed": len(result.changed)},
    )
    return redirect("calendar_days")


def _preview_page(request: UserRequest, form: DaysFileForm, result: DaysImport) -> HttpResponse:
    context = {
        "preview": Preview(
            created=tuple(_line(row) for row in result.created),
            changed=tuple(
                _line(row, tuple(_words(name, *pair) for name, pair in changes.items()))
                for row, changes in result.changed
            ),
            unchanged=result.unchanged,
        ),
        "content": form.cleaned_data["content"],
        "store_url": reverse("calendar_import"),
        "back_url": reverse("calendar_days"),
        "back_words": _("Til kalenderen"),
    }
    return render(request, "register/preview.html", context)


def _line(row: Day, changes: tuple[str, ...] = ()) -> Line:
    if isinstance(row, ClosingDay):
        return Line(_("lukkedag"), f"{short_date(row.day)} {row.name}", changes)
    days = f"{short_date(row.first_day)} – {short_date(row.last_day)}"
    return Line(_("periode"), f"{row.name}, {days}", changes)


def _words(name: str, was: object, to: object) -> str:
    names = {
        "name": _("navn"),
        "last_day": _("sidste dag"),
        "is_yearly": _("hvert år"),
        "is_quiet": _("stille dage"),
    }
    return f"{names[name]}: {_value(was)} → {_value(to)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return short_date(value) if isinstance(value, date) else str(value)
