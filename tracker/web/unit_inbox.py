"""The unit's inbox: what was given to the unit, until somebody there takes it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import AlreadyTakenError
from actions.selectors import action_item_rows, action_items_by_deadline
from actions.services.inboxes import action_item_give_back, action_item_take
from meetings.models import Person
from tracker.closed_views import note_rows_view
from tracker.permissions import access_action_item, inbox_action_items
from tracker.web.action_item_page import Conflict, item_page
from tracker.web.http import UserRequest

SHOWN = 100


@login_required
@require_safe
def unit_inbox(request: UserRequest) -> HttpResponse:
    lying = action_items_by_deadline(inbox_action_items(request.user))
    rows = action_item_rows(lying[: SHOWN + 1], today=timezone.localdate())
    note_rows_view(request.user, "indbakke", rows[:SHOWN])
    person = request.user.person
    context = {
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "unit": person.unit if person else None,
    }
    return render(request, "action_items/inbox.html", context)


@login_required
@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Become the owner of what lies with the unit."""
    person = _own(request)
    action_item = access_action_item(request.user, pk)
    unit = action_item.owner_unit
    if unit is None or not inbox_action_items(request.user).filter(pk=pk).exists():
        return _gone(request, pk)
    try:
        action_item_take(
            action_item=action_item, unit=unit, person=person, by=request.user, now=timezone.now()
        )
    except AlreadyTakenError:
        return _gone(request, pk)
    messages.success(request, _("Opgaven er din. Du får påmindelserne fra nu af."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def give_back(request: UserRequest, pk: int) -> HttpResponse:
    person = _own(request)
    action_item = access_action_item(request.user, pk)
    try:
        action_item_give_back(
            action_item=action_item, person=person, by=request.user, now=timezone.now()
        )
    except AlreadyTakenError:
        return _gone(request, pk)
    messages.success(request, _("Opgaven ligger i indbakken igen."))
    return redirect("unit_inbox")


def _own(request: UserRequest) -> Person:
    if request.user.person is None:
        raise PermissionDenied
    return request.user.person


def _gone(request: UserRequest, pk: int) -> HttpResponse:
    """Say who has it; where it went out of reach, nothing is said at all."""
    action_item = access_action_item(request.user, pk)
    name = str(action_item.owner or _("ingen endnu"))
    text = _("Opgaven ligger ikke i indbakken. Ansvarlig: %(name)s. Intet er ændret.")
    conflict = Conflict(text % {"name": name}, [])
    return item_page(request, action_item, conflict=conflict, status=409)
