"""How what happened is put in words: one plain line for each thing."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Event
from tracker.templatetags.folgop import short_date

register = template.Library()

MAIL_WORDS = {
    Event.Kind.SENT: gettext_lazy("Mail sendt"),
    Event.Kind.RESENT: gettext_lazy("Mail sendes igen"),
    Event.Kind.FAILED: gettext_lazy("Mail kunne ikke sendes"),
    Event.Kind.UNCERTAIN: gettext_lazy("Uvist, om mailen er sendt"),
}

FIELD_NAMES = {
    "task": gettext_lazy("Opgave"),
    "owner": gettext_lazy("Ansvarlig"),
    "co_owner": gettext_lazy("Medansvarlig"),
    "deadline": gettext_lazy("Frist"),
    "recurrence": gettext_lazy("Gentages"),
    "remind_on": gettext_lazy("Egen påmindelse"),
    "snoozed_until": gettext_lazy("På pause til"),
    "status": gettext_lazy("Status"),
    "committee": gettext_lazy("Udvalg"),
    "held_on": gettext_lazy("Mødedato"),
    "case_number": gettext_lazy("Sagsnummer i ESDH"),
    "participants": gettext_lazy("Deltagere"),
    "answer": gettext_lazy("Svar"),
    "action_items": gettext_lazy("Opgaver"),
    "reason": gettext_lazy("Begrundelse"),
    "is_active": gettext_lazy("Aktiv"),
    "valid_from": gettext_lazy("Gyldig fra"),
    "valid_to": gettext_lazy("Gyldig til"),
    "name": gettext_lazy("Navn"),
    "address": gettext_lazy("Adresse"),
    "kinds": gettext_lazy("Får besked om"),
}


@register.filter
def event_words(event: Event) -> str:
    """Udført, Ændret … with a capital, as a line begins; mails are told apart from people."""
    if event.subject == Event.Subject.ACTION_ITEM and event.kind == Event.Kind.CREATED:
        return _("Godkendt")
    if _is_mail(event):
        words = str(MAIL_WORDS[Event.Kind(event.kind)])
        return f"{words} {_lower(event.note)}" if _is_told_at_once(event) else words
    if _is_given(event):
        return _("Givet til %(name)s") % {"name": event.changes["owner"][1]}
    if _is_trial_call(event):
        return _("Prøvekald bestilt")
    if event.kind == Event.Kind.SENT:
        return _("Gennemgang sendt")
    words = event.get_kind_display()
    return words[:1].upper() + words[1:]


@register.filter
def event_note(event: Event) -> str:
    """What was added in words, where the line does not hold it already."""
    return "" if _is_told_at_once(event) or _is_trial_call(event) else event.note


def _is_trial_call(event: Event) -> bool:
    """Tell whether a system was to be called on trial; how it ended stands by the call."""
    return event.subject == Event.Subject.WEBHOOK and event.kind == Event.Kind.SENT


def _is_mail(event: Event) -> bool:
    """Tell whether a mail about an action item is meant; who sends a review names the owner."""
    is_mail = event.subject == Event.Subject.ACTION_ITEM and event.kind in MAIL_WORDS
    return is_mail and not event.changes


def _is_given(event: Event) -> bool:
    """Tell whether a review that was sent gave the item to its owner."""
    is_sent = event.subject == Event.Subject.ACTION_ITEM and event.kind == Event.Kind.SENT
    return is_sent and "owner" in event.changes


def _is_told_at_once(event: Event) -> bool:
    """Tell whether the system's own note, "Til anna@…", goes into the line."""
    return _is_mail(event) and event.kind == Event.Kind.SENT and event.by_id is None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


@register.filter
def event_who(event: Event) -> str:
    return event.by_name or (str(event.by) if event.by else "")


@register.filter
def event_changes(event: Event) -> list[str]:
    """One line for each thing that changed: Frist: 01-04-2026 → 15-04-2026."""
    return [
        f"{FIELD_NAMES.get(name, name)}: {_value(before)} → {_value(after)}"
        for name, (before, after) in event.changes.items()
        if not name.startswith("_")
    ]


@register.filter
def event_details(event: Event) -> list[str]:
    """Return what changed, where the line does not say it already."""
    return [] if _is_given(event) else event_changes(event)


def _value(value: object) -> str:
    if value is None or value == "":
        return _("ingen")
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value) or _("ingen")
    day = _day(value)
    return short_date(day) if day else str(value)


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return parse_date(value)
    except ValueError:
        return None
