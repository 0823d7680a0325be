"""Files on their way in, by the thousand: what waits, what is read, what failed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from meetings.models.document import DocumentQuerySet
from meetings.services.intake import documents_retry, intake_pause, intake_resume, intake_state
from tracker import pipeline
from tracker.permissions import (
    decided_documents,
    decides_every_committee,
    may_upload,
    visible_documents,
)
from tracker.web.document_rows import STEPS, document_row, documents_listed
from tracker.web.http import UserRequest

PAGE_SIZE = 50
MOST_REASONS = 10

STATES: dict[str, Callable[[DocumentQuerySet], DocumentQuerySet]] = {
    "waiting": DocumentQuerySet.waiting,
    "reading": DocumentQuerySet.in_hand,
    "held": DocumentQuerySet.held,
    "ready": DocumentQuerySet.ready,
    "rejected": DocumentQuerySet.rejected,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A state to choose, with how many files are in it."""

    value: str
    label: str
    count: int


@login_required
@require_safe
def intake(request: UserRequest) -> HttpResponse:
    if not may_upload(request.user):
        raise PermissionDenied
    template = "intake/_list.html" if request.htmx else "intake/page.html"
    response = render(request, template, _context(request))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _context(request: UserRequest) -> dict[str, object]:
    # A database refuses a NUL outright; no file name has one.
    asked = request.GET.get("navn", "").replace("\0", "")
    chosen, text = request.GET.get("vis", ""), asked.strip()[:100]
    chosen = chosen if chosen in STATES else ""
    choices = _choices(request)
    count = {choice.value: choice.count for choice in choices}
    found = documents_listed(request).filter(name__icontains=text)
    page = Paginator(STATES[chosen](found) if chosen else found, PAGE_SIZE).get_page(
        request.GET.get("side")
    )
    state = intake_state()
    done = count["ready"] + count["rejected"]
    return {
        "state": state,
        "may_pause": decides_every_committee(request.user),
        "choices": choices,
        "chosen": chosen,
        "text": text,
        "page": page,
        "rows": [document_row(document) for document in page],
        "steps": STEPS,
        "may_retry": True,
        "came_from": "intake",
        "query": urlencode({"vis": chosen, "navn": text}),
        "done": done,
        "total": count[""],
        "rejected": count["rejected"],
        "reasons": _reasons(request) if chosen == "rejected" else [],
        # Nothing moves while folders are paused and nobody has anything in hand.
        "moves": bool(count["reading"] or (count["waiting"] and not state.is_paused)),
    }


def _choices(request: UserRequest) -> list[Choice]:
    seen = visible_documents(request.user)
    words = {
        "waiting": _("I kø"),
        "reading": _("Læses"),
        "held": _("Afventer viruskontrol"),
        "ready": _("Læst"),
        "rejected": _("Kunne ikke læses"),
    }
    found = [Choice(key, words[key], of(seen).count()) for key, of in STATES.items()]
    everything = Choice("", _("Alle"), sum(choice.count for choice in found))
    # Where there is no virus scanner, nobody asks for it.
    return [everything, *(one for one in found if one.value != "held" or one.count)]


def _reasons(request: UserRequest) -> list[tuple[str, int]]:
    """Return why files could not be read, the most frequent reason first."""
    told = visible_documents(request.user).rejected().values_list("problems", flat=True)
    return Counter(problems[-1] for problems in told if problems).most_common(MOST_REASONS)


@login_required
@require_POST
def pause(request: UserRequest) -> HttpResponse:
    """Pause or resume the intake of folders, as the button says."""
    if not decides_every_committee(request.user):
        raise PermissionDenied
    now = timezone.now()
    if request.POST.get("til") == "pause":
        intake_pause(by=request.user, now=now)
        messages.success(request, _("Indlæsning af mapper er sat på pause."))
    else:
        intake_resume(by=request.user, now=now)
        pipeline.feed(now=now)
        messages.success(request, _("Indlæsning af mapper er i gang igen."))
    return redirect("intake")


@login_required
@require_POST
def retry_all(request: UserRequest) -> HttpResponse:
    if not may_upload(request.user):
        raise PermissionDenied
    now = timezone.now()
    failed = list(decided_documents(request.user).rejected().values_list("pk", flat=True))
    count = documents_retry(document_ids=failed, by=request.user, now=now)
    pipeline.feed(now=now)
    text = ngettext("%(count)s fil læses igen.", "%(count)s filer læses igen.", count)
    messages.success(request, text % {"count": count})
    return redirect("intake")
