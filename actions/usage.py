"""What hangs on a row of the register: asked before the row is changed, ended or removed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst

from actions.models import ActionItem
from meetings.models import Alias, Committee, Person, Unit

RegisterRow = Committee | Unit | Person


@dataclass(frozen=True, slots=True)
class Use:
    """How many rows of one kind refer to the register's row; `open_items` of action items."""

    words: str
    number: int
    open_items: int = 0


def register_usage(row: RegisterRow) -> tuple[Use, ...]:
    """Return what refers to the row, kind by kind; withdrawn aliases count no more."""
    uses: dict[str, Use] = {}
    for relation in row._meta.related_objects:
        model = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: row})
        if model is Alias:
            rows = rows.filter(withdrawn_at__isnull=True)
        number = rows.count()
        if not number:
            continue
        is_open = rows.filter(status=ActionItem.Status.OPEN) if model is ActionItem else None
        words = capfirst(str(model._meta.verbose_name_plural))
        known = uses.get(words, Use(words, 0))
        uses[words] = Use(
            words,
            known.number + number,
            known.open_items + (is_open.count() if is_open is not None else 0),
        )
    return tuple(uses[words] for words in sorted(uses))
