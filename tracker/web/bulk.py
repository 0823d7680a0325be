"""Many action items changed at once: each by its own service, and each refusal told by its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyOwnerError,
    ChangedMeanwhileError,
    DeadlineNotLaterError,
    NotAnsweredError,
)
from actions.models import ActionItem
from actions.services.action_items import action_item_cancel
from actions.services.answers import answer_accept
from actions.services.extensions import deadline_postpone
from actions.services.handing_over import action_item_reassign
from tracker.closed_views import closed_numbers, note_page_view
from tracker.permissions import decided_action_items, is_secretary, visible_action_items
from tracker.web.bulk_forms import ACCEPT, ASSIGN, POSTPONE, BulkForm, chosen
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that stayed as it was, and why."""

    pk: int
    task: str
    why: str


@login_required
@require_POST
def bulk(request: UserRequest) -> HttpResponse:
    """Ask what is to be done with what was ticked in the list, and do it."""
    if not is_secretary(request.user):
        raise PermissionDenied
    form, versions = BulkForm(request.POST), chosen(request.POST)
    if not versions:
        messages.error(request, _("Sæt kryds ved de opgaver, det gælder. Intet er ændret."))
        return _back(request)
    action_items = list(_mine(request, versions))
    if "what" not in request.POST:
        return _page(request, BulkForm(), action_items, versions=versions, status=200)
    if not form.is_valid():
        return _page(request, form, action_items, versions=versions, status=422)
    refused = _do(request, form.cleaned_data, action_items, versions)
    done = len(action_items) - len(refused)
    if not refused and done:
        words = ngettext("%(n)s opgave er ændret.", "%(n)s opgaver er ændret.", done)
        messages.success(request, words % {"n": done})
        return _back(request)
    return _page(request, form, [], refused=refused, done=done, status=409)


def _mine(request: UserRequest, versions: dict[int, int]) -> Any:
    """Return what was ticked and is seen; of the rest nothing is said."""
    seen = visible_action_items(request.user).filter(pk__in=versions)
    return seen.select_related("agenda_item", "owner_person", "owner_unit").order_by("pk")


def _do(
    request: UserRequest,
    given: dict[str, Any],
    action_items: list[ActionItem],
    versions: dict[int, int],
) -> list[Refusal]:
    decided = set(
        decided_action_items(request.user).filter(pk__in=versions).values_list("pk", flat=True)
    )
    now = timezone.now()
    refused = []
    for action_item in action_items:
        why = _("Du har ikke adgang til at ændre den.")
        if action_item.pk in decided:
            why = _one(request, given, action_item, versions[action_item.pk], now=now)
        if why:
            refused.append(Refusal(action_item.pk, action_item.task, why))
    return refused


def _one(
    request: UserRequest,
    given: dict[str, Any],
    action_item: ActionItem,
    version: int,
    *,
    now: datetime,
) -> str:
    """Do it to one item and return why it was refused, empty where it was done."""
    common: dict[str, Any] = {
        "action_item": action_item,
        "reason": given["reason"],
        "by": request.user,
        "now": now,
    }
    try:
        if given["what"] == ASSIGN:
            owner = given["owner"]
            action_item_reassign(
                owner_person=owner.person, owner_unit=owner.unit, version=version, **common
            )
        elif given["what"] == POSTPONE:
            deadline_postpone(deadline=given["deadline"], version=version, **common)
        elif given["what"] == ACCEPT:
            answer_accept(action_item=action_item, version=version, by=request.user, now=now)
        else:
            action_item_cancel(version=version, **common)
    except ChangedMeanwhileError:
        return _("Den er ændret, siden du åbnede listen.")
    except AlreadyClosedError:
        return _("Den er afsluttet.")
    except NotAnsweredError:
        return _("Den er ikke besvaret.")
    except AlreadyOwnerError:
        return _("Den ligger allerede dér.")
    except DeadlineNotLaterError as error:
        return _("Den nye frist skal ligge efter %(day)s.") % {"day": f"{error.earliest:%d-%m-%Y}"}
    return ""


def _back(request: UserRequest) -> HttpResponse:
    """Return to the list as it was narrowed."""
    query = request.POST.get("query", "")
    address = reverse("action_items")
    return redirect(f"{address}?{query}" if query else address)


def _page(
    request: UserRequest,
    form: BulkForm,
    action_items: list[ActionItem],
    *,
    versions: dict[int, int] | None = None,
    refused: list[Refusal] | None = None,
    done: int = 0,
    status: int,
) -> HttpResponse:
    note_page_view(request.user, "samlet ændring", closed_numbers(action_items))
    context = {
        "form": form,
        "chosen": [(one, f"{one.pk}:{(versions or {})[one.pk]}") for one in action_items],
        "refused": refused,
        "done": done,
        "query": request.POST.get("query", ""),
    }
    return render(request, "action_items/bulk.html", context, status=status)
