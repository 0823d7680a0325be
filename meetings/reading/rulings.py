"""The lines drawn on a page of a PDF: the borders of tables. Runs in the confined child only."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from meetings.reading.raw import Rule

# A page with more than that on it is a drawing, or means harm.
_MOST_OBJECTS, _MOST_PATHS, _MOST_POINTS, _MOST_RULES = 20_000, 2_000, 200, 4_000
_STRAIGHT = 1.0
_SHORTEST = 4.0

_Shown = Callable[[float, float, float, float], tuple[float, float, float, float]]
_Point = tuple[float, float]


def read_rules(page: pdfium.PdfPage, shown: _Shown) -> tuple[Rule, ...]:
    """Return the upright and level lines of a page as shown, sides of rectangles among them.

    `shown` translates a rectangle from PDF's own coordinates.
    """
    rules = []
    for path in _paths(page):
        for (x0, y0), (x1, y1) in _strokes(path):
            across, down = abs(x1 - x0), abs(y1 - y0)
            if min(across, down) <= _STRAIGHT and max(across, down) >= _SHORTEST:
                box = shown(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                rules.append(Rule(*box))
        if len(rules) > _MOST_RULES:
            return ()
    return tuple(rules)


def _paths(page: pdfium.PdfPage) -> list[Any]:
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return []
    objects = (raw.FPDFPage_GetObject(page.raw, index) for index in range(count))
    paths = [one for one in objects if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_PATH]
    return paths if len(paths) <= _MOST_PATHS else []


def _strokes(path: Any) -> Iterator[tuple[_Point, _Point]]:
    """Yield from where to where each straight stroke of a path goes; curves are none."""
    count = raw.FPDFPath_CountSegments(path)
    if count > _MOST_POINTS or not _is_drawn(path):
        return
    turned = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, turned)
    figure: list[_Point] = []
    for segment in (raw.FPDFPath_GetPathSegment(path, index) for index in range(count)):
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            figure = []
        point = _point(segment, turned)
        if figure and kind == raw.FPDF_SEGMENT_LINETO:
            yield figure[-1], point
        figure.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, figure[0]


def _is_drawn(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _point(segment: Any, turned: Any) -> _Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return (
        turned.a * x.value + turned.c * y.value + turned.e,
        turned.b * x.value + turned.d * y.value + turned.f,
    )
