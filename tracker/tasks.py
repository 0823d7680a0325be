"""The minute ticks: stopped documents are sent on, those who read by OCR say whether they can.

And the end of each road, that feeds the next.
"""

from __future__ import annotations

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from tracker import pipeline
from tracker.kept_answers import forget_old_answers
from tracker.ocr_sign import ocr_sign
from tracker.persondata.asking import reports_follow
from tracker.persondata.making import report_make
from tracker.rates import forget_old_counts
from tracker.retention.carrying_out import retention_work


@shared_task
def tick() -> None:
    now = timezone.now()
    forget_old_answers(now=now)
    forget_old_counts(now=now)
    # A login that is only begun leaves a session too.
    SessionStore.clear_expired()
    pipeline.feed(now=now)
    reports_follow(now=now)
    # Last: whatever is wrong with it stops nobody's file.
    retention_work(now=now)


@shared_task
def note_ocr() -> None:
    """Leave a sign of who hears the queue of OCR: only there it has to be installed."""
    ocr_sign(now=timezone.now())


@shared_task
def feed() -> None:
    pipeline.feed(now=timezone.now())


@shared_task
def make_person_report(report_id: int) -> None:
    report_make(report_id=report_id, now=timezone.now())
