"""Deadlines as calendar entries: whole days, so that no time zone moves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.conf import settings

from actions.mail.clips import mail_domain
from actions.mail.draft import one_line
from actions.models import ActionItem
from meetings.reading.cpr import hide_cpr

DAY = timedelta(days=1)
TITLES = {
    "da": ("Frist: {what}", "Frist: opgave nr. {number}, lukket punkt", "Følg op, frister"),
    "en": ("Deadline: {what}", "Deadline: item no. {number}, closed", "Følg op, deadlines"),
}


def calendar_file(
    action_items: Iterable[ActionItem], *, stamped_at: datetime, language: str
) -> bytes:
    """Return the deadlines as an .ics; a closed item gives its number and link and no more."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Folg op//frister//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", TITLES[language][2])
    for action_item in action_items:
        if action_item.deadline is not None:
            calendar.add_component(_event(action_item, stamped_at, language))
    return bytes(calendar.to_ical())


def _event(action_item: ActionItem, stamped_at: datetime, language: str) -> icalendar.Event:
    told, closed, _name = TITLES[language]
    title = closed if action_item.is_confidential else told
    event = icalendar.Event()
    # The same item keeps its entry when its deadline moves.
    event.add("uid", f"opgave-{action_item.pk}@{mail_domain()}")
    event.add("sequence", action_item.deadline_version)
    event.add("dtstamp", stamped_at)
    assert action_item.deadline is not None
    event.add("dtstart", action_item.deadline)
    event.add("dtend", action_item.deadline + DAY)
    event.add("transp", "TRANSPARENT")
    what = hide_cpr(one_line(action_item.task))
    event.add("summary", title.format(what=what, number=action_item.pk))
    event.add("url", f"{settings.SITE_URL}/opfoelgning/{action_item.pk}/")
    return event
