"""How much a secretary wants to see: from which grade on suggestions are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from actions.language import DEFAULT_GRADE, Grade
from actions.models import Commitment
from actions.models.commitment import CommitmentQuerySet
from meetings.models import User
from meetings.services.users import user_choose_grade
from tracker.permissions import Viewer, access_meeting
from tracker.web.http import UserRequest

GRADE_WORDS = {
    Grade.CERTAIN: gettext_lazy("Sikker"),
    Grade.LIKELY: gettext_lazy("Sandsynlig"),
    Grade.MAYBE: gettext_lazy("Måske"),
}


@dataclass(frozen=True, slots=True)
class GradeChoice:
    """One of the amounts that can be chosen, in words."""

    value: str
    label: str
    is_chosen: bool


def seen_grade(user: Viewer) -> Grade:
    """Return the lowest grade that the user is shown."""
    return Grade(user.least_grade) if isinstance(user, User) else DEFAULT_GRADE


def shown_commitments(user: Viewer) -> CommitmentQuerySet:
    """Return the suggestions that are sure enough for the user, and that no rule holds back."""
    return Commitment.objects.sure(seen_grade(user)).standing()


def grade_choices(chosen: Grade) -> list[GradeChoice]:
    return [
        GradeChoice(value, str(label), is_chosen=value == chosen.value)
        for value, label in User.LeastGrade.choices
    ]


@login_required
@require_POST
def choose_grade(request: UserRequest, pk: int) -> HttpResponse:
    """Keep how much the user wants to see, and show the meeting by it."""
    meeting = access_meeting(request.user, pk, to="decide")
    asked = request.POST.get("grade", "")
    if asked in User.LeastGrade.values:
        user_choose_grade(user=request.user, least_grade=User.LeastGrade(asked))
    else:
        messages.error(request, _("Vælg, hvor sikre forslag du vil se. Intet er ændret."))
    return redirect("review", pk=meeting.pk)
