"""How well the reader reads, by what was decided on its suggestions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.language import Grade
from actions.models import Commitment
from actions.scorecard import FEW, scorecard
from tracker.permissions import decided_meetings, is_secretary
from tracker.reports.charts import Value, bar_chart
from tracker.web.grades import GRADE_WORDS
from tracker.web.http import UserRequest


@login_required
@require_safe
def reading_quality(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    mine = Commitment.objects.filter(agenda_item__meeting__in=decided_meetings(request.user))
    card = scorecard(mine)
    grades = [
        Value(f"{GRADE_WORDS[Grade(one.name)]} ({one.number})", one.accepted_percent)
        for one in card.grades
    ]
    context = {"card": card, "chart": bar_chart(grades), "few": FEW}
    return render(request, "reading_quality/page.html", context)
