"""Every mail and how it fares."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.models import Message
from actions.recipients import find_recipients
from actions.selectors import message_counts, message_rows
from tracker.permissions import may_see_outbox
from tracker.web.http import UserRequest

PAGE_SIZE = 50


@login_required
@require_safe
def outbox(request: UserRequest) -> HttpResponse:
    if not may_see_outbox(request.user):
        raise PermissionDenied
    chosen = request.GET.get("state", "")
    state = chosen if chosen in Message.State.values else ""
    mails = Message.objects.filter(state=state) if state else Message.objects.all()
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
        "chosen": state,
    }
    return render(request, "outbox/page.html", context)
