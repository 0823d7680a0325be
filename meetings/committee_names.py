"""Which committee the title of minutes names."""

from __future__ import annotations

import re
from collections.abc import Mapping

# "Kultur- og Fritidsudvalget" is not "Fritidsudvalget", and what is under a committee is not it.
_JOINED_BEFORE = re.compile(r"(?:\b(?:og|samt|eller|under)\s+|[&+]\s*|/)$", re.IGNORECASE)
_JOINED_AFTER = re.compile(r"(?:,?\s*(?:\b(?:og|samt|eller)\b|[&+])|/)", re.IGNORECASE)
# "Direktionen" holds a "Direktionsmøde", "Byrådet" a "Byrådsmøde".
_DEFINITE = re.compile(r"(?:en|et)$", re.IGNORECASE)


def committee_named(title: str, names: Mapping[int, str]) -> int | None:
    """Return the key of the one committee whose name stands in the title, else None: no guess.

    `names` gives the committees' names by key. A name counts as whole words, or as the first part
    of "…møde". Where one name holds another, the longer one is meant. A name that is joined with
    other words may be a part of a name that is not known here.

    >>> committee_named("Ordinært møde i Ældrerådet", {1: "Ældrerådet", 2: "Byrådet"})
    1
    >>> committee_named("Direktionsmøde den 3. marts", {1: "Direktionen"})
    1
    >>> committee_named("Fællesmøde: Ældrerådet og Byrådet", {1: "Ældrerådet", 2: "Byrådet"})
    >>> committee_named("Møde i Kultur- og Fritidsudvalget", {1: "Fritidsudvalget"})
    """
    found = {key: name for key, name in names.items() if name.strip() and _places(title, name)}
    widest = [
        key
        for key, name in found.items()
        if not any(_holds(other, name) for one, other in found.items() if one != key)
    ]
    if len(widest) != 1 or _is_joined(title, found[widest[0]]):
        return None
    return widest[0]


def _places(title: str, name: str) -> list[re.Match[str]]:
    words = r"\s+".join(map(re.escape, name.split()))
    first_part = r"\s+".join(map(re.escape, _DEFINITE.sub("", name.strip()).split()))
    whole = rf"(?<![\w-])(?:{words}|{first_part}s?møder?)(?![\w-])"
    return list(re.finditer(whole, title, re.IGNORECASE))


def _is_joined(title: str, name: str) -> bool:
    return any(
        _JOINED_BEFORE.search(title[: place.start()]) or _JOINED_AFTER.match(title[place.end() :])
        for place in _places(title, name)
    )


def _holds(name: str, other: str) -> bool:
    small, inner = name.casefold(), other.casefold()
    return small != inner and inner in small
