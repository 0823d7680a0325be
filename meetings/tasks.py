"""Celery rings; the services do the work. Every task may run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from meetings.services.documents import document_read, document_read_scan


@shared_task
def read_document(document_id: int) -> None:
    document_read(document_id=document_id, now=timezone.now())


@shared_task
def read_scan(document_id: int) -> None:
    """Read by OCR, which may take half an hour and has a queue of its own."""
    document_read_scan(document_id=document_id, now=timezone.now())
