"""The page on which an administrator sets another's password: what outlives it is closed there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from meetings.admin import AccountAdmin
from meetings.models import User
from tracker.passwords import keys_closed, passkeys_closed, password_given
from tracker.web.closing import ClosingOfOthersForm
from tracker.web.fresh import passkey_shown

admin.site.unregister(User)


@admin.register(User)
class LoginAdmin(AccountAdmin):
    """Logins; a password that is set for somebody closes sessions, and with the ticks the keys."""

    change_user_password_template = "admin/meetings/user/change_password.html"

    @method_decorator(sensitive_post_parameters())
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        user = self.get_object(request, unquote(id))
        if user is None:
            return super().user_change_password(request, id, form_url)
        used = passkey_shown(request) if request.user == user else None
        boxes = ClosingOfOthersForm(request.POST or None, user=user, used=used)
        if request.method == "POST" and not boxes.is_valid():
            messages.error(request, _("Noget er lukket imens. Se, hvad der er tilbage."))
            return HttpResponseRedirect(request.get_full_path())
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            was, user = user.password, User.objects.get(pk=user.pk)
            if user.password != was:
                _close(request, user, boxes.cleaned_data)
        if hasattr(response, "context_data"):
            response.context_data = {**(response.context_data or {}), "boxes": boxes}
        return response


def _close(request: HttpRequest, user: User, asked: dict[str, Any]) -> None:
    by = request.user if isinstance(request.user, User) else None
    closed = password_given(
        user=user,
        closes_keys=bool(asked.get("closes_keys")),
        passkeys=asked.get("closes_passkeys") or [],
        by=by,
        now=timezone.now(),
    )
    words = [_("Brugeren er logget ud alle steder.")]
    if by == user:
        update_session_auth_hash(request, user)
        words = [_("Du er logget ud alle andre steder.")]
    words += [keys_closed(closed.keys), passkeys_closed(closed.passkeys)]
    messages.success(request, " ".join(filter(None, words)))
