"""By which certificate a row went."""

from __future__ import annotations

from tracker.models.retention import DataClass, RetentionItem, RetentionRun


def erased_in(data_class: DataClass, row_id: int) -> RetentionRun | None:
    """Return the run that erased the row; None where another installation did."""
    gone = RetentionItem.objects.filter(
        run__data_class=data_class, row_id=row_id, state=RetentionItem.State.ERASED
    )
    item = gone.select_related("run").order_by("pk").last()
    return item.run if item else None
