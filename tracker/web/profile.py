"""What somebody settles about the mails to oneself: language, reminders, calendar."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meetings.models import Person
from meetings.services.people import person_prefer, person_renew_calendar, person_revoke_calendar
from meetings.services.second_step import has_app, has_second_step, may_drop_app
from tracker.fields import select
from tracker.web.closing import ClosingForm
from tracker.web.fresh import is_fresh, passkey_shown
from tracker.web.http import UserRequest
from tracker.web.second_step import is_demanded


class PreferencesForm(forms.Form):
    """How somebody wants the mails."""

    language = forms.ChoiceField(
        label=gettext_lazy("Sprog på siderne og i mails"),
        choices=Person.Language.choices,
        widget=select(),
    )
    wants_reminders = forms.BooleanField(
        label=gettext_lazy("Send mig påmindelser om frister"),
        help_text=gettext_lazy("Nye og ændrede opgaver får du altid mail om."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    person = request.user.person
    if request.method != "POST":
        return _page(request, person, _form_of(person), status=200)
    person = _own(request)
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    person_prefer(person=person, by=request.user, now=timezone.now(), **form.cleaned_data)
    with translation.override(person.language):
        messages.success(request, _("Gemt. Mails følger med fra den næste."))
    answer = redirect("profile")
    # What was chosen for this browser alone yields to what the person chose.
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return answer


@login_required
@require_POST
def renew_calendar(request: UserRequest) -> HttpResponse:
    person_renew_calendar(person=_own(request), by=request.user, now=timezone.now())
    messages.success(
        request, _("Kalenderen har fået en ny adresse. En tidligere virker ikke mere.")
    )
    return redirect("profile")


@login_required
@require_POST
def revoke_calendar(request: UserRequest) -> HttpResponse:
    person_revoke_calendar(person=_own(request), by=request.user, now=timezone.now())
    messages.success(request, _("Kalenderen er lukket. Adressen virker ikke mere."))
    return redirect("profile")


def _own(request: UserRequest) -> Person:
    if request.user.person is None:
        raise PermissionDenied
    return request.user.person


def _form_of(person: Person | None) -> PreferencesForm | None:
    if person is None:
        return None
    return PreferencesForm(
        initial={"language": person.language, "wants_reminders": person.wants_reminders}
    )


def _page(
    request: UserRequest, person: Person | None, form: PreferencesForm | None, *, status: int
) -> HttpResponse:
    key = person.calendar_key if person else ""
    context = {
        "has_app": has_app(request.user),
        "has_second_step": has_second_step(request.user),
        "closing": ClosingForm(user=request.user, used=passkey_shown(request)),
        "is_fresh": is_fresh(request),
        "may_drop_app": may_drop_app(request.user, must_keep_one=is_demanded(request.user)),
        "person": person,
        "form": form,
        "calendar_url": settings.SITE_URL + reverse("calendar_feed", args=[key]) if key else "",
    }
    return render(request, "profile/page.html", context, status=status)
