"""What hangs on a row of the register: asked before the row is changed, ended or removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actions.models import ActionItem, Commitment
from meetings.models import Alias, Committee, Person, Unit

RegisterRow = Committee | Unit | Person
# What somebody may count: the rows of each kind that are within reach.
Reach = Mapping[type[Model], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Use:
    """How many rows of one kind refer to the register's row; `open_items` of action items."""

    words: str
    number: int
    open_items: int = 0


def register_usage(row: RegisterRow, *, within: Reach | None = None) -> tuple[Use, ...]:
    """Return what refers to the row, kind by kind; withdrawn aliases count no more.

    `within` counts nothing but what it names, for a number tells of what is closed as well.
    """
    uses: dict[str, Use] = {}
    for relation in row._meta.related_objects:
        model = relation.related_model
        if within is not None and model not in within:
            continue
        rows = model._base_manager.filter(**{relation.field.name: row})
        if within is not None:
            rows = rows.filter(pk__in=within[model].values("pk"))
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


def alias_usage(alias: Alias) -> tuple[Use, ...]:
    """Return how many suggestions have the words of the alias for their owner."""
    said = Commitment.objects.filter(owner_text__icontains=alias.text)
    waiting, all_of_them = said.undecided().count(), said.count()
    uses = (
        Use(_("Forslag, der venter, med de ord"), waiting),
        Use(_("Forslag, der er taget stilling til"), all_of_them - waiting),
    )
    return tuple(use for use in uses if use.number)
