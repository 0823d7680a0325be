"""Who a program is: a token says so, or the session of a browser that is logged in here."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from meetings.models import User
from tracker.models import ApiToken
from tracker.tokens import token_read

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """Let a token in as its person, with the rights that the person has now."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() != SCHEME.casefold():
            return None
        token = token_read(text.strip(), now=timezone.now())
        if token is None:
            raise AuthenticationFailed(_("Nøglen kendes ikke, er udløbet eller er lukket."))
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


class BrowserAuthentication(SessionAuthentication):
    """Let a browser look around; what changes something takes the mark of a page of ours."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            words = _("Kaldet mangler et gyldigt CSRF-mærke. Brug en nøgle, eller send mærket med.")
            raise PermissionDenied(words) from error
