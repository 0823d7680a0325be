"""How often programs may ask, counted for each person and for all, where all processes see it."""

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
    """Refuse with 429, and say when to come again.

    The person is counted first: one who runs wild uses up nobody else's calls.
    """

    _seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        limits = (
            (f"api:{request.user.pk}", settings.API_CALLS_A_MINUTE),
            ("api:all", settings.API_CALLS_A_MINUTE_IN_ALL),
        )
        for name, most in limits:
            self._seconds = seconds_to_wait(name, most=most, within=A_MINUTE, now=timezone.now())
            if self._seconds:
                return False
        return True

    def wait(self) -> float | None:
        return self._seconds or None
