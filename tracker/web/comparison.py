"""What a person filled in, beside what stands now that somebody else was there first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from actions.models import ActionItem, Commitment
from tracker.owners import Owner


@dataclass(frozen=True, slots=True)
class Compared:
    """One field, here and there."""

    label: str
    yours: str
    now: str

    @property
    def differs(self) -> bool:
        return self.yours != self.now


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[Compared, ...]


def compare(
    yours: Mapping[str, Any], commitment: Commitment, action_item: ActionItem | None
) -> Comparison:
    """Lay what was filled in beside what was decided, or is suggested now."""
    source = action_item or commitment
    due = action_item.deadline if action_item else commitment.due
    owner: Owner = yours["owner"]
    owner_now = source.owner_person or source.owner_unit
    return Comparison(
        (
            Compared(_("Opgave"), yours["task"], source.task),
            Compared(
                _("Ansvarlig"),
                str(owner.person or owner.unit or _("ingen")),
                str(owner_now or _("ingen")),
            ),
            Compared(_("Frist"), _day(yours["deadline"]), _day(due)),
        )
    )


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else _("ingen")
