"""Celery rings; the services do the work. Every task may run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from meetings.services.documents import document_read


@shared_task
def read_document(document_id: int) -> None:
    document_read(document_id=document_id, now=timezone.now())
