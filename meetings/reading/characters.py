"""Characters that are in a file and seen by no reader."""

from __future__ import annotations

SOFT_HYPHEN = "\u00ad"
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
