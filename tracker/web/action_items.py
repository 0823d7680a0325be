"""One action item: its words, its history, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from actions.mail.clips import clip_margin
from actions.models import ActionItem
from actions.selectors import (
    action_item_events,
    action_item_messages,
    action_item_rows,
)
from actions.services.action_items import (
    action_item_cancel,
    action_item_change,
    action_item_reopen,
)
from actions.services.answers import action_item_answer, answer_accept, answer_return
from meetings.exceptions import PicturesBusyError
from meetings.models import Meeting
from meetings.reading import Box, UnreadableError
from meetings.services.pictures import clip_picture
from tracker.owners import owner_choices
from tracker.permissions import (
    access_action_item,
    may_answer,
    may_decide,
    visible_meetings,
)
from tracker.web.action_item_forms import AnswerForm, CancelForm, ChangeForm, ReturnForm
from tracker.web.clip import boxes_of, clip_of, document_of
from tracker.web.http import UserRequest, in_a_moment
from tracker.web.mail_words import mails_to_come
from tracker.web.source_changes import SourceChange, source_changes

CLIP_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why nothing was saved, and what the user had filled in, so that it is not lost."""

    text: str
    attempt: list[tuple[object, str]]


@login_required
@require_safe
def action_item(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, access_action_item(request.user, pk))


def _page(
    request: UserRequest,
    action_item: ActionItem,
    *,
    change_form: ChangeForm | None = None,
    answer_form: AnswerForm | None = None,
    cancel_form: CancelForm | None = None,
    return_form: ReturnForm | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    decides = may_decide(request.user, action_item)
    meeting = action_item.meeting
    context = {
        "action_item": action_item,
        "row": action_item_rows([action_item], today=timezone.localdate(now))[0],
        "meeting": meeting,
        "may_see_meeting": meeting is not None and _may_see(request, meeting),
        "may_decide": decides,
        "may_answer": _is_answerable(action_item) and may_answer(request.user, action_item),
        "change_form": change_form or (ChangeForm.of(action_item) if decides else None),
        "answer_form": answer_form or AnswerForm.of(action_item),
        "cancel_form": cancel_form or CancelForm(),
        "return_form": return_form or ReturnForm(),
        "conflict": conflict,
        "events": action_item_events(action_item),
        "mails": action_item_messages(action_item),
        "attachments": action_item.attachments.all(),
        "to_come": mails_to_come(action_item, now=now),
        "clip": clip_of(action_item),
        "source_change": _source_change(request, action_item),
        "owners": owner_choices() if decides and action_item.is_open else [],
    }
    return render(request, "action_items/page.html", context, status=status)


def _may_see(request: UserRequest, meeting: Meeting) -> bool:
    return visible_meetings(request.user).filter(pk=meeting.pk).exists()


def _source_change(request: UserRequest, action_item: ActionItem) -> SourceChange | None:
    if action_item.commitment is None:
        return None
    changes = source_changes(request, [action_item.commitment])
    return changes.get(action_item.commitment.pk)


def _is_answerable(action_item: ActionItem) -> bool:
    """Nobody answers for what nobody has been given yet."""
    return action_item.is_open and action_item.assigned_at is not None


@login_required
@require_POST
def change(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = ChangeForm(request.POST, action_item=action_item)
    if not form.is_valid():
        return _page(request, action_item, change_form=form, status=422)
    owner = form.cleaned_data["owner"]
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
        return _conflict(request, pk, attempt=form.in_words())
    messages.success(request, _("Rettelsen er gemt."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk)
    if not action_item.assigned_at or not may_answer(request.user, action_item):
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, action_item, answer_form=form, status=422)
    try:
        action_item_answer(
            action_item=action_item,
            deadline_version=form.cleaned_data["deadline_version"],
            note=form.cleaned_data["note"],
            by=request.user,
            by_name=str(request.user),
            now=timezone.now(),
        )
    except (AlreadyClosedError, OutdatedLinkError):
        return _conflict(request, pk)
    messages.success(request, answered_words(action_item))
    return redirect("action_item", pk=pk)


def answered_words(action_item: ActionItem) -> str:
    if action_item.is_answered:
        return _("Opgaven er meldt udført. Sekretæren ser på svaret.")
    return _("Opgaven er meldt udført. Der kommer ikke flere mails.")


@login_required
@require_POST
def accept_answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        answer_accept(action_item=action_item, by=request.user, now=timezone.now())
    except NotAnsweredError:
        return _conflict(request, pk)
    messages.success(request, _("Svaret er godkendt, og opgaven er afsluttet."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def return_answer(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, action_item, return_form=form, status=422)
    try:
        answer_return(
            action_item=action_item,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except NotAnsweredError:
        return _conflict(request, pk)
    messages.success(request, _("Opgaven er sendt tilbage. Den ansvarlige får en mail."))
    return redirect("action_item", pk=pk)


@login_required
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    try:
        action_item_reopen(action_item=action_item, by=request.user, now=timezone.now())
    except NotClosedError:
        return _conflict(request, pk)
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
        return _page(request, action_item, cancel_form=form, status=422)
    try:
        action_item_cancel(
            action_item=action_item,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except AlreadyClosedError:
        return _conflict(request, pk)
    messages.success(request, _("Opgaven er bortfaldet. Der kommer ikke flere mails."))
    return redirect("action_item", pk=pk)


def _conflict(
    request: UserRequest, pk: int, *, attempt: list[tuple[object, str]] | None = None
) -> HttpResponse:
    """Show the item as it has become beside what was wanted, and say that nothing was saved."""
    text = _("Opgaven er ændret, siden du åbnede siden. Intet er gemt. Her er den, som den er nu.")
    conflict = Conflict(text, attempt or [])
    return _page(request, access_action_item(request.user, pk), conflict=conflict, status=409)


@login_required
@require_safe
def clip(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk)
    document = document_of(action_item)
    boxes = [Box(**box) for box in boxes_of(action_item)]
    if document is None or not boxes:
        raise Http404
    margin = clip_margin(document)
    try:
        picture = clip_picture(document=document, boxes=boxes, scale=CLIP_SCALE, margin=margin)
    except (UnreadableError, FileNotFoundError):
        raise Http404 from None
    except PicturesBusyError:
        return in_a_moment()
    response = HttpResponse(picture, content_type="image/png")
    # The file never changes, but who may see it does.
    response["Cache-Control"] = "private, max-age=3600"
    return response
