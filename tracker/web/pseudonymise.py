"""A person who has left is made nameless: first what would change, and then the second click."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.models import Person
from tracker.persondata.pseudonymising import (
    AlreadyNamelessError,
    PersonHeldError,
    StillHereError,
    person_plan,
    person_pseudonymise,
)
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only


class SureForm(forms.Form):
    """That what is shown is known."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("Ja, navnet skal væk. Det kan ikke fortrydes."),
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
        error_messages={"required": gettext_lazy("Sæt kryds, hvis navnet skal væk.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pseudonymise(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    person = get_object_or_404(Person, pk=pk)
    if not is_fresh(request):
        return ask_again(request.path)
    if request.method != "POST":
        return _page(request, person, SureForm())
    form = SureForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        plan = person_pseudonymise(person=person, by=request.user, now=timezone.now())
    except (AlreadyNamelessError, StillHereError, PersonHeldError):
        return _page(request, person, form, status=409)
    text = _("Personen hedder nu %(name)s. %(count)s rækker er ændret.")
    messages.success(request, text % {"name": plan.name, "count": sum(plan.counts.values())})
    return redirect("register_entry", kind="personer", pk=pk)


def _page(
    request: UserRequest, person: Person, form: SureForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {
        "person": person,
        "form": form,
        "back_url": reverse("register_entry", args=["personer", person.pk]),
    }
    try:
        plan = person_plan(person)
    except AlreadyNamelessError:
        context["refusal"] = _("Personen er allerede gjort navnløs.")
    except StillHereError:
        context["refusal"] = _("Personen er ikke fratrådt. Meld først personen fratrådt.")
    except PersonHeldError as error:
        context["holds"] = error.holds
    else:
        context |= {"counts": sorted(plan.counts.items()), "shared": plan.shared, "may": True}
    return render(request, "persondata/pseudonymise.html", context, status=status)
