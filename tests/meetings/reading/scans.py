"""Scans made in the tests: invented minutes drawn as pictures, and what a bad scanner does."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont

WHITE, BLACK = 255, 0
A4 = (8.27, 11.69)  # inches

_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


@cache
def has_tesseract() -> bool:
    """Tell whether Tesseract with Danish is here; where services are required, it is to be."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        return True
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)
    return b"dan" in (listed.stdout + listed.stderr).split()


needs_tesseract = pytest.mark.skipif(
    not has_tesseract(), reason="Tesseract with Danish is not installed"
)


def page(lines: Sequence[str] = (), *, dpi: int = 200, points: float = 12) -> Image.Image:
    """Return lines below each other on an A4 page; an empty line leaves a gap."""
    image = Image.new("L", (round(A4[0] * dpi), round(A4[1] * dpi)), WHITE)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(_FONT, round(points * dpi / 72))
    for at, line in enumerate(lines):
        draw.text((0.9 * dpi, 0.9 * dpi + at * 1.5 * points * dpi / 72), line, BLACK, font)
    return image


def askew(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)


def speckled(image: Image.Image, share: float) -> Image.Image:
    """Return the page with so many of its dots set to black, and as many to white."""
    chance = random.Random(1)
    image = image.copy()
    for shade in (BLACK, WHITE):
        dots = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
        image.paste(shade, mask=dots.point([255 if v < share * 256 else 0 for v in range(256)]))
    return image


def as_pdf(*images: Image.Image, dpi: int = 200) -> bytes:
    """Return a PDF of pictures, as a scanner makes it."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return out.getvalue()


def joined(*files: bytes) -> bytes:
    """Return one PDF with the pages of them all."""
    whole = pikepdf.Pdf.new()
    opened = [pikepdf.open(io.BytesIO(file)) for file in files]
    for file in opened:
        whole.pages.extend(file.pages)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()
