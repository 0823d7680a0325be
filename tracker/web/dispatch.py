"""How mails fare as a whole: what is wrong, all of them paused, all of them on trial."""

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

from actions.selectors import last_tick_at
from actions.services.alarms import alarm_addresses
from actions.services.dispatch import (
    address_trust,
    dispatch_pause,
    dispatch_resume,
    dispatch_state,
    dispatch_try,
)
from actions.trouble_words import trouble_words
from actions.troubles import find_troubles, suspect_addresses
from tracker.permissions import may_control_dispatch, may_see_outbox
from tracker.web.fresh import is_fresh
from tracker.web.http import UserRequest


class TrialForm(forms.Form):
    """Where all mails go on trial."""

    email = forms.EmailField(
        label=gettext_lazy("Send alle mails til"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-input"}),
    )


@login_required
@never_cache
@require_safe
def dispatch(request: UserRequest) -> HttpResponse:
    if not may_see_outbox(request.user):
        raise PermissionDenied
    return _page(request, TrialForm(initial={"email": dispatch_state().trial_email}))


@login_required
@require_POST
def pause(request: UserRequest) -> HttpResponse:
    """Pause or resume all mails, as the button says."""
    _refuse_others(request)
    if request.POST.get("til") == "pause":
        dispatch_pause(by=request.user, now=timezone.now())
        messages.success(request, _("Alle mails er sat på pause."))
    elif request.POST.get("til") == "start":
        dispatch_resume(by=request.user, now=timezone.now())
        messages.success(request, _("Mails sendes igen."))
    return redirect("dispatch")


@login_required
@require_POST
def trial(request: UserRequest) -> HttpResponse:
    _refuse_others(request)
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    email = form.cleaned_data["email"]
    if not is_fresh(request):
        return _page(request, form, asks_again=True, status=422)
    dispatch_try(email=email, by=request.user, now=timezone.now())
    text = _("Alle mails sendes nu til %(email)s.") if email else _("Prøven er slut.")
    messages.success(request, text % {"email": email} if email else text)
    return redirect("dispatch")


@login_required
@require_POST
def trust(request: UserRequest) -> HttpResponse:
    _refuse_others(request)
    email = request.POST.get("email", "").replace("\0", "")
    if address_trust(email=email, by=request.user, now=timezone.now()):
        messages.success(request, _("Der skrives til adressen igen."))
    else:
        messages.info(request, _("Adressen var ikke længere under mistanke."))
    return redirect("dispatch")


def _refuse_others(request: UserRequest) -> None:
    if not may_control_dispatch(request.user):
        raise PermissionDenied


def _page(
    request: UserRequest, form: TrialForm, *, asks_again: bool = False, status: int = 200
) -> HttpResponse:
    now, state = timezone.now(), dispatch_state()
    context = {
        "dispatch": state,
        "is_single": state.is_single(now=now),
        "troubles": [trouble_words(name) for name in find_troubles(now=now)],
        "suspects": suspect_addresses(),
        "last_tick": last_tick_at(),
        "alarm_to": alarm_addresses(),
        "may_control": may_control_dispatch(request.user),
        "form": form,
        "asks_again": asks_again,
    }
    return render(request, "outbox/dispatch.html", context, status=status)
