"""The minute tick that sends stopped documents on; it may run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker import pipeline


@shared_task
def tick() -> None:
    pipeline.resume(now=timezone.now())
