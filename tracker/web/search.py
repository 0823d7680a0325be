"""The search: action items and agenda items with their minutes, by parts of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import ActionItemRow, action_item_rows
from actions.services.search import action_item_words
from meetings.models import AgendaItem
from meetings.reading.sentences import running_text
from tracker.closed_views import note_page_view
from tracker.permissions import may_see_meetings
from tracker.searching import (
    COUNTED,
    Piece,
    Term,
    found_action_items,
    found_agenda_items,
    lit,
    numbered_action_item,
    search_terms,
)
from tracker.web.http import UserRequest

ACTION_ITEMS, AGENDA_ITEMS = "opgaver", "punkter"
FEW, PAGE_SIZE = 10, 25
LONGEST = 100


class SearchForm(forms.Form):
    """What to search for."""

    q = forms.CharField(
        label=_("Søg i referater, punkter, opgaver og svar"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-input"}),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that was found, with its words lit."""

    # What the log calls it.
    key: str
    url: str
    head: list[Piece]
    words: list[Piece]
    place: str
    day: date | None
    is_closed: bool
    # Where an action item stands.
    row: ActionItemRow | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind, a page of it."""

    kind: str
    label: Any
    page: Any
    hits: list[Hit]
    count: int

    @property
    def is_capped(self) -> bool:
        return self.count > COUNTED


@login_required
@require_safe
def search(request: UserRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "search/page.html", {"form": form}, status=422)
    terms = search_terms(form.cleaned_data["q"])
    chosen = request.GET.get("slags", "")
    found = _found(request, terms, chosen) if terms else None
    numbered = numbered_action_item(request.user, form.cleaned_data["q"])
    direct = _action_hit(numbered, []) if numbered else None
    hits = [hit for one in found or () for hit in one.hits] + ([direct] if direct else [])
    closed = list(dict.fromkeys(hit.key for hit in hits if hit.is_closed))
    note_page_view(request.user, "søgning", closed)
    context = {
        "form": form,
        "asked": form.cleaned_data["q"],
        "query": urlencode({"q": form.cleaned_data["q"], "slags": chosen}),
        "direct": direct,
        "found": found,
    }
    response = render(request, "search/page.html", context)
    # Words of closed items may stand in it, as in the file they come from.
    patch_cache_control(response, private=True, no_store=True)
    return response


def _found(request: UserRequest, terms: list[Term], chosen: str) -> list[Found]:
    kinds: list[tuple[str, Any, Any, Any]] = [
        (ACTION_ITEMS, _("Opgaver"), found_action_items, _action_hit)
    ]
    if may_see_meetings(request.user):
        kinds.append((AGENDA_ITEMS, _("Punkter og referater"), found_agenda_items, _agenda_hit))
    wanted = [kind for kind in kinds if kind[0] == chosen] or kinds
    size = PAGE_SIZE if len(wanted) == 1 else FEW
    found = []
    for name, label, find, hit in wanted:
        rows: QuerySet[Any] = find(request.user, terms)
        # As far as anybody counts, and no further: a cut list is counted and turned alike.
        page = Paginator(rows[: COUNTED + 1], size).get_page(request.GET.get("side"))
        hits = [hit(row, terms) for row in page]
        found.append(Found(name, label, page, hits, page.paginator.count))
    return found


def _action_hit(row: ActionItem, terms: list[Term]) -> Hit:
    words = "\n".join(running_text(words) for words in action_item_words(row)[1:])
    return Hit(
        key=f"opgave {row.pk}",
        url=reverse("action_item", args=[row.pk]),
        head=lit(row.task, terms),
        words=lit(words, terms) if words else [],
        place=str(row.committee or ""),
        day=row.promised_on,
        is_closed=row.is_confidential,
        row=action_item_rows([row], today=timezone.localdate())[0],
    )


def _agenda_hit(row: AgendaItem, terms: list[Term]) -> Hit:
    # Annotated by the search: nothing of a file that is kept from the user is shown.
    minuted = running_text(row.minuted) if row.shows_minutes else ""  # type: ignore[attr-defined]
    return Hit(
        key=f"møde {row.meeting_id}, punkt {row.number or row.position}",
        url=f"{reverse('review', args=[row.meeting_id])}#agenda-item-{row.pk}",
        head=lit(str(row), terms),
        words=lit(minuted, terms) if minuted else [],
        place=str(row.meeting.committee or row.meeting.title),
        day=row.meeting.held_on,
        is_closed=row.is_closed,
    )
