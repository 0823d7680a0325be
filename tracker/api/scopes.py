"""What a token was made for: a program that may read does not change a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from tracker.models import ApiToken

if TYPE_CHECKING:  # the framework's views import their permissions while they are made
    from rest_framework.views import APIView

Scope = ApiToken.Scope


class HasScope(BasePermission):
    """Hold a token to its scopes; a session has all of them.

    A view says in `reading` and `writing` which scope it takes to look and to change.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken):
            return True
        wanted = scope_of(view, request.method or "")
        if wanted in token.scopes:
            return True
        words = _("Nøglen er ikke lavet til det. Det kræver adgangen »%(scope)s«.")
        raise PermissionDenied(words % {"scope": wanted})


def scope_of(view: object, method: str) -> str:
    if method in SAFE_METHODS:
        return str(getattr(view, "reading", Scope.READ))
    return str(getattr(view, "writing", Scope.WRITE_ACTION_ITEMS))
