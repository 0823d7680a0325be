"""The strip of the page on which an item's words stand, as a picture inside the mail."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from collections.abc import Iterable
from email.message import Message
from email.mime.image import MIMEImage
from email.utils import parseaddr

from django.conf import settings

from actions.models import ActionItem
from meetings.reading.text import Box
from meetings.services.pictures import clip_picture

logger = logging.getLogger(__name__)

# Pixels a point: a page is then some 900 pixels wide, sharp at the width of a mail.
SCALE = 1.5
# What mail servers and patience allow: pictures in one mail, and bytes of one.
CLIPS = 3
CLIP_BYTES = 200_000
CID = re.compile(r"cid:(udklip-(\d+)@[\w.-]+)")


def clip_id(action_item: ActionItem) -> str:
    """Return the Content-ID of the item's picture, "" where there is none to be shown."""
    if _picture(action_item) is None:
        return ""
    return f"udklip-{action_item.pk}@{mail_domain()}"


def clip_parts(html: str, action_items: list[ActionItem]) -> list[MIMEImage]:
    """Return the pictures that the mail speaks of, drawn from what is kept."""
    by_pk = {action_item.pk: action_item for action_item in action_items}
    parts = []
    for content_id, number in dict.fromkeys(CID.findall(html)):
        picture = _picture(by_pk[int(number)]) if int(number) in by_pk else None
        # Without it the reader sees the words, which are its alternative text.
        if picture is not None:
            part = MIMEImage(picture, "png")
            part.add_header("Content-ID", f"<{content_id}>")
            part.add_header("Content-Disposition", "inline", filename=f"udklip-{number}.png")
            parts.append(part)
    return parts


def items_pictured(html: str) -> list[int]:
    """Return the keys of the items of which the mail has a picture."""
    return [int(number) for _content_id, number in CID.findall(html)]


def pictures_in_place(html: str, parts: Iterable[Message]) -> str:
    """Return the HTML as a browser can show it: with its pictures in it, not beside it."""
    for part in parts:
        content_id, picture = str(part["Content-ID"]).strip("<>"), part.get_payload(decode=True)
        if isinstance(picture, bytes):
            data = f"data:{part.get_content_type()};base64,{b64encode(picture).decode()}"
            html = html.replace(f"cid:{content_id}", data)
    return html


def mail_domain() -> str:
    """Return the domain that mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"


def _picture(action_item: ActionItem) -> bytes | None:
    """Return the picture; None where the words have no page, are closed, or cannot be drawn."""
    boxes = action_item.commitment.boxes if action_item.commitment else []
    document = action_item.meeting.document if action_item.meeting else None
    if action_item.is_confidential or document is None or not boxes:
        return None
    try:
        words = [Box(**box) for box in boxes]
        picture = clip_picture(document=document, boxes=words, scale=SCALE, is_lit=True)
    except Exception:
        # Whatever is wrong with the page: the mail goes out, with the words alone.
        logger.warning("No picture for action item %s.", action_item.pk, exc_info=True)
        return None
    return picture if len(picture) <= CLIP_BYTES else None
