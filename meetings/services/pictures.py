"""Pictures of pages, drawn once in the limited child process and kept."""

from __future__ import annotations

import io
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from meetings.models import Document
from meetings.reading import Box, render_page
from meetings.services.documents import reading_limits

# Points of margin around the words of a clip: two lines of text above and below.
CLIP_MARGIN = 30


def page_picture(*, document: Document, number: int, scale: float) -> bytes:
    """Return the page as PNG, `scale` pixels a point; raises UnreadableError."""
    name = f"pictures/{document.sha256}/{number}-{round(scale * 100)}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    picture = render_page(
        Path(document.file.path),
        page=number,
        scale=scale,
        limits=reading_limits(),
    )
    default_storage.save(name, ContentFile(picture))
    return picture


def clip_picture(
    *, document: Document, boxes: list[Box], scale: float, margin: float = CLIP_MARGIN
) -> bytes:
    """Return the strip of the page on which the words stand as PNG; raises UnreadableError."""
    first = [box for box in boxes if box.page == boxes[0].page]
    page = page_picture(document=document, number=boxes[0].page, scale=scale)
    with Image.open(io.BytesIO(page)) as picture:
        top = max(0, min(box.top for box in first) - margin) * scale
        bottom = (max(box.bottom for box in first) + margin) * scale
        clip = picture.crop((0, int(top), picture.width, min(picture.height, int(bottom))))
        out = io.BytesIO()
        clip.save(out, format="PNG")
    return out.getvalue()
