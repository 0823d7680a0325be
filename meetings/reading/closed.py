"""Does the file speak of anything behind closed doors?"""

from __future__ import annotations

import re

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import CLOSED_ITEMS

_CLOSED = re.compile(
    rf"(?:{tolerant_any(CLOSED_ITEMS)})\b|\((?:lukket|fortroligt?)\)", re.IGNORECASE
)


def mentions_closed(text: str) -> bool:
    """Tell whether words for a closed item or meeting stand anywhere in the text."""
    return _CLOSED.search(text) is not None
