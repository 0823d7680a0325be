"""How much of a page is darkened besides its words: what was scanned, drawn or left unread."""

from __future__ import annotations

from itertools import accumulate

from PIL import Image

from meetings.reading.raw import RawPage

FEW_WORDS = 10
INKED = 0.005  # of the page: more than so few words explain
TRACE = 0.00005  # of the page: a short word in small type

_STAMPED = 0.01
_LIGHT, _DARKER = 128, 0.85
_WORD_MARGIN = 2.0


def explained(read: RawPage) -> float:
    """Return how much ink besides its words a page may have before something is missing."""
    if not read.words:
        return TRACE
    return INKED if len(read.words) < FEW_WORDS else _STAMPED


def ink(image: Image.Image, read: RawPage) -> float:
    """Return the share of a small grey image that is darkened besides the words of the page."""
    counts = image.histogram()
    paper = _median(counts)
    across, down = image.width / read.width, image.height / read.height
    for word in read.words:
        box = (
            int((word.x0 - _WORD_MARGIN) * across),
            int((word.top - _WORD_MARGIN) * down),
            int((word.x1 + _WORD_MARGIN) * across) + 1,
            int((word.bottom + _WORD_MARGIN) * down) + 1,
        )
        image.paste(paper, box)
    counts = image.histogram()
    dark = sum(counts[shade] * (paper - shade) for shade in range(int(_DARKER * paper)))
    return dark / (paper * image.width * image.height)


def _median(counts: list[int]) -> int:
    """Return the shade of the paper; where most is dark, it is a picture on white paper."""
    half = sum(counts) / 2
    for shade, below in enumerate(accumulate(counts)):
        if below >= half:
            return shade if shade >= _LIGHT else 255
    return 255
