"""What a person reads whose login by the municipality's own login came to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.origin import current_origin
from tracker.oidc import Why

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened and what to do; with `names_request` the number to report stands there too."""

    status: int
    heading: Words
    what_happened: Words
    what_to_do: Words
    names_request: bool = False


REFUSALS = {
    Why.NOT_BEGUN: Refusal(
        400,
        _("Loginet blev ikke færdigt"),
        _("Der gik mere end ti minutter, eller siden blev åbnet igen fra historikken."),
        _("Begynd forfra fra loginsiden."),
    ),
    Why.AWAY: Refusal(
        503,
        _("Kommunens login svarer ikke"),
        _("Følg op kan ikke få fat i det lige nu. Du er ikke logget ind."),
        _("Prøv igen om lidt. Bliver det ved, så ring til it-afdelingen."),
        names_request=True,
    ),
    Why.DENIED: Refusal(
        403,
        _("Du blev ikke logget ind"),
        _("Kommunens login afbrød, eller det blev afbrudt undervejs."),
        _("Prøv igen. Bliver det ved, så spørg it-afdelingen, om du har adgang til Følg op."),
    ),
    Why.NOT_PROVEN: Refusal(
        403,
        _("Svaret fra kommunens login kunne ikke godkendes"),
        _("Følg op kan ikke se, at det er dig. Intet er ændret."),
        _("Prøv igen. Bliver det ved, så giv it-afdelingen nummeret herunder."),
        names_request=True,
    ),
    Why.NOT_FRESH: Refusal(
        403,
        _("Vi kunne ikke se, at du lige har vist, hvem du er"),
        _("Kommunens login bekræfter ikke, at du loggede ind igen. Intet er ændret."),
        _("Prøv igen. Bliver det ved, så sig til it-afdelingen, at loginet skal sende auth_time."),
        names_request=True,
    ),
}
NOT_ADMITTED = Refusal(
    403,
    _("Du har ikke adgang til Følg op"),
    _("Kommunens login kender dig, men du kan ikke logge ind her med den arbejdskonto."),
    _("Spørg en administrator af Følg op i din kommune, hvis du skal bruge det."),
)
TOO_MANY = Refusal(
    429,
    _("For mange forsøg"),
    _("Der er prøvet mange gange fra dit netværk."),
    _("Vent lidt, og prøv igen."),
)


def refusal_page(request: HttpRequest, why: Why) -> HttpResponse:
    return _page(request, REFUSALS[why])


def not_admitted_page(request: HttpRequest) -> HttpResponse:
    """Say the same to all who are known there and not let in: nobody learns who has a login."""
    return _page(request, NOT_ADMITTED)


def too_many_page(request: HttpRequest, wait: int) -> HttpResponse:
    response = _page(request, TOO_MANY)
    response["Retry-After"] = str(wait)
    return response


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context = {
        "refusal": refusal,
        "request_id": current_origin().request_id,
        # Not the address at hand: what came back in it is not to stand in a page.
        "language_back": reverse("login"),
    }
    return render(request, "login/refused.html", context, status=refusal.status)
