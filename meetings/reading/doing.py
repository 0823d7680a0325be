"""Short lines in which somebody does something: they say it, and head nothing."""

from __future__ import annotations

import re

from meetings.reading.lexicon.doing import DECIDING, DOING

_WHO = r"[A-ZÆØÅ][\w.-]*(?:(?:\s|,\s|\s?&\s?|\sog\s)[A-ZÆØÅ][\w.-]*){0,3}"
_ALL = r"Alle(?:\s[a-zæøå-]+er)?"
_DOES = re.compile(rf"(?:{_WHO}|{_ALL})\s+(?:{'|'.join(DOING)})(?!\w)\s+\S")
_DECIDES = re.compile(rf"{_WHO}\s+(?:{'|'.join(DECIDING)})(?!\w)\s+\S")


def is_somebody_doing(text: str) -> bool:
    """Tell whether it is "Ove og Mille bestiller lokalet", and no heading."""
    return bool(_DOES.match(text))


def is_somebody_deciding(text: str) -> bool:
    """Tell whether it is "Udvalget bemyndigede formanden til ...", a whole sentence."""
    return text.endswith(".") and bool(_DECIDES.match(text))
