"""The order of the key where a list is narrowed."""

from __future__ import annotations

from django.db.models import BigIntegerField, Func


class KeyAmong(Func):
    """The key of a row among those that a filter leaves.

    Sorted by the key as it is, the database walks all rows from the newest and hopes to meet the
    filter's soon: over a million that the filter does not want it meets none. By this it can only
    begin with the filter, by the indexes that hold both.
    """

    template = "(%(expressions)s + 0)"
    arity = 1
    output_field = BigIntegerField()
