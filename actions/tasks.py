"""Celery rings; the services do the work. Every task may run twice."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from actions.services.commitments import commitments_propose
from actions.services.heartbeat import heartbeat_note
from actions.services.messages import message_send, messages_due, messages_plan

logger = logging.getLogger(__name__)


@shared_task
def propose_commitments(document_id: int) -> None:
    commitments_propose(document_id=document_id, now=timezone.now())


@shared_task
def tick() -> None:
    """Plan what is due and ring for what is to be sent."""
    now = timezone.now()
    heartbeat_note(now=now)
    messages_plan(now=now)
    _ring(messages_due(now=now))


@shared_task
def send_message(message_id: int) -> None:
    message_send(message_id=message_id, now=timezone.now())


def _ring(message_ids: Iterable[int]) -> None:
    """Ring the bell. Where the broker is away the rows wait, and the next tick rings again."""
    try:
        for message_id in message_ids:
            send_message.delay(message_id)
    except (OperationalError, OSError) as error:
        logger.warning("The queue is away, the mails wait for the next tick: %s", error)
