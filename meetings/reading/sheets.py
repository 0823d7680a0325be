"""Scanned pages as pictures in shades of grey for Tesseract: as they were scanned, or drawn.

Drawing a page anew costs ten times as much as taking the one picture that most scanned pages are,
and its dots are no better for it. Whatever else a page may show (a stamp, a turn, a mask, another
size) is only there once it is drawn.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from meetings.reading.gate import BROKEN

_DPI = 300
_AS_GOOD = 0.03  # so far from 300 dpi a picture is as good as one drawn
_EDGE = 0.5  # points: what a page and its picture differ by where one of them is rounded
_MOST_PIXELS = 40_000_000
_FLAT = {
    (raw.FPDF_COLORSPACE_DEVICEGRAY, 8),
    (raw.FPDF_COLORSPACE_DEVICERGB, 24),
    (raw.FPDF_COLORSPACE_ICCBASED, 8),
    (raw.FPDF_COLORSPACE_ICCBASED, 24),
}

# Fonts are those of hidden words over a scan. What else a page uses may change how it is drawn.
_HARMLESS = {"/XObject", "/Font", "/ProcSet"}
_CHANGING = {"/SMask", "/SMaskInData", "/Mask", "/ImageMask", "/OC"}


def plain_pages(data: bytes) -> frozenset[int]:
    """Return which pages (from 1) use one picture and nothing that could change or mask it."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            pages = enumerate(document.pages, start=1)
            return frozenset(number for number, page in pages if _is_plain(page))
    except BROKEN:
        return frozenset()


def _is_plain(page: pikepdf.Page) -> bool:
    used = page.resources
    drawn = list((used.get("/XObject") or pikepdf.Dictionary()).values())
    if len(drawn) != 1 or not set(used.keys()) <= _HARMLESS or "/Group" in page.obj:
        return False
    is_picture = drawn[0].get("/Subtype") == pikepdf.Name.Image
    return is_picture and not _CHANGING & set(drawn[0].keys())


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a PDF; `plain` are those that may be taken as they were scanned."""

    document: pdfium.PdfDocument
    plain: frozenset[int]

    def picture(self, number: int) -> Image.Image:
        """Return page `number` (from 1) at 300 dpi, or as near as its size allows."""
        page = self.document[number - 1]
        return (own_picture(page) if number in self.plain else None) or _drawn(page)


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def own_picture(page: pdfium.PdfPage) -> Image.Image | None:
    """Return the one picture of a plain page, None where the page is to be drawn.

    It is taken where it lies upright over the page from edge to edge at about 300 dpi, and where
    the page shows nothing else.
    """
    shown = _only_shown(page)
    if shown is None or not _lies_over(shown, page) or not _is_flat(shown, page):
        return None
    try:
        picture: Image.Image = shown.get_bitmap().to_pil()
    except pdfium.PdfiumError:
        return None
    return picture.convert("L") if picture.mode in {"L", "RGB"} else None


def _only_shown(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the picture that is all the page shows, None where there is more or less."""
    if page.get_rotation() or raw.FPDFPage_GetAnnotCount(page):
        return None
    shown = None
    for one in page.get_objects(max_depth=1):
        if _is_hidden_text(one):
            continue
        if shown is not None or one.type != raw.FPDF_PAGEOBJ_IMAGE:
            return None
        shown = one
    return shown


def _is_hidden_text(one: pdfium.PdfObject) -> bool:
    if one.type != raw.FPDF_PAGEOBJ_TEXT:
        return False
    mode = raw.FPDFTextObj_GetTextRenderMode(one)
    return bool(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _lies_over(picture: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    wide, turn, lean, high, *_ = picture.get_matrix().get()
    edges = zip(picture.get_bounds(), page.get_bbox(), strict=True)
    is_whole = all(abs(one - other) <= _EDGE for one, other in edges)
    is_upright = wide > 0 and high > 0 and max(abs(turn), abs(lean)) < _EDGE
    return bool(is_whole and is_upright)


def _is_flat(picture: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    """Tell whether it is a whole grey or coloured picture of about 300 dpi, laid on as it is."""
    is_cut = raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(picture)) > 0
    if is_cut or raw.FPDFPageObj_HasTransparency(picture) or raw.FPDFPageObj_CountMarks(picture):
        return False
    made = picture.get_metadata()
    sides = zip((made.width, made.height), page.get_size(), strict=True)
    is_as_good = all(abs(dots / points * 72 / _DPI - 1) <= _AS_GOOD for dots, points in sides)
    is_small_enough = made.width * made.height <= _MOST_PIXELS
    is_made_so = (made.colorspace, made.bits_per_pixel) in _FLAT
    return bool(is_as_good and is_small_enough and is_made_so)
