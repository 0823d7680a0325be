"""What a class of data has to tell of itself to be listed, held back and erased."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet

from meetings.models import Committee, Event, Hold

ERASED = "Slettet efter frist"


@dataclass(frozen=True, slots=True)
class Erasable:
    """`rows` are those whose time has begun, `begins` the moment at which it did.

    `committees`, `meetings`, `documents` and `people` are the ways from a row to whom and what it
    is about; `also_held` finds rows that no such way leads to. `erase` takes the rows and the
    moment, and returns the names of files that have no row any more; `take_along` takes out what
    was made of such a file. `told_of` leads to the row in whose life it stands that this one went,
    and whose log `hides_log` empties.
    """

    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    begins: str
    committees: tuple[str, ...]
    meetings: tuple[str, ...]
    people: tuple[str, ...]
    erase: Callable[[Sequence[int], datetime], dict[int, str]]
    subject: Event.Subject
    documents: tuple[str, ...] = ()
    also_held: Callable[[QuerySet[Hold]], QuerySet[Any]] | None = None
    told_of: str = "pk"
    hides_log: bool = True
    take_along: Callable[[int], None] | None = None

    def due(self, *, before: date, committee: Committee | None) -> QuerySet[Any]:
        """Return the rows whose period ended before that day, local time, and are not held."""
        rows = self.rows().filter(**{f"{self.begins}__date__lt": before})
        if committee is not None:
            every = self.model._default_manager
            own = _any([every.filter(**{path: committee}) for path in self.committees])
            # A mail about several committees waits for the rule that covers them all.
            others = _any(
                [
                    every.exclude(**{path: None}).filter(~Q(**{path: committee}))
                    for path in self.committees
                ]
            )
            rows = rows.filter(own).exclude(others)
        return rows.exclude(self.held()).distinct()

    def held(self) -> Q:
        """Cover the rows that a hold stands on."""
        standing = Hold.objects.standing()
        paths = [*self.committees, *self.people, *self.documents]
        for meeting in self.meetings:
            paths += [meeting, f"{meeting}__document", f"{meeting}__committee"]
        ways = ["holds" if path == "self" else f"{path}__holds" for path in paths]
        found = [self.model._default_manager.filter(**{f"{way}__in": standing}) for way in ways]
        if self.also_held:
            found.append(self.also_held(standing))
        return _any(found)


def _any(found: Sequence[QuerySet[Any]]) -> Q:
    """Cover the rows that any of them finds, each asked by itself: joins would multiply."""
    return reduce(operator.or_, (Q(pk__in=rows.order_by().values("pk")) for rows in found))
