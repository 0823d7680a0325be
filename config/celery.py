"""The worker and its schedule: one tick a minute; what is due is asked of the database."""

from __future__ import annotations

import os

# Celery installs its Django fixup (which drops dead database connections after a crash)
# only where this is set before the app is made.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery

app = Celery("folg_op", task_cls="meetings.traced:TracedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
