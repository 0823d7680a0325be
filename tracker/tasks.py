"""The minute tick that sends stopped documents on, and the end of each road that feeds the next."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker import pipeline
from tracker.kept_answers import forget_old_answers
from tracker.ocr_sign import ocr_sign
from tracker.rates import forget_old_counts


@shared_task
def tick() -> None:
    now = timezone.now()
    forget_old_answers(now=now)
    forget_old_counts(now=now)
    pipeline.feed(now=now)
    ocr_sign(now=now)


@shared_task
def feed() -> None:
    pipeline.feed(now=timezone.now())
