"""The reminders of one item: what is to come, a day of the owner's own, a while in peace."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actions.exceptions import (
    AlreadyClosedError,
    BadDayError,
    ReasonMissingError,
    SnoozesSpentError,
)
from actions.models import ActionItem
from actions.policy import latest_snooze
from actions.selectors import reminders_ahead, sending_hours
from actions.services.pace import may_snooze_alone, reminder_day_set, reminders_snooze
from meetings.selectors import closing_days
from tracker.closed_views import note_item_view
from tracker.fields import REASON_LENGTH, date_input, day_words, text_area
from tracker.permissions import access_action_item, may_answer, may_put_off
from tracker.web.http import UserRequest
from tracker.web.mail_words import heard_today, mail_moment
from tracker.web.step_words import step_words

SPENT = gettext_lazy(
    "Påmindelserne er allerede flyttet to gange efter fristen. Bed din leder eller sekretæren "
    "om hjælp, eller bed om en ny frist."
)
WHY = gettext_lazy(
    "Påmindelserne er flyttet to gange efter fristen. Skriv, hvorfor de skal vente endnu en gang."
)


class DayForm(forms.Form):
    """A day, or none to take it back. `what` says of which of the two."""

    what = forms.ChoiceField(choices=[("own", "own"), ("snooze", "snooze")])
    day = forms.DateField(required=False, widget=date_input(), label=gettext_lazy("Dag"))

    # Asked of who puts off what its owner has put off too often.
    reason = forms.CharField(
        required=False,
        max_length=REASON_LENGTH,
        widget=text_area(2),
        label=gettext_lazy("Begrundelse"),
    )

    def __init__(self, data: Any = None, *, what: str, day: date | None = None) -> None:
        super().__init__(data, initial={"what": what, "day": day}, auto_id=f"id_{what}_%s")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pace(request: UserRequest, pk: int) -> HttpResponse:
    """Show what the owner is to hear; who may answer the item changes it, a manager puts it off."""
    action_item = access_action_item(request.user, pk)
    if request.method != "POST":
        return _page(request, action_item)
    what = "snooze" if request.POST.get("what") == "snooze" else "own"
    if not _may(request, action_item, what):
        raise PermissionDenied
    form = DayForm(request.POST, what=what)
    if not form.is_valid():
        return _page(request, action_item, form, status=422)
    try:
        _change(request, action_item, form)
    except BadDayError as error:
        reason = _("Vælg en dag efter i dag, senest %(day)s.")
        form.add_error("day", reason % {"day": day_words(error.latest)})
        return _page(request, action_item, form, status=422)
    except SnoozesSpentError:
        form.add_error("day", SPENT)
        return _page(request, action_item, form, status=422)
    except ReasonMissingError:
        form.add_error("reason", WHY)
        return _page(request, action_item, form, status=422)
    except AlreadyClosedError:
        messages.info(request, _("Opgaven er afsluttet, så der kommer ingen påmindelser."))
    else:
        messages.success(request, _("Gemt. Sådan kommer påmindelserne nu."))
    return redirect("action_item_pace", pk=pk)


def _may(request: UserRequest, action_item: ActionItem, what: str) -> bool:
    if may_answer(request.user, action_item):
        return True
    return what == "snooze" and may_put_off(request.user, action_item)


def _change(request: UserRequest, action_item: ActionItem, form: DayForm) -> None:
    day, by, now = form.cleaned_data["day"], request.user, timezone.now()
    if form.cleaned_data["what"] == "snooze":
        reminders_snooze(
            action_item=action_item,
            until=day,
            by=by,
            now=now,
            is_own=not may_put_off(request.user, action_item),
            reason=form.cleaned_data["reason"],
        )
    else:
        reminder_day_set(action_item=action_item, day=day, by=by, now=now)


def _ahead(action_item: ActionItem) -> list[tuple[date, str]]:
    """Return the days on which the mails go: who has had today's mail hears tomorrow."""
    rows, now, hours = list(reminders_ahead(action_item)), timezone.now(), sending_hours()
    heard = heard_today({row.recipient for row in rows}, now=now)
    return [
        (mail_moment(row, hours=hours, heard=heard, now=now).date(), step_words(row.step))
        for row in rows
    ]


def _page(
    request: UserRequest,
    action_item: ActionItem,
    wrong: DayForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    note_item_view(request.user, action_item)
    forms_ = {
        "own": DayForm(what="own", day=action_item.remind_on),
        "snooze": DayForm(what="snooze", day=action_item.snoozed_until),
    }
    if wrong:
        forms_["snooze" if wrong.data.get("what") == "snooze" else "own"] = wrong
    today = timezone.localdate()
    is_spent = action_item.is_open and not may_snooze_alone(action_item, today=today)
    context = {
        "action_item": action_item,
        "ahead": _ahead(action_item),
        "own": forms_["own"],
        "snooze": forms_["snooze"],
        "may_change": action_item.is_open and may_answer(request.user, action_item),
        "may_snooze": action_item.is_open and _may(request, action_item, "snooze"),
        "is_spent": is_spent,
        "needs_reason": is_spent and may_put_off(request.user, action_item),
        "latest": latest_snooze(action_item.deadline, today, closed=closing_days()),
        "is_snoozed": bool(action_item.snoozed_until and action_item.snoozed_until > today),
    }
    return render(request, "action_items/pace.html", context, status=status)
