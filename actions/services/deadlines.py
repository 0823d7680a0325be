"""Which deadlines a person may set."""

from __future__ import annotations

from datetime import date

from actions.exceptions import DeadlineTooFarError
from actions.policy import latest_deadline


def refuse_far_deadline(deadline: date | None, *, today: date) -> None:
    """Raise DeadlineTooFarError for a day that can only be a slip of the pen."""
    latest = latest_deadline(today)
    if deadline and deadline > latest:
        raise DeadlineTooFarError(latest)
