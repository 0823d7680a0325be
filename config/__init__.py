"""How Følg op is wired. Celery's app is made on import, so that its Django fixup is installed."""

from __future__ import annotations

from config.celery import app as celery_app

__all__ = ["celery_app"]
