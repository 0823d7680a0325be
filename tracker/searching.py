"""Finding what a user may see by its words: the same substrings on every database.

Who may see a row is asked in the same question, and the order comes from the row alone: what is
closed to somebody changes neither a number nor a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from actions.models import ActionItem, SearchEntry
from actions.models.search import LEAST
from meetings.models import AgendaItem
from meetings.reading.folding import fold_with_places, fold_words, lax
from tracker.permissions import (
    Viewer,
    reads_agenda_items,
    visible_action_items,
    visible_agenda_items,
)

# More words than anybody types; each is a look into the index.
MOST_WORDS = 8
# Nobody needs to know how many more there are.
COUNTED = 1000
BEFORE, SHOWN = 60, 260
# As it stands in mails and papers: "6", "opgave 6", "nr. 6", "opgave nr. 6".
_NUMBER = re.compile(r"\s*(?:opgave\b|item\b)?\s*(?:nr\b\.?|no\b\.?|#)?\s*([0-9]{1,9})\s*", re.I)


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is searched for, in one spelling, and as it stands where letters were lost."""

    word: str
    lost: str = ""

    def found_in(self, field: str) -> Q:
        found = _holds(field, self.word)
        return found | _holds(field, self.lost) if self.lost else found


def _holds(field: str, word: str) -> Q:
    return Q(**{f"{field}__{'trigrams' if len(word) >= LEAST else 'contains'}": word})


def search_terms(asked: str) -> list[Term]:
    """Return what is searched for; each of them must be found."""
    words = list(dict.fromkeys(asked.split()))[:MOST_WORDS]
    terms = (Term(fold_words(word), lax(word)) for word in words)
    return [term for term in terms if term.word]


def found_action_items(user: Viewer, terms: list[Term]) -> QuerySet[ActionItem]:
    """Return the action items with the words, best first: in the task, then the newest."""
    found = visible_action_items(user).filter(search_entry__in=_entries(terms))
    ordered = _ranked(found, terms).order_by("rank", F("promised_on").desc(nulls_last=True), "-pk")
    return _with_all(ordered)


def found_agenda_items(user: Viewer, terms: list[Term]) -> QuerySet[AgendaItem]:
    """Return the agenda items with the words, best first: in the title, then the newest.

    `shows_minutes` tells whether the user may read what was minuted; where not, it neither finds
    nor is counted.
    """
    reads = ExpressionWrapper(reads_agenda_items(user), output_field=BooleanField())
    found = (
        visible_agenda_items(user)
        .filter(search_entry__in=_entries(terms))
        .annotate(shows_minutes=reads)
        .filter(Q(shows_minutes=True) | _in_head(terms))
    )
    newest = F("meeting__held_on").desc(nulls_last=True)
    return (
        _ranked(found, terms).order_by("rank", newest, "-pk").select_related("meeting__committee")
    )


def numbered_action_item(user: Viewer, asked: str) -> ActionItem | None:
    """Return the action item that is asked for by its number, where the user may see it."""
    number = _NUMBER.fullmatch(asked)
    if number is None:
        return None
    return _with_all(visible_action_items(user)).filter(pk=int(number[1])).first()


def _with_all(found: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    return found.select_related(
        "commitment", "agenda_item", "committee", "owner_person", "owner_unit"
    )


def _entries(terms: list[Term]) -> QuerySet[SearchEntry, Any]:
    entries = SearchEntry.objects.order_by()
    for term in terms:
        entries = entries.filter(term.found_in("words"))
    return entries.values("pk")


def _in_head(terms: list[Term]) -> Q:
    """Cover what has all the words in its title, or its task, in either spelling."""
    found = Q()
    for term in terms:
        one = Q(search_entry__head__contains=term.word)
        found &= one | Q(search_entry__head__contains=term.lost) if term.lost else one
    return found


def _ranked(found: QuerySet[Any], terms: list[Term]) -> QuerySet[Any]:
    in_head = Q()
    for term in terms:
        in_head &= Q(search_entry__head__contains=term.word)
    best = Q(search_entry__head__startswith=terms[0].word) & in_head
    rank = Case(
        When(best, then=Value(0)),
        When(in_head, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ranked: QuerySet[Any] = found.annotate(rank=rank)
    return ranked


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `is_lit` where they are what was searched for."""

    text: str
    is_lit: bool = False


def lit(text: str, terms: list[Term], *, shown: int = SHOWN) -> list[Piece]:
    """Return the text around the first of the words, in pieces; from its beginning if none is."""
    folded = fold_with_places(text)
    spans = _spans(folded.text, terms)
    places = [*folded.places, len(folded.original)]
    marked = [(places[start], max(places[end - 1] + 1, places[end])) for start, end in spans]
    first, last = _window(folded.original, marked[:1], shown)
    pieces = [Piece("… ")] if first else []
    at = first
    for start, end in marked:
        if start >= last:
            break
        pieces += [Piece(folded.original[at:start]), Piece(folded.original[start:end], is_lit=True)]
        at = max(at, end)
    pieces.append(Piece(folded.original[at:last] + (" …" if last < len(folded.original) else "")))
    return [piece for piece in pieces if piece.text]


def _window(text: str, marked: list[tuple[int, int]], shown: int) -> tuple[int, int]:
    """Return where to begin and to stop around what is marked, cutting no word where it can."""
    start, end = marked[0] if marked else (0, 0)
    first = max(0, start - BEFORE)
    if first:
        first = text.find(" ", first, start) + 1 or first
    last = min(len(text), first + shown)
    if last < len(text) and end < last:
        space = text.rfind(" ", end, last + 1)
        last = space if space > first else last
    return first, last


def _spans(text: str, terms: list[Term]) -> list[tuple[int, int]]:
    """Return where the words stand, joined where they touch."""
    found: list[tuple[int, int]] = []
    for word in {word for term in terms for word in (term.word, term.lost) if word}:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
