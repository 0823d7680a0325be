"""What a row of the tables says, and the rows of the database that they speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import ActionItem
from meetings.models import Meeting

Said = dict[str, object]
# The item of the matrix is number one, its owner and the wish that waits are too.
OWNER = "Teknik og Miljø"


def item() -> ActionItem:
    return ActionItem.objects.earliest("pk")


def meeting() -> Meeting:
    return Meeting.objects.earliest("pk")


@dataclass(frozen=True)
class Change:
    """`kinds` are "subject kind" of each Event, in the order in which they are written."""

    kinds: tuple[str, ...]
    role: str = "lene"
    page: str = ""
    said: Said = field(default_factory=dict)
    also: Callable[[], Said] = dict
    before: Callable[[], Any] = dict
    headers: Callable[[], dict[str, str]] = dict


def one(kind: str, page: str = "", *, role: str = "lene", **more: Any) -> Change:
    """Return a change that is one Event."""
    return Change((kind,), role, page, **more)


def by_bo(kind: str, page: str = "", **more: Any) -> Change:
    return one(kind, page, role="bo", **more)


def csv(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("fil.csv", words.encode())
