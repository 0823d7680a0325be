"""Refusals that no page has words of its own for; what was written on a form is not lost."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from actions.exceptions import ChangedMeanwhileError
from meetings.exceptions import RowChangedMeanwhileError

# What may be carried over a page that was too old.
MOST_LETTERS = 20_000
MOST_FIELDS = 100
KEY = "csrfmiddlewaretoken"
SECRETS = {"password", "password1", "password2", "old_password"}
# Words of one's own are shown, to be read and copied; the rest goes along unseen.
SHORTEST_WORDS = 25
# Answered without a word where nothing is to be said to a program; a person gets a page.
PAGES = {405, 409, 422, 429, 503}

Answer = Callable[[HttpRequest], HttpResponse]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was too old, and give back what was written on it to be sent again.

    Only to who sent it from a page of ours, by the browser's own word: a stranger's page could
    otherwise have its words sent with one press.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    context = {**_words(request), "may_send_again": is_ours and _has_words(request)}
    return render(request, "403_csrf.html", context, status=403)


class RefusalMiddleware:
    """Say in plain words what went wrong, and keep what a logged out person wrote."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _leads_to_login(request, response) and _has_words(request):
            return _logged_out(request)
        is_bare = response.status_code in PAGES and not response.streaming and not response.content
        if is_bare and "text/html" in request.headers.get("Accept", ""):
            return _page(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what no view has met; anything else is our own mistake, and is a 500."""
        if isinstance(error, ChangedMeanwhileError | RowChangedMeanwhileError):
            return render(request, "409.html", status=409)
        if isinstance(error, OperationalError):
            # Without the database nobody is known: the page says what it can.
            return HttpResponse(status=503, headers={"Retry-After": "30"})
        return None


def _page(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    try:
        page = render(request, f"{bare.status_code}.html", status=bare.status_code)
    except OperationalError:
        return bare
    for name, value in bare.items():
        if name.lower() not in {"content-type", "content-length"}:
            page[name] = value
    return page


def _leads_to_login(request: HttpRequest, response: HttpResponse) -> bool:
    login = resolve_url(settings.LOGIN_URL)
    return (
        request.method == "POST"
        and isinstance(response, HttpResponseRedirect)
        and response.url.startswith(f"{login}?")
        and request.path != login
    )


def _logged_out(request: HttpRequest) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return render(request, "errors/expired.html", _words(request), status=403)
    # Where a part of the page was to be swapped, all of it gives way to the words.
    answer = render(request, "errors/_expired.html", _words(request), status=422)
    answer["HX-Retarget"] = "#indhold"
    answer["HX-Reswap"] = "innerHTML"
    return answer


def _has_words(request: HttpRequest) -> bool:
    fields = _fields(request)
    letters = sum(len(value) for _name, value in fields)
    is_secret = bool(set(request.POST) & SECRETS)
    return not is_secret and 0 < len(fields) <= MOST_FIELDS and 0 < letters <= MOST_LETTERS


def _words(request: HttpRequest) -> dict[str, object]:
    fields = _fields(request)
    return {
        "action": request.get_full_path(),
        "hidden": [pair for pair in fields if not _is_written(pair[1])],
        "written": [pair for pair in fields if _is_written(pair[1])],
        "had_files": bool(request.FILES),
    }


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != KEY
        for value in values
    ]


def _is_written(value: str) -> bool:
    return len(value) >= SHORTEST_WORDS or "\n" in value
