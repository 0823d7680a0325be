"""The main menu: each sees the ways that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.permissions import (
    Viewer,
    is_administrator,
    is_manager,
    is_secretary,
    may_see_decisions,
    may_see_meetings,
    may_see_outbox,
    may_see_register,
)

# Pages that stand behind another page of the menu.
BEHIND = {
    "review": "meetings",
    "review_mails": "meetings",
    "document": "documents",
    "intake": "documents",
    "papers": "meetings",
    "paper": "meetings",
    "paper_template": "meetings",
    "action_item": "action_items",
    "action_item_new": "action_items",
    "agenda_item_new": "meetings",
    "action_item_pace": "action_items",
    "mailbox_message": "mailbox",
    "reading_quality": "register",
    "house_rules": "register",
    "house_rule": "register",
    "house_rule_new": "register",
    "rhythms": "register",
    "dispatch": "outbox",
    "operations": "register",
    "incoming": "decisions",
    "person_leave": "register",
    "person_report": "register",
    "person_pseudonymise": "register",
    "holds": "register",
    "retention": "register",
    "retention_run": "register",
    "hold": "register",
    "rhythm_settle": "register",
    "meeting_plan": "register",
    "register_entry": "register",
    "register_edit": "register",
    "register_new": "register",
    "people_absences": "overview",
    "person_absences": "overview",
    "planned_meeting": "register",
    "calendar_days": "register",
    "log": "register",
    "webhooks": "register",
    "webhook": "register",
    "webhook_new": "register",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in the menu; `is_current` where the user stands on it or behind it."""

    label: str
    url: str
    is_current: bool


def navigation_entries(request: HttpRequest) -> list[Entry]:
    match = request.resolver_match
    here = match.url_name or "" if match else ""
    current = BEHIND.get(here, here)
    return [
        Entry(label=label, url=reverse(name), is_current=name == current)
        for name, label in _ways(request.user)
    ]


def _ways(user: Viewer) -> Iterator[tuple[str, str]]:
    """Yield name and label of each page, the daily ones first."""
    if may_see_meetings(user):
        yield "meetings", _("Møder")
        yield "documents", _("Dokumenter")
    if may_see_meetings(user) or is_manager(user):
        yield "action_items", _("Opfølgning")
    if getattr(user, "person_id", None):
        yield "my_items", _("Mine")
        yield "unit_inbox", _("Indbakke")
    if is_secretary(user) or is_manager(user):
        yield "overview", _("Overblik")
    if may_see_decisions(user):
        yield "decisions", _("Afgørelser")
    if may_see_register(user):
        yield "register", _("Register")
    if may_see_outbox(user):
        yield "outbox", _("Udsendelser")
    if not settings.EMAIL_URL and (settings.DEMO or is_administrator(user)):
        yield "mailbox", _("Mail")
