"""A secretary decides whether later minutes answer an open item, or a suggestion repeats it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.exceptions import AlreadyClosedError, AlreadyDecidedError, AlreadyReviewedError
from actions.models import Recognition
from actions.services.recognitions import recognition_refuse, recognition_take
from tracker.permissions import access_recognition
from tracker.web.http import UserRequest
from tracker.web.review import settled


@login_required
@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    recognition = access_recognition(request.user, pk)
    takes = request.POST.get("answer") == "take"
    act = recognition_take if takes else recognition_refuse
    try:
        act(recognition=recognition, by=request.user, now=timezone.now())
    except (AlreadyDecidedError, AlreadyClosedError, AlreadyReviewedError):
        words = _("Intet er ændret: opgaven eller forslaget er behandlet i mellemtiden.")
        return _answer(request, recognition, words, is_done=False)
    return _answer(request, recognition, _said(recognition, takes=takes), is_done=True)


def _said(recognition: Recognition, *, takes: bool) -> str:
    number = {"number": recognition.action_item_id}
    if recognition.is_repeat:
        return (
            _("Forslaget er lagt væk: det er opgave %(number)s.") % number
            if takes
            else _("Husket: forslaget er en anden opgave end nr. %(number)s.") % number
        )
    if takes:
        return _("Opgave %(number)s er udført. Ordene fra referatet står som svar.") % number
    return _("Husket: ordene besvarer ikke opgave %(number)s. Den er stadig åben.") % number


def _answer(
    request: UserRequest, recognition: Recognition, words: str, *, is_done: bool
) -> HttpResponse:
    if request.htmx and recognition.commitment:
        return settled(request, recognition.commitment)
    if request.htmx:
        context = {"words": words, "recognition": recognition, "is_done": is_done}
        return render(request, "recognitions/_decided.html", context)
    (messages.success if is_done else messages.info)(request, words)
    if request.POST.get("from") == "review" and recognition.agenda_item is not None:
        return redirect("review", pk=recognition.agenda_item.meeting_id)
    if request.POST.get("from") == "decisions":
        return redirect("decisions")
    return redirect("action_item", pk=recognition.action_item_id)
