"""Tokens for programs: made, shown once, listed and closed by their person, or an administrator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.fields import select
from tracker.models import ApiToken
from tracker.permissions import access_token, is_administrator, visible_tokens
from tracker.tokens import token_make, token_revoke
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest

PAGE_SIZE = 50
WHILES = (
    ("30", gettext_lazy("30 dage")),
    ("90", gettext_lazy("90 dage")),
    ("180", gettext_lazy("et halvt år")),
    ("365", gettext_lazy("et år")),
)


class TokenForm(forms.Form):
    """What the program is called, what it may do, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("Hvad skal nøglen bruges til?"),
        help_text=gettext_lazy("Fx »Dagsordensystemet« eller »Power BI«."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv, hvad nøglen skal bruges til.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Hvad må programmet?"),
        choices=ApiToken.Scope.choices,
        initial=[ApiToken.Scope.READ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "list-choice"}),
        error_messages={"required": gettext_lazy("Vælg mindst én ting, programmet må.")},
    )
    days = forms.ChoiceField(
        label=gettext_lazy("Hvor længe skal nøglen gælde?"),
        choices=WHILES,
        initial="90",
        widget=select(),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: UserRequest) -> HttpResponse:
    """List the tokens; a posted form makes one, which this answer alone shows."""
    if request.method != "POST":
        return _page(request, TokenForm())
    if not is_fresh(request):
        return ask_again(reverse("tokens"))
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    _token, text = token_make(
        owner=request.user,
        name=form.cleaned_data["name"],
        scopes=form.cleaned_data["scopes"],
        days=int(form.cleaned_data["days"]),
        now=timezone.now(),
    )
    return _page(request, TokenForm(), made=text)


@login_required
@require_safe
def try_api(request: UserRequest) -> HttpResponse:
    """Show the description of the API, and call it from the browser."""
    return render(request, "tokens/try.html", {"description": reverse("api_schema")})


@login_required
@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    token = access_token(request.user, pk)
    if token_revoke(token=token, by=request.user, now=timezone.now()):
        words = _("Nøglen »%(name)s« er lukket. Den virker ikke mere.")
    else:
        words = _("Nøglen »%(name)s« var allerede lukket.")
    messages.success(request, words % {"name": token.name})
    return redirect("tokens")


def _page(
    request: UserRequest, form: TokenForm, *, made: str = "", status: int = 200
) -> HttpResponse:
    standing = visible_tokens(request.user).standing(now=timezone.now())
    context: dict[str, object] = {
        "form": form,
        "made": made,
        "may_make": is_fresh(request),
        "own": list(standing.filter(owner=request.user)),
    }
    if is_administrator(request.user):
        others = standing.exclude(owner=request.user).select_related("owner__person")
        context["page"] = Paginator(others, PAGE_SIZE).get_page(request.GET.get("side"))
    return render(request, "tokens/page.html", context, status=status)
