"""Which committee the title of minutes names."""

from __future__ import annotations

import re
from collections.abc import Mapping

# "Direktionen" holds a "Direktionsmøde", "Byrådet" a "Byrådsmøde".
_DEFINITE = re.compile(r"(?:en|et)$", re.IGNORECASE)


def committee_named(title: str, names: Mapping[int, str]) -> int | None:
    """Return the key of the one committee whose name stands in the title, else None: no guess.

    `names` gives the committees' names by key. A name counts as whole words, or as the first part
    of "…møde". Where one name holds another, the longer one is meant.

    >>> committee_named("Ordinært møde i Ældrerådet", {1: "Ældrerådet", 2: "Byrådet"})
    1
    >>> committee_named("Direktionsmøde den 3. marts", {1: "Direktionen"})
    1
    >>> committee_named("Fællesmøde: Ældrerådet og Byrådet", {1: "Ældrerådet", 2: "Byrådet"})
    """
    found = {key: name for key, name in names.items() if name.strip() and _stands_in(title, name)}
    widest = [
        key
        for key, name in found.items()
        if not any(_holds(other, name) for one, other in found.items() if one != key)
    ]
    return widest[0] if len(widest) == 1 else None


def _stands_in(title: str, name: str) -> bool:
    words = r"\s+".join(map(re.escape, name.split()))
    first_part = r"\s+".join(map(re.escape, _DEFINITE.sub("", name.strip()).split()))
    return bool(
        re.search(rf"(?<![\w-])(?:{words}|{first_part}s?møder?)(?![\w-])", title, re.IGNORECASE)
    )


def _holds(name: str, other: str) -> bool:
    small, inner = name.casefold(), other.casefold()
    return small != inner and inner in small
