"""Logging in by the municipality's own login, and showing there once more who one is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login as auth_login
from django.contrib.auth import logout as auth_logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from meetings.models import User
from meetings.services.identities import (
    Arrival,
    NotAdmittedError,
    identity_admit,
    identity_is,
)
from meetings.services.logins import login_note, login_refuse
from tracker.oidc import (
    LoginRefusedError,
    Pending,
    Why,
    arrive,
    authorization_address,
    pending_begin,
    pending_take,
)
from tracker.web.fresh import OPENID, fresh_note, next_address
from tracker.web.http import UserRequest
from tracker.web.openid_rates import refusal_count, step_wait
from tracker.web.openid_words import not_admitted_page, refusal_page, too_many_page
from tracker.web.origin import sender
from tracker.web.second_step import BACKEND, asks_for_code, begin_second_step

logger = logging.getLogger(__name__)

# Where the login does not say when: then it is asked before what outlives the session.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
View = Callable[[HttpRequest], HttpResponse]


def start_address(next_url: str) -> str:
    """Return where such a login begins: at the site's own name, which answers come back to."""
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return f"{settings.SITE_URL}{reverse('openid_start')}{query}"


def _where_configured(view: View) -> View:
    """Let the address be there only where a login service is, and as often as is allowed."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_ISSUER:
            raise Http404
        wait = step_wait(sender(request), now=timezone.now())
        return too_many_page(request, wait) if wait else view(request)

    return guarded


@_where_configured
@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the municipality's own login."""
    next_url = next_address(request, default="home")
    if request.user.is_authenticated:
        return redirect(next_url)
    return _lead_there(request, next_url=next_url)


@_where_configured
@never_cache
@require_GET
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Lead there once more, to show who one is though one is in already."""
    user = cast(UserRequest, request).user
    return _lead_there(request, next_url=next_address(request), again_of=user.pk)


@_where_configured
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take what the browser brings back; whatever is wrong with it, nobody is let in."""
    now = timezone.now()
    try:
        pending = pending_take(request.session, state=request.GET.get("state", ""), now=now)
        arrival = arrive(request.GET.dict(), pending=pending, now=now)
        if pending.again_of:
            return _showed_again(request, pending, arrival)
        user = identity_admit(arrival=arrival, lines=settings.OIDC_GROUPS, now=now)
    except LoginRefusedError as refusal:
        return _refuse(request, refusal)
    except NotAdmittedError as refusal:
        _note_refusal(request, refusal.user, refusal.why)
        return not_admitted_page(request)
    return _let_in(request, user, arrival, pending)


def _lead_there(request: HttpRequest, *, next_url: str, again_of: int = 0) -> HttpResponse:
    pending = pending_begin(
        request.session, next_url=next_url, now=timezone.now(), again_of=again_of
    )
    try:
        return redirect(authorization_address(pending))
    except LoginRefusedError as refusal:
        return _refuse(request, refusal)


def _let_in(request: HttpRequest, user: User, arrival: Arrival, pending: Pending) -> HttpResponse:
    if request.user.is_authenticated:
        auth_logout(request)
    if asks_for_code(user) and not settings.OIDC_MFA & arrival.methods:
        begin_second_step(request, user, next_url=pending.next_url, by=OPENID)
        return redirect("login_code")
    login_note(user=user, now=timezone.now())
    auth_login(request, user, backend=BACKEND)
    # Who was in there already is waved through: whoever sits at a machine that was left.
    fresh_note(request, by=OPENID, shown_at=arrival.shown_at or NEVER)
    return redirect(pending.next_url)


def _showed_again(request: HttpRequest, pending: Pending, arrival: Arrival) -> HttpResponse:
    """Go on with who is in, where it is that person who came back."""
    user = request.user
    if not (isinstance(user, User) and user.pk == pending.again_of):
        raise LoginRefusedError(Why.NOT_BEGUN, "sessionen er en andens nu")
    if not identity_is(user=user, arrival=arrival):
        raise LoginRefusedError(Why.NOT_PROVEN, "en anden arbejdskonto end den, der er logget ind")
    request.session.cycle_key()
    fresh_note(request, by=OPENID)
    return redirect(pending.next_url)


def _refuse(request: HttpRequest, refusal: LoginRefusedError) -> HttpResponse:
    """Tell the person what to do; what was tried with an answer stands in the log of events."""
    logger.warning("A login by OpenID Connect was refused: %s", refusal.detail)
    if refusal.why in {Why.NOT_PROVEN, Why.NOT_FRESH}:
        _note_refusal(request, request.user, refusal.detail)
    return refusal_page(request, refusal.why)


def _note_refusal(request: HttpRequest, who: object, why: str) -> None:
    now = timezone.now()
    refusal_count(sender(request), now=now)
    login_refuse(user=who if isinstance(who, User) else None, note=f"arbejdskonto: {why}", now=now)
