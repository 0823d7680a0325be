"""Going through a meeting: each suggestion beside its words, accepted or rejected by a person."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    ChangedMeanwhileError,
    MeetingIncompleteError,
    OwnerMissingError,
    UndecidedError,
)
from actions.models import ActionItem, Commitment
from actions.services.commitments import commitment_accept, commitment_reject, commitment_undo
from actions.services.reviews import review_send
from meetings.models import Meeting
from tracker.closed_views import note_meeting_view, note_page_view
from tracker.permissions import access_commitment, access_meeting, access_review
from tracker.web.arrange import seen_version
from tracker.web.comparison import Comparison, compare
from tracker.web.grades import seen_grade
from tracker.web.http import UserRequest
from tracker.web.mail_words import sent_words
from tracker.web.recognition_cards import closed_items
from tracker.web.review_forms import AcceptForm, RejectForm
from tracker.web.review_mails import unsent_as_seen
from tracker.web.review_page import (
    Review,
    load_review,
    meeting_lacks,
    with_suggestion,
)
from tracker.web.review_views import back_to, show_page
from tracker.web.suggestions import Suggestion


@login_required
@require_safe
def review(request: UserRequest, pk: int) -> HttpResponse:
    meeting, rights = access_review(request.user, pk)
    if rights.may_decide and meeting.reread_at and request.htmx.trigger == "rereading":
        return HttpResponse(status=204)  # the page asks whether it is done
    loaded = load_review(request, meeting, rights)
    shown = [section.agenda_item for section in loaded.sections]
    note_meeting_view(request.user, meeting, shown)
    note_page_view(request.user, "gennemgang", closed_items(loaded.cards))
    return show_page(request, loaded)


@login_required
@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    form = AcceptForm(request.POST, commitment=commitment)
    if not form.is_valid():
        return _refuse(request, commitment, accept_form=form, status=422)
    owner = form.cleaned_data["owner"]
    try:
        commitment_accept(
            commitment=commitment,
            task=form.cleaned_data["task"],
            owner_person=owner.person,
            owner_unit=owner.unit,
            deadline=form.cleaned_data["deadline"],
            recurrence=form.cleaned_data.get("recurrence", ""),
            follows=form.cleaned_data.get("meeting"),
            by=request.user,
            now=timezone.now(),
            version=seen_version(request),
        )
    except (AlreadyReviewedError, ChangedMeanwhileError):
        return _overtaken(request, commitment, form)
    except MeetingIncompleteError:
        lacks = meeting_lacks(commitment.agenda_item.meeting)
        notice = _("%(lacks)s Udfyld det øverst på siden først.") % {"lacks": lacks}
        return _refuse(request, commitment, accept_form=form, notice=notice)
    return settled(request, commitment)


@login_required
@require_POST
def reject(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    form = RejectForm(request.POST, commitment=commitment)
    if not form.is_valid():
        return _refuse(request, commitment, reject_form=form, status=422)
    try:
        commitment_reject(
            commitment=commitment,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=seen_version(request),
        )
    except (AlreadyReviewedError, ChangedMeanwhileError):
        return _overtaken(request, commitment)
    return settled(request, commitment)


@login_required
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    try:
        commitment_undo(commitment=commitment, by=request.user, now=timezone.now())
    except AlreadyReviewedError:
        return _refuse(request, commitment, notice=_("Forslaget er allerede åbent igen."))
    except AlreadySentError:
        notice = _("Opgaven er sendt og kan ikke fortrydes. Den kan rettes på sin egen side.")
        return _refuse(request, commitment, notice=notice)
    return settled(request, commitment)


def _overtaken(
    request: UserRequest, commitment: Commitment, form: AcceptForm | None = None
) -> HttpResponse:
    """Show what somebody else made of it, beside what was filled in here; nothing is saved."""
    commitment.refresh_from_db()
    if commitment.status == Commitment.Status.PROPOSED:
        notice = _("Forslaget er ændret, siden du åbnede siden. Intet er gemt. Se det igennem.")
    else:
        notice = _("%(who)s har behandlet forslaget i mellemtiden. Her er det, som det står nu.")
        notice %= {"who": commitment.reviewed_by or _("En anden")}
    return _refuse(request, commitment, accept_form=form, notice=notice, is_overtaken=True)


def _beside(form: AcceptForm, commitment: Commitment) -> Comparison | None:
    if not form.is_valid():
        return None
    item = commitment.action_items.exclude(status=ActionItem.Status.CANCELLED).first()
    comparison = compare(form.cleaned_data, commitment, item)
    return comparison if any(row.differs for row in comparison.rows) else None


def settled(request: UserRequest, commitment: Commitment) -> HttpResponse:
    """Show what became of the suggestion, in place or on the page it stands on."""
    meeting = commitment.agenda_item.meeting
    if not request.htmx:
        return back_to(request, meeting, commitment.pk)
    loaded = load_review(request, meeting)
    return _fragment(request, loaded, loaded.suggestion(commitment.pk))


def _refuse(
    request: UserRequest,
    commitment: Commitment,
    *,
    accept_form: AcceptForm | None = None,
    reject_form: RejectForm | None = None,
    notice: str = "",
    is_overtaken: bool = False,
    status: int = 409,
) -> HttpResponse:
    """Show the suggestion as it stands, with what was filled in and why it was not taken."""
    loaded = load_review(request, commitment.agenda_item.meeting)
    now = loaded.suggestion(commitment.pk)
    if accept_form and now.accept_form:
        accept_form = accept_form.caught_up(now.accept_form)
    shown = replace(
        now,
        accept_form=now.accept_form and (accept_form or now.accept_form),
        reject_form=now.reject_form and (reject_form or now.reject_form),
        notice=notice,
        comparison=_beside(accept_form, commitment) if is_overtaken and accept_form else None,
    )
    if request.htmx:
        return _fragment(request, loaded, shown, status=status)
    return show_page(request, with_suggestion(loaded, shown), status=status)


def _fragment(
    request: UserRequest, loaded: Review, shown: Suggestion, *, status: int = 200
) -> HttpResponse:
    context = {"review": loaded, "suggestion": shown}
    return render(request, "review/_settled.html", context, status=status)


@login_required
@require_POST
def send(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    now = timezone.now()
    if request.POST.get("seen") and request.POST["seen"] != unsent_as_seen(meeting):
        words = _("Der er ikke sendt noget: opgaverne er ændret, siden du så mailene. Se dem igen.")
        return _not_sent(request, meeting, words)
    try:
        review_send(meeting=meeting, by=request.user, now=now, seen=seen_grade(request.user))
    except UndecidedError as error:
        return _not_sent(request, meeting, _undecided(error.count))
    except OwnerMissingError as error:
        return _not_sent(request, meeting, _homeless(error))
    sent = ActionItem.objects.filter(agenda_item__meeting=meeting, assigned_at=now)
    messages.success(request, sent_words(list(sent), now=now))
    return redirect("review", pk=meeting.pk)


def _not_sent(request: UserRequest, meeting: Meeting, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return show_page(request, load_review(request, meeting), status=409)


def _undecided(count: int) -> str:
    return ngettext(
        "Der er ikke sendt noget: %(number)s forslag mangler at blive godkendt eller afvist.",
        "Der er ikke sendt noget: %(number)s forslag mangler at blive godkendt eller afvist.",
        count,
    ) % {"number": count}


def _homeless(error: OwnerMissingError) -> str:
    tasks = "; ".join(item.task for item in error.action_items)
    return _("Der er ikke sendt noget: disse opgaver mangler en ansvarlig: %(tasks)s") % {
        "tasks": tasks
    }
