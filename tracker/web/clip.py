"""The strip of the page on which an action item's words stand, and where to light them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.models import ActionItem
from meetings.models import Document
from meetings.reading.text import Box
from meetings.services.pictures import strip_around
from tracker.web.page_marks import Rectangle, rectangle

# In points: beyond it the letters of a page are smaller than 9 pixels on a phone.
WIDE = 400


@dataclass(frozen=True, slots=True)
class Clip:
    """The strip in points of the page, and the words on it."""

    page: int
    view_box: str
    rectangles: tuple[Rectangle, ...]
    # Too wide for a phone to show it all in letters that can be read.
    is_wide: bool


def document_of(action_item: ActionItem) -> Document | None:
    return action_item.meeting.document if action_item.meeting else None


def boxes_of(action_item: ActionItem) -> list[dict[str, Any]]:
    return action_item.commitment.boxes if action_item.commitment else []


def clip_of(action_item: ActionItem) -> Clip | None:
    """Return the strip of the words' first page; None where they have no place on a page."""
    document, boxes = document_of(action_item), boxes_of(action_item)
    if document is None or not boxes or document.original_erased_at:
        return None
    page = document.pages.filter(number=boxes[0]["page"]).defer("words").first()
    if page is None:
        return None
    here = [box for box in boxes if box["page"] == page.number]
    strip = strip_around(
        [Box(**box) for box in here], document=document, width=page.width, height=page.height
    )
    size = f"{strip.right - strip.left:.1f} {strip.bottom - strip.top:.1f}"
    return Clip(
        page=page.number,
        view_box=f"{strip.left:.1f} {strip.top:.1f} {size}",
        rectangles=tuple(rectangle(box) for box in here),
        is_wide=strip.right - strip.left > WIDE,
    )
