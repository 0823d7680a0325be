"""Other systems that are called: who they are, what they hear of, and how the calls fare."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from actions.exceptions import ChangedMeanwhileError
from actions.models import Webhook
from actions.services.webhooks import webhook_change, webhook_create, webhook_secret
from meetings.models import Event
from tracker.permissions import access_webhook, may_keep_webhooks
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.webhook_forms import WebhookForm, webhook_form

PAGE_SIZE = 50
# The webhook whose secret the user is to see on the next page, and never again.
SHOW_SECRET = "webhook_secret_of"


@login_required
@require_safe
def webhooks(request: UserRequest) -> HttpResponse:
    _refuse_others(request)
    context = {
        "rows": Webhook.objects.standing().with_outcome(),
        "hosts": sorted(settings.WEBHOOK_HOSTS),
    }
    return render(request, "webhooks/page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    _refuse_others(request)
    if not is_fresh(request):
        return ask_again(reverse("webhook_new"))
    if request.method != "POST":
        return _new_page(request, WebhookForm())
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    webhook = webhook_create(draft=form.draft, by=request.user, now=timezone.now())
    messages.success(request, _("Systemet er tilføjet. Skriv nøglen ind i det, og prøv et kald."))
    return show_secret(request, webhook)


def show_secret(request: UserRequest, webhook: Webhook) -> HttpResponse:
    """Lead to the webhook's page, which shows its secret this once."""
    request.session[SHOW_SECRET] = webhook.pk
    return redirect("webhook", webhook.pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: UserRequest, pk: int) -> HttpResponse:
    row = access_webhook(request.user, pk)
    if request.method != "POST":
        return _page(request, row, webhook_form(row))
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        webhook_change(
            webhook=row,
            version=form.cleaned_data["version"] or 0,
            draft=form.draft,
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        words = _("En anden har ændret systemet i mellemtiden. Her er det, som det er nu.")
        messages.error(request, words)
        row = access_webhook(request.user, pk)
        return _page(request, row, webhook_form(row), status=409)
    messages.success(request, _("Ændringen er gemt. Kald, der venter, går til den nye adresse."))
    return redirect("webhook", pk)


def _refuse_others(request: UserRequest) -> None:
    if not may_keep_webhooks(request.user):
        raise PermissionDenied


def _new_page(request: UserRequest, form: WebhookForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "hosts": sorted(settings.WEBHOOK_HOSTS)}
    return render(request, "webhooks/new.html", context, status=status)


def _page(
    request: UserRequest, row: Webhook, form: WebhookForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    events = Event.objects.filter(subject=Event.Subject.WEBHOOK, subject_id=row.pk)
    context = {
        "webhook": row,
        "form": form,
        "secret": _secret_once(request, row),
        "has_former": row.former_until is not None and now < row.former_until,
        "page": Paginator(row.calls.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("side")),
        "events": events.select_related("by__person").order_by("at", "pk"),
    }
    return render(request, "webhooks/webhook.html", context, status=status)


def _secret_once(request: UserRequest, row: Webhook) -> str:
    """Return the secret where it was just made, and forget that it was to be shown."""
    if request.method != "GET" or request.session.get(SHOW_SECRET) != row.pk:
        return ""
    del request.session[SHOW_SECRET]
    return webhook_secret(row)
