"""The minute tick that sends stopped documents on, and the end of each road that feeds the next."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker import pipeline


@shared_task
def tick() -> None:
    pipeline.feed(now=timezone.now())


@shared_task
def feed() -> None:
    pipeline.feed(now=timezone.now())
