"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actions.selectors import last_tick_at
from actions.troubles import find_stops

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
        troubles = {} if pending else find_stops(now=timezone.now())
        ticked_at = None if pending else last_tick_at()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    ready = not pending and not any(troubles.values())
    body |= {**troubles, "last_tick": ticked_at.isoformat() if ticked_at else None}
    return JsonResponse({"ready": ready, **body}, status=200 if ready else 503)


def _pending_migrations() -> int:
    """Return how many migrations are missing; a database that was complete stays so."""
    if cache.get(MIGRATED):
        return 0
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not pending:
        cache.set(MIGRATED, value=True, timeout=None)
    return pending
