"""The notice on the page of what must not be erased for now."""

from __future__ import annotations

from typing import Any

from django import template

from meetings.models import Committee, Document, Meeting, Person
from meetings.services.holds import FIELDS, Holdable, holds_covering
from tracker.permissions import is_administrator, is_secretary

register = template.Library()


@register.inclusion_tag("holds/_notice.html", takes_context=True)
def hold_notice(context: dict[str, Any], row: object) -> dict[str, Any]:
    """Say that the row is held; why, to secretaries; where it is changed, to administrators."""
    if not isinstance(row, Document | Meeting | Committee | Person):
        return {}
    user, held = context["request"].user, row
    return {
        "holds": holds_covering(held),
        "kind": kind_of(held),
        "row": held,
        "tells_why": is_secretary(user),
        "may_change": is_administrator(user),
    }


@register.filter
def kind_of(row: Holdable) -> str:
    """Return the word that the row is called by in addresses."""
    return FIELDS[type(row)]
