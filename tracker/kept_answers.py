"""How long answers to calls with a key are kept: they hold words that may be closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.models import KeptAnswer

KEPT_FOR = timedelta(hours=48)


def forget_old_answers(*, now: datetime) -> None:
    KeptAnswer.objects.filter(created_at__lte=now - KEPT_FOR).delete()
