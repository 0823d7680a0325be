"""In which language somebody sees the pages: as chosen here, else as in the mails, else Danish."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from meetings.models import Person, User

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Speak the language of who asks while answering.

    What a browser asks for by itself is not heard: many machines are set up in English that
    belong to people who work in Danish.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or chosen)
        return response


def language_of(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    # Asking for the user reads the session: pages without one, such as probes, are left alone.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = request.user
        if isinstance(user, User) and user.person and user.person.language in known:
            return user.person.language
    return settings.LANGUAGE_CODE


def speak_to(request: HttpRequest, person: Person | None) -> None:
    """Answer who came by a link of a mail in that mail's language, where nothing else is chosen."""
    is_chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "") in dict(settings.LANGUAGES)
    if person and not is_chosen:
        translation.activate(person.language)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice in this browser, and go back to where it was made."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    answer = redirect(back if is_ours and back.startswith("/") else "home")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return answer
