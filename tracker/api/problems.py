"""What a program is told where it does not get what it asked for: RFC 9457, in Danish."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyOwnerError,
    AlreadyReviewedError,
    ChangedMeanwhileError,
    DeadlineNotLaterError,
    DeadlineTooFarError,
    MeetingIncompleteError,
    NotAnsweredError,
    NotClosedError,
    OutdatedLinkError,
    OwnerlessError,
    SupersededError,
)

MEDIA_TYPE = "application/problem+json"
# Names of problems that a program may tell apart; the words are for people.
URN = "urn:folgop:problem:"
KINDS = {
    400: ("bad-request", gettext_lazy("Forespørgslen kan ikke læses")),
    401: ("not-logged-in", gettext_lazy("Der mangler et gyldigt login")),
    403: ("not-allowed", gettext_lazy("Det må du ikke")),
    404: ("not-found", gettext_lazy("Her er ikke noget")),
    405: ("method-not-allowed", gettext_lazy("Det kan man ikke her")),
    409: ("conflict", gettext_lazy("Det passer ikke med, hvordan det står nu")),
    412: ("changed-meanwhile", gettext_lazy("Ændret, siden du så det")),
    413: ("too-large", gettext_lazy("Der blev sendt for meget")),
    415: ("unsupported-media-type", gettext_lazy("Formatet kan ikke læses")),
    422: ("key-used-before", gettext_lazy("Nøglen er brugt til noget andet")),
    428: ("version-missing", gettext_lazy("Der mangler en version")),
    429: ("too-many-calls", gettext_lazy("For mange kald")),
    500: ("server-error", gettext_lazy("Noget gik galt hos os")),
    503: ("busy", gettext_lazy("Der er travlt lige nu")),
}
# Said in our own words, where the framework's are English or tell a programmer's story.
WORDS: dict[type[Exception], Any] = {
    exceptions.NotAuthenticated: gettext_lazy(
        "Send en nøgle med: Authorization: Bearer folgop_…. Den laves under »Min profil«."
    ),
    exceptions.ParseError: gettext_lazy("Indholdet er ikke gyldig JSON eller en hel formular."),
    exceptions.MethodNotAllowed: gettext_lazy("Adressen findes, men ikke med den metode."),
    exceptions.UnsupportedMediaType: gettext_lazy(
        "Send JSON (application/json), og filer som multipart/form-data."
    ),
    exceptions.Throttled: gettext_lazy(
        "Der er kaldt for tit. Vent så mange sekunder, som Retry-After siger."
    ),
    Http404: gettext_lazy("Adressen findes ikke, eller du har ikke adgang til det, der er på den."),
    DjangoPermissionDenied: gettext_lazy("Din rolle giver ikke adgang til det."),
    RequestDataTooBig: gettext_lazy("Der blev sendt for meget på én gang."),
    ChangedMeanwhileError: gettext_lazy(
        "En anden har ændret det imens. Intet er gemt. Hent det igen."
    ),
    OperationalError: gettext_lazy("Intet er ændret. Prøv igen om lidt."),
    AlreadyClosedError: gettext_lazy("Opgaven er ikke åben mere."),
    AlreadyOwnerError: gettext_lazy("Opgaven ligger allerede dér."),
    AlreadyReviewedError: gettext_lazy("Forslaget er allerede godkendt eller afvist."),
    DeadlineNotLaterError: gettext_lazy(
        "Den nye frist skal være senere end den, der står, og end i dag."
    ),
    DeadlineTooFarError: gettext_lazy(
        "Fristen ligger for langt ude i fremtiden. Skriv en nærmere."
    ),
    MeetingIncompleteError: gettext_lazy("Mødet mangler dato eller udvalg. Udfyld det først."),
    NotAnsweredError: gettext_lazy("Opgaven har ikke et svar, der venter på godkendelse."),
    NotClosedError: gettext_lazy("Opgaven er ikke afsluttet."),
    OutdatedLinkError: gettext_lazy("Fristen eller den ansvarlige er skiftet imens."),
    OwnerlessError: gettext_lazy("Skriv, hvem der skal have opgaven."),
    SupersededError: gettext_lazy("Forslaget er taget op igen under mødet. Fortsæt dér."),
}
STATUSES: dict[type[Exception], int] = {
    Http404: 404,
    DjangoPermissionDenied: 403,
    RequestDataTooBig: 413,
    ChangedMeanwhileError: 412,
    OperationalError: 503,
    **dict.fromkeys(
        (
            AlreadyClosedError,
            AlreadyOwnerError,
            AlreadyReviewedError,
            DeadlineNotLaterError,
            DeadlineTooFarError,
            MeetingIncompleteError,
            NotAnsweredError,
            NotClosedError,
            OutdatedLinkError,
            OwnerlessError,
            SupersededError,
        ),
        409,
    ),
}
BUSY_SECONDS = "30"

log = logging.getLogger("tracker.api")


class Refusal(exceptions.APIException):
    """A problem of ours with its own words, and what else a program may need to know."""

    def __init__(self, status: int, detail: str, *, wait: int = 0, **more: object) -> None:
        super().__init__(detail)
        self.status_code = status
        self.wait = wait or None
        self.more = more


def problem_answer(error: Exception, context: Mapping[str, Any]) -> Response:
    """Answer what went wrong; what nobody foresaw is logged, and told without a word of it."""
    status = _status(error)
    if status >= 500:
        log.error("%s", type(error).__name__, exc_info=error)
    kind, title = KINDS.get(status, KINDS[400])
    body: dict[str, object] = {
        "type": URN + kind,
        "title": str(title),
        "status": status,
        "detail": _detail(error, status),
    }
    if isinstance(error, exceptions.ValidationError):
        body["errors"] = list(_field_errors(error.detail))
    if isinstance(error, Refusal):
        body |= error.more
    return Response(body, status=status, headers=_headers(error), content_type=MEDIA_TYPE)


def _status(error: Exception) -> int:
    if isinstance(error, exceptions.APIException):
        return error.status_code
    return next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)


def _detail(error: Exception, status: int) -> str:
    for kind, words in WORDS.items():
        if isinstance(error, kind):
            return str(words)
    if isinstance(error, exceptions.ValidationError):
        return _("Et eller flere felter kan ikke bruges. Intet er gemt.")
    if isinstance(error, exceptions.APIException):
        return str(error.detail)
    return _("Fejlen er skrevet i vores log. Prøv igen, og sig det til administratoren.")


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if isinstance(error, OperationalError):
        headers["Retry-After"] = BUSY_SECONDS
    return headers


def _field_errors(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flatten the framework's errors: one row for each thing that is wrong, with its field."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _field_errors(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _field_errors(inner, field)
    else:
        yield {"field": field, "detail": str(detail)}
