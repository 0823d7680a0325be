"""How often a program may ask, counted for its user where all processes see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.rates import seconds_to_wait

if TYPE_CHECKING:  # the framework's views import their throttles while they are made
    from rest_framework.views import APIView

A_MINUTE = 60


class CallsAMinute(BaseThrottle):
    """Refuse with 429, and say when to come again."""

    _seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        self._seconds = seconds_to_wait(
            f"api:{request.user.pk}",
            most=settings.API_CALLS_A_MINUTE,
            within=A_MINUTE,
            now=timezone.now(),
        )
        return not self._seconds

    def wait(self) -> float | None:
        return self._seconds or None
