"""The notice on the page of what must not be erased for now."""

from __future__ import annotations

from typing import Any

from django import template

from meetings.models import Committee, Document, Meeting, Person, User
from meetings.services.holds import FIELDS, Holdable, holds_covering
from tracker.permissions import (
    decided_among,
    decided_documents,
    decided_meetings,
    is_administrator,
    is_secretary,
)

register = template.Library()


@register.inclusion_tag("holds/_notice.html", takes_context=True)
def hold_notice(context: dict[str, Any], row: object) -> dict[str, Any]:
    """Say that the row is held; why, to who takes care of what is held; and where it is changed."""
    if not isinstance(row, Document | Meeting | Committee | Person):
        return {}
    user, held = context["request"].user, row
    # Most are not, and some pages know it already.
    found = holds_covering(held) if getattr(row, "is_held", True) else []
    return {
        "holds": [(hold, _may_read_why(user, hold.subject)) for hold in found],
        "kind": kind_of(held),
        "row": held,
        "may_change": is_administrator(user),
    }


@register.filter
def kind_of(row: Holdable) -> str:
    """Return the word that the row is called by in addresses."""
    return FIELDS[type(row)]


def _may_read_why(user: User, subject: Holdable) -> bool:
    """Tell whether what is held, and why, is the user's to read: a file may be others' too."""
    if isinstance(subject, Document):
        return decided_documents(user).filter(pk=subject.pk).exists()
    if isinstance(subject, Meeting):
        return decided_meetings(user).filter(pk=subject.pk).exists()
    if isinstance(subject, Committee):
        return bool(decided_among(user, [subject]))
    return is_secretary(user)
