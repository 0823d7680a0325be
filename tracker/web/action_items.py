"""One action item: looked at, corrected, answered, closed and opened again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import (
    AlreadyClosedError,
    ChangedMeanwhileError,
    NotAnsweredError,
    NotClosedError,
    OutdatedLinkError,
    SupersededError,
)
from actions.models import ActionItem
from actions.services.action_items import (
    action_item_cancel,
    action_item_change,
    action_item_reopen,
)
from actions.services.answers import action_item_answer, answer_accept, answer_return
from tracker.closed_views import note_item_view
from tracker.day_hints import tell_day_off
from tracker.permissions import access_action_item, may_answer
from tracker.web.action_item_forms import AnswerForm, CancelForm, ChangeForm, ReturnForm
from tracker.web.action_item_page import conflict_page, item_page
from tracker.web.http import UserRequest, posted_number


@login_required
@require_safe
def action_item(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk)
    note_item_view(request.user, action_item)
    return item_page(request, action_item)


@login_required
@require_POST
def change(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = ChangeForm(request.POST, action_item=action_item)
    if not form.is_valid():
        return item_page(request, action_item, forms={"change": form}, status=422)
    owner, was = form.cleaned_data["owner"], action_item.deadline
    try:
        action_item_change(
            action_item=action_item,
            version=form.cleaned_data["version"],
            task=form.cleaned_data["task"],
            owner_person=owner.person,
            owner_unit=owner.unit,
            deadline=form.cleaned_data["deadline"],
            by=request.user,
            now=timezone.now(),
        )
    except (ChangedMeanwhileError, AlreadyClosedError):
        return conflict_page(request, pk, attempt=form.in_words())
    messages.success(request, _("Rettelsen er gemt."))
    if action_item.deadline != was:
        tell_day_off(request, action_item.deadline)
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk)
    if not action_item.assigned_at or not may_answer(request.user, action_item):
        raise Http404
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return item_page(request, action_item, forms={"answer": form}, status=422)
    try:
        action_item_answer(
            action_item=action_item,
            deadline_version=form.cleaned_data["deadline_version"],
            note=form.cleaned_data["note"],
            file=form.cleaned_data["file"],
            by=request.user,
            by_name=str(request.user),
            now=timezone.now(),
        )
    except (AlreadyClosedError, OutdatedLinkError):
        return conflict_page(request, pk)
    messages.success(request, answered_words(action_item))
    return redirect("action_item", pk=pk)


def answered_words(action_item: ActionItem) -> str:
    if action_item.is_answered:
        return _("Opgaven er meldt udført. Sekretæren ser på svaret.")
    return _("Opgaven er meldt udført. Der kommer ikke flere mails.")


def _version_shown(request: UserRequest) -> int | None:
    """Return which version of the item the user decided on, None where the form did not say."""
    return posted_number(request, "version") if "version" in request.POST else None


@login_required
@require_POST
def accept_answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        answer_accept(
            action_item=action_item,
            version=_version_shown(request),
            by=request.user,
            now=timezone.now(),
        )
    except (NotAnsweredError, ChangedMeanwhileError):
        return conflict_page(request, pk)
    messages.success(request, _("Svaret er godkendt, og opgaven er afsluttet."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def return_answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return item_page(request, action_item, forms={"return": form}, status=422)
    try:
        answer_return(
            action_item=action_item,
            version=_version_shown(request),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except (NotAnsweredError, ChangedMeanwhileError):
        return conflict_page(
            request, pk, attempt=[(form["reason"].label, form.cleaned_data["reason"])]
        )
    messages.success(request, _("Opgaven er sendt tilbage. Den ansvarlige får en mail."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        action_item_reopen(action_item=action_item, by=request.user, now=timezone.now())
    except NotClosedError:
        return conflict_page(request, pk)
    except SupersededError:
        messages.error(request, _("Forslaget er taget op igen under mødet. Fortsæt dér."))
        return redirect("action_item", pk=pk)
    messages.success(request, _("Opgaven er åbnet igen."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = CancelForm(request.POST)
    if not form.is_valid():
        return item_page(request, action_item, forms={"cancel": form}, status=422)
    try:
        action_item_cancel(
            action_item=action_item,
            version=_version_shown(request),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except (AlreadyClosedError, ChangedMeanwhileError):
        return conflict_page(
            request, pk, attempt=[(form["reason"].label, form.cleaned_data["reason"])]
        )
    messages.success(request, _("Opgaven er bortfaldet. Der kommer ikke flere mails."))
    return redirect("action_item", pk=pk)
