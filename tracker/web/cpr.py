"""No page shows a number that looks like a CPR number; what is stored stays."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from meetings.cpr_pages import hide_in_html


class CprMiddleware:
    """Masks them in each page on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_page(response):
            before = response.content.decode(response.charset)
            after = hide_in_html(before)
            if after != before:
                response.content = after.encode(response.charset)
        return response


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
