"""The page of one action item: all that is known of it, and what the user may do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem, IncomingMail
from actions.places import places_of
from actions.selectors import (
    ActionItemRow,
    action_item_events,
    action_item_messages,
    action_item_rows,
    action_items_by_deadline,
    deadline_steps,
    related_action_items,
    told_once,
)
from actions.services.incoming.filing import mixed_among
from actions.services.undoing import undoable_step
from meetings.models import Meeting
from tracker.closed_views import note_rows_view
from tracker.permissions import (
    access_action_item,
    coming_meetings,
    inbox_action_items,
    mails_of_unseen,
    may_answer,
    may_decide,
    visible_action_items,
    visible_meetings,
    withheld_incoming,
)
from tracker.web.action_item_forms import AnswerForm, CancelForm, ChangeForm, ReturnForm
from tracker.web.action_item_step_forms import (
    BindForm,
    CommentForm,
    MergeForm,
    PostponeForm,
    ReassignForm,
    RepeatForm,
    ShareForm,
)
from tracker.web.case_number_form import CaseNumberForm
from tracker.web.clip import clip_of
from tracker.web.http import UserRequest
from tracker.web.mail_words import mails_to_come
from tracker.web.recognition_cards import item_cards
from tracker.web.source_changes import SourceChange, source_changes

RELATED = 10


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why nothing was saved, and what the user had filled in, so that it is not lost."""

    text: str
    attempt: list[tuple[object, str]]


def item_page(
    request: UserRequest,
    action_item: ActionItem,
    *,
    forms: Mapping[str, Form] | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the item; `forms` are those that were filled in and could not be saved."""
    now = timezone.now()
    user = request.user
    decides = may_decide(user, action_item)
    meeting = action_item.meeting
    events = list(action_item_events(action_item))
    context = {
        "action_item": action_item,
        "row": action_item_rows([action_item], today=timezone.localdate(now))[0],
        "meeting": meeting,
        "may_see_meeting": meeting is not None and _may_see(request, meeting),
        "may_decide": decides,
        "may_answer": _is_answerable(action_item) and may_answer(user, action_item),
        "may_take": inbox_action_items(user).filter(pk=action_item.pk).exists(),
        "may_see_merged": _may_see_merged(request, action_item),
        "may_give_back": _may_give_back(request, action_item),
        "forms": {**dict(_forms(request, action_item, decides=decides)), **(forms or {})},
        "conflict": conflict,
        "events": told_once(events),
        "deadlines": deadline_steps(events),
        "attachments": action_item.attachments.all(),
        "co_owners": action_item.co_owners.standing().select_related("person", "unit"),
        **_mails(request, action_item, decides=decides),
        "comments": action_item.comments.select_related("by__person"),
        "related": _related(request, action_item),
        "undoable": undoable_step(action_item=action_item, by=user) if decides else None,
        "to_come": mails_to_come(action_item, now=now),
        "clip": clip_of(action_item),
        "places": places_of(action_item),
        "recognised": item_cards(request, action_item),
        "source_change": _source_change(request, action_item),
    }
    return render(request, "action_items/page.html", context, status=status)


def _mails(request: UserRequest, action_item: ActionItem, *, decides: bool) -> dict[str, object]:
    """Return what went out and came in, and of which the subject or the words are not shown."""
    mails = list(action_item_messages(action_item))
    replies = _replies(action_item, decides=decides)
    return {
        "mails": mails,
        "unseen": mails_of_unseen(request.user, mails),
        "replies": replies,
        "withheld": withheld_incoming(request.user, replies),
    }


def _replies(action_item: ActionItem, *, decides: bool) -> list[IncomingMail]:
    """Return what came by mail; why somebody is away is not for all who see the item.

    Neither is what may speak of a closed one as well.
    """
    mails = action_item.incoming.order_by("received_at", "pk")
    if decides:
        return list(mails)
    replies = list(mails.filter(nature=IncomingMail.Nature.REPLY))
    mixed = mixed_among(replies)
    return [mail for mail in replies if mail.pk not in mixed]


def _forms(
    request: UserRequest, action_item: ActionItem, *, decides: bool
) -> Iterator[tuple[str, Form]]:
    yield "answer", AnswerForm.of(action_item)
    yield "comment", CommentForm.empty()
    if decides:
        today = timezone.localdate()
        yield "filing", CaseNumberForm.of(action_item)
        yield "change", ChangeForm.of(action_item)
        yield "cancel", CancelForm()
        yield "return", ReturnForm()
        yield "reassign", ReassignForm.of(action_item)
        yield "postpone", PostponeForm.of(action_item)
        yield "bind", BindForm.of(action_item, among=coming_meetings(request.user, today=today))
        yield "merge", MergeForm()
        yield "repeat", RepeatForm.of(action_item)
        yield "share", ShareForm()


def _may_see(request: UserRequest, meeting: Meeting) -> bool:
    return visible_meetings(request.user).filter(pk=meeting.pk).exists()


def _may_see_merged(request: UserRequest, action_item: ActionItem) -> bool:
    into = action_item.merged_into_id
    return into is not None and visible_action_items(request.user).filter(pk=into).exists()


def _may_give_back(request: UserRequest, action_item: ActionItem) -> bool:
    person_id = request.user.person_id
    is_own = person_id is not None and action_item.owner_person_id == person_id
    return is_own and action_item.is_open and action_item.taken_from_id is not None


def _related(request: UserRequest, action_item: ActionItem) -> list[ActionItemRow]:
    """Return others that hang together with the item, as far as the user sees them."""
    related = related_action_items(action_item, among=visible_action_items(request.user))
    today = timezone.localdate()
    rows = action_item_rows(action_items_by_deadline(related)[:RELATED], today=today)
    note_rows_view(request.user, f"ved opgave {action_item.pk}", rows)
    return rows


def _source_change(request: UserRequest, action_item: ActionItem) -> SourceChange | None:
    if action_item.commitment is None:
        return None
    changes = source_changes(request, [action_item.commitment])
    return changes.get(action_item.commitment.pk)


def _is_answerable(action_item: ActionItem) -> bool:
    """Nobody answers for what nobody has been given yet."""
    return action_item.is_open and action_item.assigned_at is not None


def conflict_page(
    request: UserRequest, pk: int, *, attempt: list[tuple[object, str]] | None = None
) -> HttpResponse:
    """Show the item as it has become beside what was wanted, and say that nothing was saved."""
    text = _("Opgaven er ændret, siden du åbnede siden. Intet er gemt. Her er den, som den er nu.")
    conflict = Conflict(text, attempt or [])
    return item_page(request, access_action_item(request.user, pk), conflict=conflict, status=409)
