"""Whose tokens the user sees and closes: one's own, and an administrator everybody's."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from meetings.models import User
from tracker.models import ApiToken
from tracker.models.api_token import ApiTokenQuerySet
from tracker.permissions.roles import Viewer, is_administrator


def visible_tokens(user: Viewer) -> ApiTokenQuerySet:
    if not isinstance(user, User) or not user.is_active:
        return ApiToken.objects.none()
    if is_administrator(user):
        return ApiToken.objects.all()
    return ApiToken.objects.filter(owner=user)


def access_token(user: Viewer, pk: int) -> ApiToken:
    return get_object_or_404(visible_tokens(user), pk=pk)
