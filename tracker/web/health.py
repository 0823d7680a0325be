"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actions.selectors import has_late_mail, has_undecided_mail, last_tick_at
from meetings.models import Document

# Three ticks missed is a scheduler that stands still, not a slow one.
TICKS_MISSED = 3
MIGRATED = "readyz-migrated"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where database, scheduler and mails are as they should be; else 503."""
    try:
        pending = _pending_migrations()
        body: dict[str, object] = {"database": True, "pending_migrations": pending}
        troubles = {} if pending else _troubles(now=timezone.now())
        ticked_at = None if pending else last_tick_at()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    ready = not pending and not any(troubles.values())
    body |= {**troubles, "last_tick": ticked_at.isoformat() if ticked_at else None}
    return JsonResponse({"ready": ready, **body}, status=200 if ready else 503)


def _troubles(*, now: datetime) -> dict[str, bool]:
    return {
        "scheduler_stands_still": _stands_still(now=now),
        "late_mail": has_late_mail(now=now),
        "undecided_mail": has_undecided_mail(now=now),
    }


def _pending_migrations() -> int:
    """Return how many migrations are missing; a database that was complete stays so."""
    if cache.get(MIGRATED):
        return 0
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not pending:
        cache.set(MIGRATED, value=True, timeout=None)
    return pending


def _stands_still(*, now: datetime) -> bool:
    """Tell whether the scheduler has stopped, or never came though there is something to do."""
    # One that never ran is asked for from the first document on: before, nobody waits for it.
    last = last_tick_at() or Document.objects.aggregate(first=Min("uploaded_at"))["first"]
    limit = timedelta(seconds=TICKS_MISSED * max(settings.TICK_SECONDS, 60))
    return last is not None and now - last > limit
