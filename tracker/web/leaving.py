"""A person leaves: what would move, and then moving it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from actions.exceptions import AlreadyLeftError, LastAdministratorError, OneselfError
from actions.services.leaving import items_to_hand_over, people_to_leave, person_leave
from meetings.models import Person, Unit
from tracker.closed_views import closed_numbers, note_page_view
from tracker.fields import select
from tracker.permissions import access_leaving_person
from tracker.web.http import UserRequest

SHOWN = 100


class LeaveForm(forms.Form):
    """Who takes over."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Opgaverne går til"),
        queryset=Unit.objects.all(),
        empty_label=gettext_lazy("Vælg en enhed"),
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg den enhed, der tager over.")},
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data, initial={"unit": person.unit_id})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: UserRequest, pk: int) -> HttpResponse:
    """Show what the person has in hand; the button hands it over."""
    person = access_leaving_person(request.user, pk)
    if request.method != "POST":
        return _page(request, person, LeaveForm(person=person))
    form = LeaveForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    unit: Unit = form.cleaned_data["unit"]
    try:
        count = person_leave(person=person, heir=unit, by=request.user, now=timezone.now())
    except AlreadyLeftError:
        messages.info(request, _("%(name)s er allerede meldt fratrådt.") % {"name": person.name})
    except OneselfError:
        form.add_error("unit", _("Du kan ikke melde dig selv fratrådt. En anden skal gøre det."))
        return _page(request, person, form, status=422)
    except LastAdministratorError:
        text = _(
            "%(name)s er den eneste administrator, der kan logge ind. Intet er ændret. Gør først"
            " en anden til administrator."
        )
        form.add_error("unit", text % {"name": person.name})
        return _page(request, person, form, status=422)
    else:
        text = ngettext(
            "%(name)s er fratrådt. %(count)s opgave er givet videre.",
            "%(name)s er fratrådt. %(count)s opgaver er givet videre.",
            count,
        )
        messages.success(request, text % {"name": person.name, "count": count})
    return redirect(f"{reverse('register')}?vis=people")


def _page(
    request: UserRequest, person: Person, form: LeaveForm, *, status: int = 200
) -> HttpResponse:
    items = items_to_hand_over(person).select_related("committee", "agenda_item")
    shown = list(items.order_by("deadline", "pk")[:SHOWN])
    note_page_view(request.user, "fratrædelse", closed_numbers(shown))
    context = {
        "person": person,
        "has_left": not people_to_leave().filter(pk=person.pk).exists(),
        "form": form,
        "items": shown,
        "count": items.count(),
        "closed": items.confidential().count(),
        "manages": Unit.objects.filter(manager=person),
    }
    return render(request, "register/leave.html", context, status=status)
