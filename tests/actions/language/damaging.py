"""Danish letters destroyed in the ways of scans that an engine without Danish has read."""

from __future__ import annotations

import re
from itertools import cycle

WAYS = {"æ": ("ee", "ae"), "ø": ("g", "o"), "å": ("a", "d"), "Æ": ("AE",), "Ø": ("O",), "Å": ("A",)}
# Enough damaged Danish for the reader to see that the file was read by such an engine.
FILLER = "Der var en god drgftelse af det som udvalget havde bedt om til mgdet og det er med. " * 8


def damaged(text: str) -> str:
    """Return the text with each Danish letter destroyed, one way after the other."""
    ways = {letter: cycle(becomes) for letter, becomes in WAYS.items()}
    return re.sub("[æøåÆØÅ]", lambda found: next(ways[found[0]]), text)
