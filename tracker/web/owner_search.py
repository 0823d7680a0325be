"""Who can be given work, searched while somebody types."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tracker.owner_search import owners_like
from tracker.owners import PERSON, owner_choices
from tracker.permissions import assignable_people, assignable_units, is_secretary
from tracker.web.http import UserRequest

LONGEST = 100


@login_required
@require_safe
def owner_search(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    choices = owner_choices(
        assignable_people(request.user),
        assignable_units(request.user),
        is_for_ever=bool(request.GET.get("ever")),
    )
    if request.GET.get("kind") == PERSON:
        choices = [choice for choice in choices if choice.kind == PERSON]
    found = owners_like(request.GET.get("q", "")[:LONGEST], choices)
    response = render(request, "owners/_options.html", {"found": found})
    patch_cache_control(response, private=True, no_store=True)
    return response
