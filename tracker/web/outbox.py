"""Every mail and how it fares, and what a person decides where one stands still."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import MessageMovedOnError
from actions.models import Message
from actions.recipients import find_recipients
from actions.selectors import message_counts, message_rows, reminders_waiting
from actions.services.dispatch import dispatch_state
from actions.services.messages import message_retry, message_settle, message_withdraw
from tracker.permissions import may_control_dispatch, may_see_outbox
from tracker.web.http import UserRequest
from tracker.web.outbox_filter import OutboxFilter, state_of

PAGE_SIZE = 50


@login_required
@require_safe
def outbox(request: UserRequest) -> HttpResponse:
    if not may_see_outbox(request.user):
        raise PermissionDenied
    asked = OutboxFilter(request.GET)
    mails = asked.narrow(Message.objects.all())
    page = Paginator(mails.order_by("-created_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("side")
    )
    recipients = find_recipients(mail.recipient for mail in page.object_list)
    context = {
        "page": page,
        "rows": message_rows(
            page.object_list, names={key: found.name for key, found in recipients.items()}
        ),
        "states": message_counts(),
        "chosen": asked.state,
        "filter": asked.form,
        "query": asked.query,
        "whole_query": asked.whole_query,
        "waiting": reminders_waiting(),
        "dispatch": dispatch_state(),
        "may_control": may_control_dispatch(request.user),
    }
    return render(request, "outbox/page.html", context)


@login_required
@require_POST
def retry(request: UserRequest, pk: int) -> HttpResponse:
    message = _message(request, pk)
    try:
        message_retry(message=message, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _moved_on())
    else:
        messages.success(request, _("Mailen sendes igen med det, der stadig er åbent."))
    return _back(request)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    message = _message(request, pk)
    try:
        message_withdraw(message=message, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _("Mailen er allerede på vej eller afgjort."))
    else:
        messages.success(
            request,
            _("Mailen sendes ikke. Modtageren hører fra os ved den næste påmindelse."),
        )
    return _back(request)


@login_required
@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    message = _message(request, pk)
    try:
        message_settle(message=message, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _moved_on())
    else:
        messages.success(request, _("Mailen står nu som sendt."))
    return _back(request)


def _message(request: UserRequest, pk: int) -> Message:
    if not may_see_outbox(request.user):
        raise PermissionDenied
    return get_object_or_404(Message, pk=pk)


def _moved_on() -> str:
    return _("Mailen venter ikke længere på en afgørelse. Her er den, som den står nu.")


def _back(request: UserRequest) -> HttpResponse:
    state = state_of(request.POST.get("state", ""))
    return redirect(f"{reverse('outbox')}?state={state}" if state else "outbox")
