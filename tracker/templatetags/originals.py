"""What a page says of a file whose time was over."""

from __future__ import annotations

from typing import Any

from django import template

from meetings.models import Document
from tracker.models.retention import DataClass
from tracker.permissions import is_administrator
from tracker.retention.certificates import erased_in

register = template.Library()


@register.inclusion_tag("retention/_original_erased.html", takes_context=True)
def original_notice(context: dict[str, Any], document: Document | str | None) -> dict[str, Any]:
    """Say that the file is gone, since when, and by which certificate; nothing without a file."""
    # Of an item without minutes, the template has an empty text.
    if not isinstance(document, Document) or not document.original_erased_at:
        return {}
    return {
        "erased_at": document.original_erased_at,
        "run": erased_in(DataClass.ORIGINALS, document.pk),
        "may_open": is_administrator(context["request"].user),
    }
