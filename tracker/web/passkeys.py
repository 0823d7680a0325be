"""One's own passkeys: which there are, a new one, another name, away with one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meetings.exceptions import LastSecondStepError, PasskeyKnownError
from meetings.models import Passkey
from meetings.services.passkeys import passkey_add, passkey_rename, passkeys_close
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.passkey_ceremony import (
    PasskeyRefusedError,
    may_have_passkeys,
    offer_new,
    passkeys_possible,
    read_new,
)
from tracker.web.second_step import is_demanded


class NameForm(forms.Form):
    """What one calls a passkey."""

    name = forms.CharField(
        label=gettext_lazy("Navn"),
        help_text=gettext_lazy("Så du kan kende den, fx Arbejds-pc eller Telefon."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv et navn.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkeys(request: UserRequest) -> HttpResponse:
    """List one's passkeys, and take a new one that the browser has just made."""
    if request.method != "POST":
        return _page(request, NameForm(auto_id="new-%s"))
    if not _can(request):
        raise Http404
    if not is_fresh(request):
        return ask_again(reverse("passkeys"))
    form = NameForm(request.POST, auto_id="new-%s")
    if not form.is_valid():
        return _page(request, form, status=422)
    return _add(request, form)


def _add(request: UserRequest, form: NameForm) -> HttpResponse:
    try:
        new = read_new(request, request.user, request.POST.get("credential", ""))
        codes = passkey_add(
            user=request.user,
            name=form.cleaned_data["name"],
            credential_id=new.credential_id,
            public_key=new.public_key,
            sign_count=new.sign_count,
            now=timezone.now(),
        )
    except (PasskeyRefusedError, PasskeyKnownError):
        form.add_error(
            None, _("Adgangsnøglen blev ikke lavet. Intet er ændret. Prøv igen om lidt.")
        )
        return _page(request, form, status=422)
    if codes:
        context = {"codes": codes, "next_url": reverse("passkeys")}
        return render(request, "login/codes.html", context)
    messages.success(request, _("Adgangsnøglen er klar. Brug den, næste gang du logger ind."))
    return redirect("passkeys")


@login_required
@never_cache
@require_POST
def passkey_options(request: UserRequest) -> HttpResponse:
    """Give the browser what it needs to make one; 403 where the password is asked for first."""
    if not _can(request):
        raise Http404
    if not is_fresh(request):
        return HttpResponse(status=403)
    return HttpResponse(offer_new(request, request.user), content_type="application/json")


@login_required
@require_POST
def rename(request: UserRequest, pk: int) -> HttpResponse:
    passkey = _own(request, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Skriv et navn på højst 60 tegn."))
        return redirect("passkeys")
    passkey_rename(passkey=passkey, name=form.cleaned_data["name"], now=timezone.now())
    messages.success(request, _("Gemt."))
    return redirect("passkeys")


@login_required
@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    passkey = _own(request, pk)
    if not is_fresh(request):
        return ask_again(reverse("passkeys"))
    try:
        passkeys_close(
            user=request.user,
            chosen=[passkey.pk],
            must_keep_one=is_demanded(request.user),
            by=request.user,
            now=timezone.now(),
        )
    except LastSecondStepError:
        messages.error(
            request,
            _("Den er dit eneste andet trin ved login. Lav en ny, før du fjerner den."),
        )
    else:
        messages.success(request, _("Adgangsnøglen er fjernet. Slet den også på din enhed."))
    return redirect("passkeys")


def _can(request: UserRequest) -> bool:
    return passkeys_possible() and may_have_passkeys(request.user)


def _own(request: UserRequest, pk: int) -> Passkey:
    return get_object_or_404(Passkey, pk=pk, user=request.user)


def _page(request: UserRequest, form: NameForm, *, status: int = 200) -> HttpResponse:
    own = list(request.user.passkeys.all())
    context = {
        "rows": [
            (one, NameForm(initial={"name": one.name}, auto_id=f"name-{one.pk}-%s")) for one in own
        ],
        "form": form,
        "possible": passkeys_possible(),
        "logs_in_elsewhere": not may_have_passkeys(request.user),
        "is_fresh": is_fresh(request),
    }
    return render(request, "profile/passkeys.html", context, status=status)
