"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actions.selectors import last_tick_at

# Three ticks missed is a scheduler that stands still, not a slow one.
TICKS_MISSED = 3


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where the database answers, is migrated, and the scheduler ticks; else 503."""
    try:
        pending = _pending_migrations()
        ticked_at = None if pending else last_tick_at()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    ready = not pending and not _stands_still(ticked_at, now=timezone.now())
    body = {
        "ready": ready,
        "database": True,
        "pending_migrations": pending,
        "last_tick": ticked_at.isoformat() if ticked_at else None,
    }
    return JsonResponse(body, status=200 if ready else 503)


def _pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _stands_still(ticked_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether the scheduler has stopped; one that never ran may be about to."""
    limit = timedelta(seconds=TICKS_MISSED * max(settings.TICK_SECONDS, 60))
    return ticked_at is not None and now - ticked_at > limit
