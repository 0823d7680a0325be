"""Pictures of pages, drawn once in the limited child process and kept."""

from __future__ import annotations

import io
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageDraw

from meetings.exceptions import PicturesBusyError
from meetings.models import Document
from meetings.reading.confined import render_page
from meetings.reading.cpr import find_cpr
from meetings.reading.text import Box
from meetings.reading.unreadable import UnreadableError
from meetings.selectors import holds_closed
from meetings.services.taking import reading_limits

# Points of margin around the words of a clip: two lines of text above and below.
CLIP_MARGIN = 30
# Less than the gap between two lines, of which the other may be of the next item.
OWN_LINES = 2
# Pixels of paper left beside what is printed on a strip.
PAPER = 9
# How much darker than paper ink and the marker pen are, of 255.
INK = 16
# As the marks on our pages.
LIT = (255, 233, 153)
# Over what nobody is to read.
COVER = (26, 26, 26)
# Points around them that hold no part of another line.
WORDS_ALONE = 1.0
# Somebody waits before the screen, and the others want their pages too.
DRAW_SECONDS = 10
DRAWN_AT_ONCE = 2
# How long a page that could not be drawn is left in peace.
REFUSED_SECONDS = 60
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IEND\xaeB`\x82"

_drawing = threading.BoundedSemaphore(DRAWN_AT_ONCE)


def page_picture(*, document: Document, number: int, scale: float) -> bytes:
    """Return the page as PNG, `scale` pixels a point, without what looks like CPR numbers.

    Raises UnreadableError for a page that cannot be drawn, PicturesBusyError where others are,
    FileNotFoundError where the file was erased after its time.
    """
    if document.original_erased_at:
        raise FileNotFoundError
    covered = cpr_boxes(document, number)
    name = f"{number}-{round(scale * 100)}{'-uden-cpr' if covered else ''}.png"
    kept = Path(default_storage.path(f"{pictures_folder(document)}/{name}"))
    refused = f"picture-refused:{document.file.name}:{number}"
    found = _whole(kept)
    if found is not None:
        return found
    if code := cache.get(refused):
        raise UnreadableError(code)
    try:
        return _draw(document, number=number, scale=scale, kept=kept, covered=covered)
    except UnreadableError as error:
        cache.set(refused, error.code, REFUSED_SECONDS)
        raise


def pictures_folder(document: Document) -> str:
    """Return where the pictures of its pages are kept, in the folder of files."""
    return f"pictures/{document.sha256}"


def cpr_boxes(document: Document, number: int) -> list[Box]:
    """Return the places of the words on the page that are of numbers that look like CPR numbers."""
    page = document.pages.filter(number=number).first()
    if page is None:
        return []
    found = list(find_cpr(document.text[page.start : page.end]))
    spans = [(page.start + start, page.start + end) for start, end in found]
    return [
        Box(number, x0, top, x1, bottom)
        for start, end, x0, top, x1, bottom, *_sure in page.words
        if any(start < until and end > since for since, until in spans)
    ]


def _draw(
    document: Document, *, number: int, scale: float, kept: Path, covered: list[Box]
) -> bytes:
    if not _drawing.acquire(timeout=DRAW_SECONDS):
        raise PicturesBusyError
    try:
        # Somebody else may have drawn the page while we waited.
        picture = _whole(kept)
        if picture is None:
            limits = replace(reading_limits(), cpu_seconds=DRAW_SECONDS, wall_seconds=DRAW_SECONDS)
            path = Path(document.file.path)
            picture = render_page(path, page=number, scale=scale, limits=limits)
            if covered:
                picture = _covered(picture, covered, scale=scale)
            _keep(kept, picture)
            if not Document.objects.filter(pk=document.pk).with_original().exists():
                # Its file was erased while we drew.
                kept.unlink(missing_ok=True)
                raise FileNotFoundError
    finally:
        _drawing.release()
    return picture


def _covered(page: bytes, boxes: list[Box], *, scale: float) -> bytes:
    with Image.open(io.BytesIO(page)) as opened:
        picture = opened.convert("RGB")
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        edges = (box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)
        pen.rectangle([edge * scale for edge in edges], COVER)
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _whole(path: Path) -> bytes | None:
    """Return the picture that is kept there; None where there is none, or only part of one."""
    try:
        picture = path.read_bytes()
    except FileNotFoundError:
        return None
    is_whole = picture.startswith(PNG_START) and picture.endswith(PNG_END)
    return picture if is_whole else None


def _keep(path: Path, picture: bytes) -> None:
    """Put the picture in its place all at once: who dies half-way leaves no half picture there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(picture)
    Path(file.name).replace(path)


@dataclass(frozen=True, slots=True)
class Strip:
    """What of a page is shown beside words, in points."""

    left: float
    top: float
    right: float
    bottom: float


def strip_around(
    boxes: list[Box],
    *,
    document: Document,
    width: float,
    height: float,
    margin: float = CLIP_MARGIN,
) -> Strip:
    """Return the strip around words that stand on one page of this size.

    What stands above, below or beside them may belong to a closed item, which who sees the strip
    must not read: where the file holds any, or may, the strip shows the words alone.
    """
    is_alone = holds_closed(document)
    margin = WORDS_ALONE if is_alone else margin
    return Strip(
        left=max(0.0, min(box.x0 for box in boxes) - margin) if is_alone else 0.0,
        top=max(0.0, min(box.top for box in boxes) - margin),
        right=min(width, max(box.x1 for box in boxes) + margin) if is_alone else width,
        bottom=min(height, max(box.bottom for box in boxes) + margin),
    )


def clip_picture(
    *, document: Document, boxes: list[Box], scale: float, is_lit: bool = False
) -> bytes:
    """Return the strip of the page on which the words stand as PNG; raises as page_picture.

    `is_lit` marks the words as a marker pen does, and shows their own lines alone, without empty
    paper beside them: where no drawing of ours lies over the strip.
    """
    first = [box for box in boxes if box.page == boxes[0].page]
    page = page_picture(document=document, number=boxes[0].page, scale=scale)
    with Image.open(io.BytesIO(page)) as picture:
        width, height = picture.width / scale, picture.height / scale
        margin = OWN_LINES if is_lit else CLIP_MARGIN
        strip = strip_around(first, document=document, width=width, height=height, margin=margin)
        left, top, right, bottom = (
            int(edge * scale) for edge in (strip.left, strip.top, strip.right, strip.bottom)
        )
        shown = _lit(picture, first, scale=scale) if is_lit else picture
        clip = shown.crop((left, top, right, bottom))
        clip = _without_paper(clip) if is_lit else clip
        out = io.BytesIO()
        clip.save(out, format="PNG")
    return out.getvalue()


def _without_paper(strip: Image.Image) -> Image.Image:
    """Return the strip as wide as what is printed on it, so that it can be read on a phone."""
    darkness = ImageChops.invert(strip.convert("L"))
    printed = darkness.point(lambda depth: 255 if depth > INK else 0).getbbox()
    if printed is None:
        return strip
    left, right = max(0, printed[0] - PAPER), min(strip.width, printed[2] + PAPER)
    return strip.crop((left, 0, right, strip.height))


def _lit(picture: Image.Image, boxes: list[Box], *, scale: float) -> Image.Image:
    """Return the picture with the words coloured; the letters stay as black as they are."""
    colour = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(colour)
    for box in boxes:
        pen.rectangle([edge * scale for edge in (box.x0, box.top, box.x1, box.bottom)], LIT)
    return ImageChops.multiply(picture.convert("RGB"), colour)
