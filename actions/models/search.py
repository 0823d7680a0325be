"""What is searched: the words of agenda items and action items in one spelling."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Contains
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from meetings.models import AgendaItem

# The index of trigrams beside the table, on SQLite; triggers keep it with the rows.
TRIGRAMS = "actions_search_trigrams"
# Shorter words have no trigram.
LEAST = 3


class SearchEntry(models.Model):
    """One agenda item with what was minuted, or one action item with its quote and its answer.

    Whose words these are is asked of the row itself when somebody searches: nothing here says who
    may see them, and nothing is shown from here.
    """

    agenda_item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    action_item = models.OneToOneField(
        ActionItem, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    # The title, or the task: a hit here stands before one in the other words.
    head = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("søgeord")
        verbose_name_plural = _("søgeord")
        constraints = [
            models.CheckConstraint(
                condition=Q(agenda_item__isnull=True, action_item__isnull=False)
                | Q(agenda_item__isnull=False, action_item__isnull=True),
                name="search_entry_of_one_row",
            )
        ]

    def __str__(self) -> str:
        return self.head


class SearchProgress(models.Model):
    """How far the index has come in the log: one row."""

    # The last of those followed, in the order in which they were sealed.
    event_id = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("søgeindeks")
        verbose_name_plural = _("søgeindeks")

    def __str__(self) -> str:
        return str(self.event_id)


@models.TextField.register_lookup
class Trigrams(Contains):
    """`contains` by the index of trigrams: PostgreSQL has it on the column, SQLite beside it."""

    lookup_name = "trigrams"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return str(connection.operators["contains"] % rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        phrase = '"{}"'.format(str(self.rhs).replace('"', '""'))
        sql = f"{table}.id IN (SELECT rowid FROM {TRIGRAMS} WHERE {TRIGRAMS} MATCH %s)"
        return sql, [phrase]
