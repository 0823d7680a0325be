"""What waits for a person: deadlines asked for, and items an owner says are not theirs."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import AlreadyDecidedError, DeadlineNotLaterError
from actions.services.declines import decline_settle
from actions.services.extensions import extension_grant, extension_refuse
from tracker.closed_views import closed_numbers, note_page_view
from tracker.fields import REASON_LENGTH
from tracker.permissions import (
    access_decline,
    access_extension,
    decided_declines,
    decided_extensions,
    is_secretary,
    may_see_decisions,
    stranded_action_items,
    visible_action_items,
    visible_incoming,
)
from tracker.web.http import UserRequest
from tracker.web.recognition_cards import waiting_cards

ITEM = (
    "action_item__agenda_item",
    "action_item__owner_person",
    "action_item__owner_unit",
    "action_item__committee",
)
MOST = 100


class DecideForm(forms.Form):
    """Yes or no to a later deadline, with the reason that the owner and the history get."""

    answer = forms.ChoiceField(choices=[("grant", "grant"), ("refuse", "refuse")])
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv hvorfor. Den ansvarlige får det at vide.")},
    )


@login_required
@never_cache
@require_safe
def decisions(request: UserRequest) -> HttpResponse:
    if not may_see_decisions(request.user):
        raise PermissionDenied
    return _page(request)


@login_required
@require_POST
def extension(request: UserRequest, pk: int) -> HttpResponse:
    asked = access_extension(request.user, pk)
    form = DecideForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _page(request, wrong=(pk, form), status=422)
    decide = extension_grant if form.cleaned_data["answer"] == "grant" else extension_refuse
    try:
        decide(
            extension=asked,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except AlreadyDecidedError:
        messages.info(request, _("Det er allerede afgjort, eller opgaven har flyttet sig."))
    except DeadlineNotLaterError:
        words = _("Den ønskede frist er passeret. Giv afslag, og aftal en ny med den ansvarlige.")
        form.add_error("reason", words)
        return _page(request, wrong=(pk, form), status=422)
    else:
        messages.success(request, _("Afgjort. Den ansvarlige får besked."))
    return redirect("decisions")


@login_required
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    declined = access_decline(request.user, pk)
    try:
        decline_settle(decline=declined, by=request.user, now=timezone.now())
    except AlreadyDecidedError:
        messages.info(request, _("Giv først opgaven en ansvarlig."))
    else:
        messages.success(request, _("Opgaven bliver, hvor den er."))
    return redirect("decisions")


def _page(
    request: UserRequest, *, wrong: tuple[int, DecideForm] | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    extensions = decided_extensions(user).select_related(*ITEM).order_by("asked_at")[:MOST]
    declines = decided_declines(user).select_related(*ITEM, "person", "unit")
    stranded = stranded_action_items(user).select_related(
        "agenda_item", "owner_person", "owner_unit", "bound_to__committee"
    )
    forms_ = dict([wrong] if wrong else [])
    declined = list(declines.order_by("declined_at")[:MOST])
    off = list(stranded.order_by("deadline", "pk")[:MOST])
    recognised = waiting_cards(request, most=MOST)
    shown = [one.action_item for one in extensions]
    shown += [one.action_item for one in declined]
    shown += [card.recognition.action_item for card in recognised]
    closed = closed_numbers([*shown, *off])
    note_page_view(user, "afgørelser", dict.fromkeys(closed))
    context = {
        "replies": visible_incoming(request.user).waiting().count(),
        "is_secretary": is_secretary(request.user),
        "answered": visible_action_items(user).answered().count() if is_secretary(user) else 0,
        "recognised": recognised,
        "extensions": [
            (asked, forms_.get(asked.pk) or DecideForm(auto_id=f"id_{asked.pk}_%s"))
            for asked in extensions
        ],
        "declines": declined,
        "stranded": off,
    }
    return render(request, "decisions/page.html", context, status=status)
