"""Who fits what somebody typed: people, units and their other names, the best first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

MOST = 12


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody who can be given work; `label` is what the list shows and the field understands."""

    kind: str
    pk: int
    name: str
    short: str
    place: str
    aliases: tuple[str, ...] = ()
    # Another one has the same label: the number in the register tells which.
    has_double: bool = False

    @property
    def title(self) -> str:
        return f"{self.name} ({self.short})" if self.short else self.name

    @property
    def label(self) -> str:
        return f"{self.plain_label} {self.number}" if self.has_double else self.plain_label

    @property
    def plain_label(self) -> str:
        return f"{self.title}, {self.place}" if self.place else self.title

    @property
    def number(self) -> str:
        return f"#{self.pk}"

    @property
    def names(self) -> set[str]:
        names = (self.label, self.plain_label, self.title, self.name, self.short, *self.aliases)
        return {_folded(name) for name in names if name}

    @property
    def beside(self) -> str:
        """Return what tells it from its namesakes: the unit, and the other names."""
        number = self.number if self.has_double else ""
        return " · ".join(part for part in (self.place, number, *self.aliases) if part)


def with_doubles_told(choices: Sequence[OwnerChoice]) -> list[OwnerChoice]:
    """Return the same, no two of one label: who could not be told apart could never be chosen."""
    often = Counter(_folded(choice.plain_label) for choice in choices)
    return [replace(one, has_double=often[_folded(one.plain_label)] > 1) for one in choices]


def fitting_owners(text: str, choices: Sequence[OwnerChoice]) -> list[OwnerChoice]:
    """Return those whom the text names exactly: by the whole label, or else by any name."""
    wanted = _folded(text)
    exact = [choice for choice in choices if _folded(choice.label) == wanted]
    return exact or [choice for choice in choices if wanted in choice.names]


def owners_like(text: str, choices: Sequence[OwnerChoice]) -> list[OwnerChoice]:
    """Return those whose names hold every word of the text: whole names first, then beginnings."""
    wanted = _folded(text)
    ranked = [(_rank(wanted, choice), at) for at, choice in enumerate(choices)]
    found = sorted((rank, at) for rank, at in ranked if rank is not None)
    return [choices[at] for _rank, at in found[:MOST]]


def _rank(wanted: str, choice: OwnerChoice) -> int | None:
    if wanted in choice.names:
        return 0
    if _folded(choice.short).startswith(wanted) or _folded(choice.name).startswith(wanted):
        return 1
    words = _folded(" ".join((choice.label, *choice.aliases))).replace("(", " ").split()
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2
    whole = " ".join(words)
    return 3 if all(part in whole for part in parts) else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
