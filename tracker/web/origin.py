"""Each request gets a number; what it writes, logs and leaves to the worker says so."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from meetings.origin import Origin, working_for
from tracker.log_filter import REQUEST_ID

Answer = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
LONGEST_ADDRESS = 45


class OriginMiddleware:
    """Number the request, and tell the number to who asked: it is what a log is searched for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin(request_id=str(uuid4()), address=sender(request))
        # What is logged of the answer afterwards finds it here.
        request.META[REQUEST_ID] = origin.request_id
        with working_for(origin):
            response = self.get_response(request)
        response[HEADER] = origin.request_id
        return response


def sender(request: HttpRequest) -> str:
    """Return who asks: behind our own server, the address that it saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if seen:
            return seen[:LONGEST_ADDRESS]
    return str(request.META.get("REMOTE_ADDR", ""))[:LONGEST_ADDRESS]
