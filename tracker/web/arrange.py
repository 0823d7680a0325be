"""Arranging a meeting's suggestions: divide, put together, add what was missed, and step back."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    ChangedMeanwhileError,
    ChangedSinceError,
    MeetingIncompleteError,
    NothingToUndoError,
    NotTogetherError,
    OutsideError,
)
from actions.language import Grade
from actions.models import Commitment
from actions.services.accepting import AllAccepted, commitments_accept_all
from actions.services.arranging import commitment_mark, commitment_split, commitments_merge
from actions.services.steps_back import Undone, review_undo
from meetings.models import Event, Meeting
from tracker.permissions import access_commitment, access_meeting, visible_agenda_items
from tracker.web.arrange_forms import MarkForm, SplitForm
from tracker.web.http import UserRequest
from tracker.web.review_page import load_review, meeting_lacks, with_section, with_suggestion
from tracker.web.review_views import back_to, show_page

UNDONE = {
    Event.Kind.ACCEPTED: gettext_lazy("Godkendelsen er fortrudt."),
    Event.Kind.REJECTED: gettext_lazy("Afvisningen er fortrudt."),
    Event.Kind.SPLIT: gettext_lazy("Delingen er fortrudt."),
    Event.Kind.MERGED: gettext_lazy("Sammenlægningen er fortrudt."),
    Event.Kind.MARKED: gettext_lazy("Forslaget, du tilføjede, er taget væk igen."),
}


@login_required
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    meeting = commitment.agenda_item.meeting
    form = SplitForm(request.POST, commitment=commitment)
    if not form.is_valid():
        loaded = load_review(request, meeting)
        shown = replace(loaded.suggestion(pk), split_form=form)
        return show_page(request, with_suggestion(loaded, shown), status=422)
    try:
        parts = commitment_split(
            commitment=commitment,
            version=seen_version(request),
            tasks=(form.cleaned_data["first"], form.cleaned_data["second"]),
            by=request.user,
            now=timezone.now(),
        )
    except (AlreadyReviewedError, ChangedMeanwhileError):
        return _refuse(request, meeting, changed_words())
    messages.success(request, _("Forslaget er delt i to."))
    return back_to(request, meeting, parts[0].pk)


def seen_version(request: UserRequest) -> int | None:
    """Return which version of the suggestion was on the screen, None where it is not said."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def changed_words() -> str:
    return _(
        "Forslaget er ændret, siden du åbnede siden. Intet er gemt. Her er det, som det er nu."
    )


@login_required
@require_POST
def merge(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    wanted = _chosen(request.POST.getlist("chosen"))
    rows = list(
        Commitment.objects.standing()
        .filter(
            pk__in=wanted,
            agenda_item__meeting=meeting,
            agenda_item__in=visible_agenda_items(request.user),
        )
        .select_related("agenda_item__meeting")
        .order_by("agenda_item__position", "start", "ordinal")
    )
    if len(rows) < 2 or len(rows) < len(wanted):
        return _refuse(request, meeting, _("Sæt hak ved mindst to åbne forslag. Intet er ændret."))
    first, *others = rows
    if any(one.version != wanted[one.pk] for one in others):
        return _refuse(request, meeting, changed_words())
    try:
        commitments_merge(
            commitment=first,
            version=wanted[first.pk],
            others=others,
            by=request.user,
            now=timezone.now(),
        )
    except NotTogetherError:
        words = _("Et lukket punkt kan ikke lægges sammen med et åbent. Intet er ændret.")
        return _refuse(request, meeting, words)
    except (AlreadyReviewedError, ChangedMeanwhileError):
        return _refuse(request, meeting, changed_words())
    words = ngettext(
        "%(number)s forslag er lagt sammen.", "%(number)s forslag er lagt sammen.", len(rows)
    )
    messages.success(request, words % {"number": len(rows)})
    return back_to(request, meeting, first.pk)


def _chosen(values: list[str]) -> dict[int, int]:
    """Read "12:3", key and version as they were on the screen."""
    pairs = [value.split(":") for value in values]
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(part.isdecimal() and len(part) < 10 for part in pair)
    }


@login_required
@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    items = list(visible_agenda_items(request.user).filter(meeting=meeting).order_by("position"))
    item = None
    wanted = request.POST.get("item", "")
    if wanted.isdecimal() and len(wanted) < 19:
        item = get_object_or_404(visible_agenda_items(request.user), pk=wanted, meeting=meeting)
    form = MarkForm(request.POST, meeting=meeting, items=items, item=item)
    if not form.is_valid():
        return _not_added(request, meeting, form)
    found = form.cleaned_data["item"]
    found.meeting = meeting
    start, end = form.cleaned_data["span"]
    try:
        made = commitment_mark(
            agenda_item=found,
            start=start,
            end=end,
            task=form.cleaned_data["task"],
            by=request.user,
            now=timezone.now(),
        )
    except OutsideError:
        form.add_error(None, _("Marker ord i ét punkt, højst en halv side."))
        return _not_added(request, meeting, form)
    messages.success(request, _("Forslaget er tilføjet."))
    return back_to(request, meeting, made.pk)


def _not_added(request: UserRequest, meeting: Meeting, form: MarkForm) -> HttpResponse:
    loaded = load_review(request, meeting)
    if form.item is None:
        messages.error(
            request, " ".join(map(str, form.non_field_errors())) or _("Prøv at markere igen.")
        )
    else:
        loaded = with_section(loaded, form.item.pk, form)
    return show_page(request, loaded, status=422)


@login_required
@require_POST
def step_back(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    step = request.POST.get("step", "")
    try:
        undone = review_undo(
            meeting=meeting,
            step=int(step) if step.isdecimal() and len(step) < 18 else 0,
            by=request.user,
            now=timezone.now(),
        )
    except NothingToUndoError:
        return _refuse(request, meeting, _("Der er ikke noget at fortryde."))
    except ChangedSinceError as error:
        who = error.who or _("En anden")
        words = _("%(who)s har arbejdet videre med det siden. Det er ikke fortrudt.")
        return _refuse(request, meeting, words % {"who": who})
    except AlreadySentError:
        words = _("Opgaven er sendt og kan ikke fortrydes. Den kan rettes på sin egen side.")
        return _refuse(request, meeting, words)
    messages.success(request, _undone_words(undone))
    return back_to(request, meeting, undone.commitments[0])


def _undone_words(undone: Undone) -> str:
    words = str(UNDONE[Event.Kind(undone.kind)])
    if len(undone.commitments) == 1:
        return words
    return _("%(words)s %(number)s forslag er åbne igen.") % {
        "words": words,
        "number": len(undone.commitments),
    }


@login_required
@require_POST
def accept_all(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    asked = request.POST.get("grade", "")
    if asked not in set(Grade):
        return _refuse(request, meeting, _("Vælg, hvor sikre forslagene skal være."))
    try:
        result = commitments_accept_all(
            meeting=meeting,
            least=Grade(asked),
            seen=_chosen(request.POST.getlist("seen")),
            by=request.user,
            now=timezone.now(),
        )
    except MeetingIncompleteError:
        words = _("%(lacks)s Udfyld det øverst på siden først.")
        return _refuse(request, meeting, words % {"lacks": meeting_lacks(meeting)})
    (messages.success if result.accepted else messages.info)(request, _all_words(result))
    return back_to(request, meeting)


def _all_words(result: AllAccepted) -> str:
    parts = [
        ngettext("%(n)s forslag er godkendt.", "%(n)s forslag er godkendt.", result.accepted)
        % {"n": result.accepted}
    ]
    if result.unsettled:
        words = ngettext(
            "%(n)s mangler en ansvarlig eller har en frist meget langt ude og venter på dig.",
            "%(n)s mangler en ansvarlig eller har en frist meget langt ude og venter på dig.",
            result.unsettled,
        )
        parts.append(words % {"n": result.unsettled})
    if result.changed:
        words = ngettext(
            "%(n)s er ændret imens og venter på dig.",
            "%(n)s er ændret imens og venter på dig.",
            result.changed,
        )
        parts.append(words % {"n": result.changed})
    return " ".join(parts)


def _refuse(request: UserRequest, meeting: Meeting, words: str) -> HttpResponse:
    messages.error(request, words)
    return show_page(request, load_review(request, meeting), status=409)
