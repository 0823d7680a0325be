"""What an administrator does with another system that is called, one button each."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.exceptions import CallMovedOnError, ChangedMeanwhileError
from actions.services.webhooks import (
    call_repeat,
    former_secret_end,
    secret_renew,
    webhook_pause,
    webhook_remove,
    webhook_resume,
    webhook_try,
)
from actions.tasks import ring_for_webhook
from tracker.permissions import access_webhook, access_webhook_call
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.webhooks import show_secret


@login_required
@require_POST
def pause(request: UserRequest, pk: int) -> HttpResponse:
    """Pause or resume, as the button says."""
    row, now = access_webhook(request.user, pk), timezone.now()
    if request.POST.get("til") == "pause":
        webhook_pause(webhook=row, by=request.user, now=now)
        messages.success(request, _("Kald til systemet er sat på pause. Det, der sker, venter."))
    elif request.POST.get("til") == "start":
        webhook_resume(webhook=row, by=request.user, now=now)
        _ring(pk)
        messages.success(request, _("Systemet kaldes igen. Det, der ventede, kommer først."))
    return redirect("webhook", pk)


@login_required
@require_POST
def renew_secret(request: UserRequest, pk: int) -> HttpResponse:
    row = access_webhook(request.user, pk)
    if not is_fresh(request):
        return ask_again(reverse("webhook", args=[row.pk]))
    secret_renew(webhook=row, by=request.user, now=timezone.now())
    messages.success(request, _("Der er lavet en ny nøgle. Den gamle gælder en uge endnu."))
    return show_secret(request, row)


@login_required
@require_POST
def end_former_secret(request: UserRequest, pk: int) -> HttpResponse:
    row = access_webhook(request.user, pk)
    if former_secret_end(webhook=row, by=request.user, now=timezone.now()):
        messages.success(request, _("Den gamle nøgle gælder ikke længere."))
    else:
        messages.info(request, _("Der var ingen gammel nøgle, der gjaldt."))
    return redirect("webhook", pk)


@login_required
@require_POST
def try_out(request: UserRequest, pk: int) -> HttpResponse:
    row = access_webhook(request.user, pk)
    webhook_try(webhook=row, by=request.user, now=timezone.now())
    _ring(pk)
    messages.success(
        request,
        _("Prøvekaldet er på vej. Genindlæs siden om lidt, og se svaret under Kald."),
    )
    return redirect("webhook", pk)


@login_required
@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    row = access_webhook(request.user, pk)
    try:
        webhook_remove(webhook=row, by=request.user, now=timezone.now())
    except ChangedMeanwhileError:
        messages.info(request, _("Systemet var allerede taget ud."))
    else:
        messages.success(request, _("%(name)s får ikke besked mere.") % {"name": row.name})
    return redirect("webhooks")


@login_required
@require_POST
def repeat(request: UserRequest, pk: int) -> HttpResponse:
    call = access_webhook_call(request.user, pk)
    try:
        call_repeat(call=call, by=request.user, now=timezone.now())
    except CallMovedOnError:
        messages.info(request, _("Kaldet venter allerede eller er i gang."))
    else:
        _ring(call.webhook_id)
        messages.success(request, _("Kaldet sendes igen med samme nummer."))
    return redirect("webhook", call.webhook_id)


def _ring(webhook_id: int) -> None:
    transaction.on_commit(partial(ring_for_webhook, webhook_id))
