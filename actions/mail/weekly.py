"""The manager's weekly mail: how it stands in the units and below, with the lists behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q

from actions.mail.bars import deadline_bars
from actions.mail.draft import Draft, render_draft
from actions.mail.labels import LABELS
from actions.models import ActionItem
from actions.models.action_item import ActionItemQuerySet
from actions.recipients import Recipient
from actions.selectors import SILENT, days_words, silent, silent_days
from meetings.models import Role
from meetings.selectors import units_below

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure; `url` is the list behind it, "" where there is none."""

    label: str
    number: int
    url: str = ""


def compose_weekly(*, recipient: Recipient, today: date, now: datetime) -> Draft | None:
    """Write the week's mail to a manager; None where there is nothing to say."""
    items = managed_items(recipient.person_id)
    numbers = {
        "open": items.unfinished().count(),
        "late": items.overdue(today=today).count(),
        "new": items.filter(assigned_at__gte=now - A_WEEK).count(),
        "closed": items.filter(status=ActionItem.Status.DONE, closed_at__gte=now - A_WEEK).count(),
        "silent": items.filter(silent(now=now)).count(),
        "undated": items.undated().count(),
    }
    if not any(numbers.values()):
        return None
    words = LABELS[recipient.language]
    labels = words.figures
    context = {
        "name": recipient.name.partition(" ")[0],
        "numbers": numbers,
        "lines": [
            Line(
                labels[figure] % {"days": days_words(silent_days())},
                number,
                _list_url(figure, today=today),
            )
            for figure, number in numbers.items()
        ],
        "bars": deadline_bars(items, labels=words.bars, today=today),
    }
    return render_draft("weekly", context, language=recipient.language)


def managed_items(person_id: int) -> ActionItemQuerySet:
    """Return what was sent to the units that the person manages and everything below them.

    What is closed is not even counted: managers as such do not see it.
    """
    roles = Role.objects.filter(
        kind=Role.Kind.MANAGER, user__person=person_id, user__is_active=True
    )
    units = units_below(set(roles.filter(unit__isnull=False).values_list("unit_id", flat=True)))
    theirs = Q(owner_unit__in=units) | Q(owner_person__unit__in=units)
    return ActionItem.objects.public().filter(theirs, assigned_at__isnull=False)


def _list_url(figure: str, *, today: date) -> str:
    """Return the address of the same items as a list, "" where no list shows just these."""
    lists = {
        "open": {"status": "open"},
        "late": {"status": "late"},
        "closed": {"status": "done", "closed_from": (today - A_WEEK).isoformat()},
        "silent": {"status": SILENT},
        "undated": {"status": "undated"},
    }
    if figure not in lists:
        return ""
    narrowing = lists[figure]
    return f"{settings.SITE_URL}/opfoelgning/?{urlencode({'unit': 'mine', **narrowing})}"
