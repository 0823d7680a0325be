"""Where an action item goes: to somebody else, to a later day, into another, and one step back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyDecidedError,
    AlreadyOwnerError,
    ChangedMeanwhileError,
    ConfidentialMixedError,
    DeadlineNotLaterError,
    MeetingOffError,
    OwnerlessError,
    SameItemError,
    SupersededError,
)
from actions.services.binding import deadline_bind
from actions.services.co_owners import co_owner_add, co_owner_end
from actions.services.extensions import deadline_postpone
from actions.services.handing_over import action_item_reassign
from actions.services.meeting_bound import deadline_release
from actions.services.merging import action_item_merge
from actions.services.recurring import recurrence_set
from actions.services.undoing import action_item_undo
from tracker.fields import day_words
from tracker.meeting_field import MEETING_OFF
from tracker.permissions import access_action_item, coming_meetings, decided_action_items
from tracker.web.action_item_page import conflict_page, item_page
from tracker.web.action_item_step_forms import (
    BindForm,
    MergeForm,
    PostponeForm,
    ReassignForm,
    RepeatForm,
    ShareForm,
)
from tracker.web.http import UserRequest, posted_number
from tracker.web.item_step import Refusals, Told, step


@login_required
@require_POST
def reassign(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = ReassignForm(request.POST)

    def do() -> None:
        action_item_reassign(
            action_item=action_item,
            version=form.cleaned_data["version"],
            owner_person=form.cleaned_data["owner"].person,
            owner_unit=form.cleaned_data["owner"].unit,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )

    refusals: Refusals = {
        AlreadyOwnerError: lambda _error: ("owner", _("Opgaven ligger allerede dér.")),
    }
    done = _("Opgaven er givet videre.")
    return step(
        request, action_item, form, name="reassign", do=do, done=lambda: done, refusals=refusals
    )


@login_required
@require_POST
def postpone(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = PostponeForm(request.POST)

    def do() -> None:
        deadline_postpone(
            action_item=action_item,
            version=form.cleaned_data["version"],
            deadline=form.cleaned_data["deadline"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )

    def not_later(error: DeadlineNotLaterError) -> Told:
        words = _("Den nye frist skal ligge efter %(day)s.")
        return "deadline", words % {"day": day_words(error.earliest)}

    refusals: Refusals = {DeadlineNotLaterError: not_later}
    done = _("Fristen er udskudt.")
    return step(
        request,
        action_item,
        form,
        name="postpone",
        do=do,
        done=lambda: done,
        refusals=refusals,
        sets_deadline=True,
    )


@login_required
@require_POST
def bind(request: UserRequest, pk: int) -> HttpResponse:
    """Let the deadline be the day of a planned meeting, and follow it."""
    action_item = access_action_item(request.user, pk, to="decide")
    among = coming_meetings(request.user, today=timezone.localdate())
    form = BindForm(request.POST, among=among)

    def do() -> None:
        deadline_bind(
            action_item=action_item,
            version=form.cleaned_data["version"],
            meeting=form.cleaned_data["meeting"],
            by=request.user,
            now=timezone.now(),
        )

    def done() -> str:
        words = _("Fristen er mødedagen, %(day)s, og flytter med mødet.")
        return words % {"day": day_words(form.cleaned_data["meeting"].held_on)}

    refusals: Refusals = {MeetingOffError: lambda _error: ("meeting", str(MEETING_OFF))}
    return step(
        request,
        action_item,
        form,
        name="bind",
        do=do,
        done=done,
        refusals=refusals,
        sets_deadline=True,
    )


@login_required
@require_POST
def unbind(request: UserRequest, pk: int) -> HttpResponse:
    """Keep the deadline as it stands, whatever becomes of the meeting it was read from."""
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        deadline_release(
            action_item=action_item,
            version=posted_number(request, "version"),
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        return conflict_page(request, pk)
    messages.success(request, _("Fristen bliver, som den er, også hvis mødet flyttes."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def repeat(request: UserRequest, pk: int) -> HttpResponse:
    """Let it come again and again, or stop that."""
    action_item = access_action_item(request.user, pk, to="decide")
    form = RepeatForm(request.POST)

    def do() -> None:
        recurrence_set(
            action_item=action_item,
            every=form.cleaned_data["recurrence"],
            version=form.cleaned_data["version"],
            by=request.user,
            now=timezone.now(),
        )

    def done() -> str:
        if action_item.recurrence:
            return _("Gemt. Den næste oprettes, når denne er afsluttet.")
        return _("Opgaven gentages ikke.")

    return step(request, action_item, form, name="repeat", do=do, done=done)


@login_required
@require_POST
def merge(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = MergeForm(request.POST, among=decided_action_items(request.user))
    if not form.is_valid():
        return item_page(request, action_item, forms={"merge": form}, status=422)
    into = form.cleaned_data["into"]
    try:
        action_item_merge(action_item=action_item, into=into, by=request.user, now=timezone.now())
    except SameItemError:
        form.add_error("into", _("Det er den samme opgave."))
    except OwnerlessError:
        words = _("Opgave %(number)s har ingen ansvarlig. Giv den en, før du samler dem.")
        form.add_error("into", words % {"number": into.pk})
    except ConfidentialMixedError:
        form.add_error("into", _("Den ene opgave er lukket og den anden ikke. De kan ikke samles."))
    except AlreadyClosedError:
        if not action_item.is_open:
            return conflict_page(request, pk)
        form.add_error("into", _("Opgave %(number)s er afsluttet.") % {"number": into.pk})
    else:
        words = _("Opgaven er lagt ind i opgave %(number)s.") % {"number": into.pk}
        messages.success(request, words)
        return redirect("action_item", pk=pk)
    return item_page(request, action_item, forms={"merge": form}, status=422)


@login_required
@require_POST
def share(request: UserRequest, pk: int) -> HttpResponse:
    """Add an owner beside the accountable one."""
    action_item = access_action_item(request.user, pk, to="decide")
    form = ShareForm(request.POST)

    def do() -> None:
        owner = form.cleaned_data["owner"]
        co_owner_add(
            action_item=action_item,
            person=owner.person,
            unit=owner.unit,
            by=request.user,
            now=timezone.now(),
        )

    def done() -> str:
        owner = form.cleaned_data["owner"]
        return _("%(name)s er medansvarlig.") % {"name": str(owner.person or owner.unit)}

    refusals: Refusals = {
        AlreadyOwnerError: lambda _error: ("owner", _("Opgaven er givet dertil i forvejen.")),
        OwnerlessError: lambda _error: ("owner", _("Giv først opgaven en ansvarlig.")),
    }
    return step(request, action_item, form, name="share", do=do, done=done, refusals=refusals)


@login_required
@require_POST
def unshare(request: UserRequest, pk: int, owner_pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    owners = action_item.co_owners.select_related("action_item", "person", "unit")
    co_owner = get_object_or_404(owners, pk=owner_pk)
    try:
        co_owner_end(co_owner=co_owner, by=request.user, now=timezone.now())
    except AlreadyDecidedError:
        return conflict_page(request, pk)
    words = _("%(name)s er ikke længere medansvarlig.") % {"name": str(co_owner)}
    messages.success(request, words)
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        action_item_undo(
            action_item=action_item,
            event_id=posted_number(request, "step"),
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        return conflict_page(request, pk)
    except SupersededError:
        messages.error(request, _("Forslaget er taget op igen under mødet. Fortsæt dér."))
        return redirect("action_item", pk=pk)
    messages.success(request, _("Fortrudt. Opgaven er, som den var før."))
    return redirect("action_item", pk=pk)
