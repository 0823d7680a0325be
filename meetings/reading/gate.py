"""The gate of the confined child: what a PDF must be before its pages are read."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from meetings.reading.refused import RefusedError

LARGEST_SIDE = 14_400  # points: the most that PDF readers agree on

# What pikepdf raises where a file is not as it should be.
BROKEN = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
)

_ACTIVE = (
    "Filen rummer programkode, handlinger eller vedhæftede filer. De bliver ikke åbnet: her vises "
    "kun billeder af siderne."
)
_MENDED = "Filen er beskadiget. Der kan mangle noget i det, der er læst."
_ACTIONS = frozenset(("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"))
_MOST_ANNOTATIONS = 500


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the gate saw: the number of pages, and sentences for the person who gave the file."""

    pages: int
    problems: tuple[str, ...]


def inspect(data: bytes, *, most_pages: int) -> Inspected:
    """Open the file without inflating its pages; raise RefusedError where it may not come in."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return _inspect(document, most_pages)
    except pikepdf.PasswordError:
        raise RefusedError("encrypted") from None
    except BROKEN:
        raise RefusedError("damaged") from None


def _inspect(document: pikepdf.Pdf, most_pages: int) -> Inspected:
    pages = len(document.pages)
    if pages == 0:
        raise RefusedError("no_pages")
    if pages > most_pages:
        raise RefusedError("too_many_pages")
    active = _is_active(document.Root)
    for page in document.pages:
        for box in (page.mediabox, page.cropbox):
            x0, y0, x1, y1 = (float(side) for side in box)
            if max(abs(x1 - x0), abs(y1 - y0)) > LARGEST_SIDE:
                raise RefusedError("page_too_large")
        active = active or "/AA" in page.obj or _has_active_annotation(page.obj)
    problems = [_ACTIVE] if active else []
    if any("damaged" in str(warning) for warning in document.get_warnings()):
        problems.append(_MENDED)
    return Inspected(pages, tuple(problems))


def _is_active(root: pikepdf.Object) -> bool:
    names = root.get("/Names") or pikepdf.Dictionary()
    if "/JavaScript" in names or "/EmbeddedFiles" in names or "/AA" in root:
        return True
    opens = root.get("/OpenAction")
    # Most programs store only where to begin reading there: a destination, which does nothing.
    return isinstance(opens, pikepdf.Dictionary) and opens.get("/S") != "/GoTo"


def _has_active_annotation(page: pikepdf.Object) -> bool:
    for note in list(page.get("/Annots", []))[:_MOST_ANNOTATIONS]:
        if not isinstance(note, pikepdf.Dictionary):
            continue
        action = note.get("/A")
        if "/AA" in note or note.get("/Subtype") == "/FileAttachment":
            return True
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _ACTIONS:
            return True
    return False


def page_number(asked: int, found: Inspected) -> int:
    """Return the page that was asked for, or refuse it."""
    if not 1 <= asked <= found.pages:
        raise RefusedError("no_such_page")
    return asked
