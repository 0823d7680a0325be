"""The rhythm of reminders: what holds for whom, tried on a deadline, and settled anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import ChangedMeanwhileError
from actions.models import ReminderRhythm
from actions.policy import DEFAULT, Rhythm, reminder_steps, rhythm_for
from actions.selectors import scoped_rhythms
from actions.services.rhythms import rhythm_settle, rhythm_withdraw
from meetings.selectors import closing_days
from tracker.permissions import (
    access_rhythm,
    decided_rhythms,
    is_secretary,
    may_settle_rhythms,
    visible_rhythms,
)
from tracker.web.http import UserRequest
from tracker.web.rhythm_forms import RhythmForm, TryForm
from tracker.web.step_words import before_words, ladder_words, late_words, step_words

# A deadline is tried as if the item were given out long before it.
LONG_AGO = date(1999, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A rhythm in words; without a `pk` it is the common one that nobody settled."""

    scope: str
    before: str
    late: str
    ladder: str
    silent_after: int
    pk: int | None = None
    may_withdraw: bool = False
    row: ReminderRhythm | None = None


@login_required
@require_safe
def rhythms(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    initial = {"days_before": "7, 1, 0", "days_between_late": DEFAULT.days_between_late}
    return _page(request, RhythmForm(user=request.user, initial=initial))


@login_required
@require_POST
def settle(request: UserRequest) -> HttpResponse:
    if not may_settle_rhythms(request.user):
        raise PermissionDenied
    form = RhythmForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        rhythm_settle(
            committee=form.cleaned_data["committee"],
            priority=form.cleaned_data["priority"],
            rhythm=form.rhythm,
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        form.add_error(None, _("En anden har netop ændret rytmen. Se den her, og prøv igen."))
        return _page(request, form, status=409)
    messages.success(request, _("Rytmen er gemt. Påmindelser, der venter, bliver lagt om."))
    return redirect("rhythms")


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    rhythm = access_rhythm(request.user, pk, to="decide")
    try:
        rhythm_withdraw(rhythm=rhythm, by=request.user, now=timezone.now())
    except ChangedMeanwhileError:
        messages.info(request, _("Rytmen gjaldt ikke længere."))
    else:
        messages.success(request, _("Rytmen gælder ikke mere. Påmindelser bliver lagt om."))
    return redirect("rhythms")


def _page(request: UserRequest, form: RhythmForm, *, status: int = 200) -> HttpResponse:
    asked = request.GET if "deadline" in request.GET else None
    trial = TryForm(asked, user=request.user)
    context = {
        "rows": _rows(request),
        "form": form,
        "trial": trial,
        "days": _days(trial) if asked and trial.is_valid() else None,
        "may_settle": may_settle_rhythms(request.user),
    }
    return render(request, "rhythms/page.html", context, status=status)


def _rows(request: UserRequest) -> list[Row]:
    decided = set(decided_rhythms(request.user).values_list("pk", flat=True))
    standing = list(visible_rhythms(request.user).select_related("committee", "created_by__person"))
    rows = [_row(row, may_withdraw=row.pk in decided) for row in standing]
    if any(row.committee_id is None and not row.priority for row in standing):
        return rows
    scope = _("Alt andet") if rows else _("Alle opgaver")
    return [
        *rows,
        Row(
            scope,
            before_words(DEFAULT),
            late_words(DEFAULT),
            ladder_words(DEFAULT),
            DEFAULT.silent_after,
        ),
    ]


def _row(row: ReminderRhythm, *, may_withdraw: bool) -> Row:
    rhythm = row.value.rhythm
    return Row(
        str(row),
        before_words(rhythm),
        late_words(rhythm),
        ladder_words(rhythm),
        rhythm.silent_after,
        row.pk,
        may_withdraw,
        row,
    )


def _days(trial: TryForm) -> list[tuple[str, date]]:
    """Return (what, when) for each reminder, with two after the deadline."""
    data = trial.cleaned_data
    committee = data["committee"].pk if data["committee"] else None
    rhythm = rhythm_for(scoped_rhythms(), committee=committee, priority=data["priority"])
    return [(step_words(name), day) for name, day in _told(data["deadline"], rhythm)]


def _told(deadline: date, rhythm: Rhythm) -> list[tuple[str, date]]:
    closed = closing_days()
    steps = reminder_steps(deadline, LONG_AGO, rhythm=rhythm, closed=closed)
    told = [(step.name, step.due_on) for step in steps if not step.name.startswith("late")]
    day = deadline
    for _number in range(2):
        late = [
            step
            for step in reminder_steps(deadline, day, rhythm=rhythm, closed=closed)
            if step.name.startswith("late")
        ]
        if late:
            day = late[0].due_on
            told.append((late[0].name, day))
    return told
