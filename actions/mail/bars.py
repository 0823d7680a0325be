"""The chart of the manager's weekly mail: what is open, by how it stands with its deadline.

Plain tables draw it, for Outlook shows neither SVG nor styles of a width; the numbers beside the
bars say the same in words, and so does the mail as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from actions.models.action_item import ActionItemQuerySet
from actions.selectors import due_soon

LONG_OVERDUE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the chart: its length is a share of the longest in percent, 0 for none."""

    label: str
    number: int
    length: int
    is_late: bool


def deadline_bars(items: ActionItemQuerySet, *, labels: dict[str, str], today: date) -> list[Bar]:
    """Return the open items by deadline, the worst first; nothing where none is open."""
    by_name = items.unfinished().aggregate(
        **{name: Count("pk", filter=within) for name, within in _groups(today).items()}
    )
    most = max(by_name.values())
    return [
        Bar(labels[name], number, _length(number, most), name in {"long_overdue", "overdue"})
        for name, number in by_name.items()
        if most
    ]


def _groups(today: date) -> dict[str, Q]:
    long_ago = today - LONG_OVERDUE
    first_soon, last_soon = due_soon(today=today)
    return {
        "long_overdue": Q(deadline__lt=long_ago),
        "overdue": Q(deadline__gte=long_ago, deadline__lt=first_soon),
        "soon": Q(deadline__range=(first_soon, last_soon)),
        "later": Q(deadline__gt=last_soon),
        "never": Q(deadline__isnull=True),
    }


def _length(number: int, most: int) -> int:
    """Return the share in whole percent, so that one of very many still shows."""
    return max(1, round(100 * number / most)) if number else 0
