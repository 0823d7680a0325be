"""Celery rings; the services do the work. Every task may run twice."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from threading import Semaphore

from celery import shared_task
from django.utils import timezone

from actions.models import HouseRule, ReminderRhythm
from actions.services.alarms import alarm_check
from actions.services.escalation import rungs_plan
from actions.services.heartbeat import heartbeat_note
from actions.services.incoming import inbox_poll
from actions.services.meeting_bound import deadlines_follow
from actions.services.messages import (
    messages_due,
    messages_plan,
    messages_send,
    weekly_plan,
)
from actions.services.messages.claiming import BATCH
from actions.services.recognising import documents_recognise, documents_to_recognise
from actions.services.rereads import house_rules_apply, meetings_to_reread
from actions.services.rhythms import rhythms_apply
from actions.services.search import search_follow, search_is_behind
from actions.services.suggestions import commitments_propose
from actions.services.webhooks import late_note, webhook_call, webhooks_due
from meetings.bell import ring

# How many mails a worker sends at a time, each on a line of its own, and for how long in one go: a
# worker that is to stop has fifteen seconds.
LINES_A_WORKER = 2
LINES = Semaphore(LINES_A_WORKER)
SEND_SECONDS = 8.0
# More bells than this at once help nobody: each rings for the next.
BELLS = 8


@shared_task
def propose_commitments(document_id: int) -> None:
    commitments_propose(document_id=document_id, now=timezone.now())
    ring_for_search()
    ring_for_recognising()


@shared_task
def apply_house_rules() -> None:
    """Read again what waits for it: by a new house rule, or as its meeting was corrected."""
    house_rules_apply(now=timezone.now())


@shared_task
def apply_rhythms() -> None:
    """Plan reminders anew, a batch of them, where their rhythm has changed."""
    rhythms_apply(now=timezone.now())


@shared_task
def check_alarm() -> None:
    """Tell the administrator where mails stand still."""
    alarm_check(now=timezone.now())


@shared_task
def poll_inbox() -> None:
    """Keep what has come into the mailbox."""
    inbox_poll(now=timezone.now())


@shared_task
def tick() -> None:
    """Plan what is due and ring for what is to be sent, and for what is to be read again."""
    now = timezone.now()
    heartbeat_note(now=now)
    deadlines_follow(now=now)
    rungs_plan(now=now)
    messages_plan(now=now)
    weekly_plan(now=now)
    ring_for_mails(now=now)
    ring_for_alarm()
    if search_is_behind():
        ring_for_search()
    if HouseRule.objects.unapplied().exists() or meetings_to_reread(now=now).exists():
        ring_for_house_rules()
    if ReminderRhythm.objects.unapplied().exists():
        ring_for_rhythms()
    late_note(now=now)
    for webhook_id in webhooks_due(now=now):
        ring_for_webhook(webhook_id)
    if documents_to_recognise().exists():
        ring_for_recognising()


@shared_task
def follow_search() -> None:
    """Take up the words of what is new or changed."""
    search_follow()


@shared_task
def call_webhook(webhook_id: int) -> None:
    """Tell another system what has happened."""
    webhook_call(webhook_id=webhook_id, clock=timezone.now)


def ring_for_webhook(webhook_id: int) -> None:
    ring(call_webhook.si(webhook_id), waiting="the calls wait")


@shared_task
def recognise() -> None:
    """Look for open items in what was read, by the words as they are now."""
    search_follow()
    documents_recognise(now=timezone.now())


def ring_for_recognising() -> None:
    ring(recognise.si(), waiting="nobody looks for answers in the minutes")


def ring_for_search() -> None:
    ring(follow_search.si(), waiting="the search is behind")


def ring_for_alarm() -> None:
    ring(check_alarm.si(), waiting="nobody looks after the mails")


def ring_for_rhythms() -> None:
    ring(apply_rhythms.si(), waiting="the rhythms wait")


def ring_for_house_rules() -> None:
    ring(apply_house_rules.si(), waiting="the house rules wait")


# Acknowledged as it begins: a bell that is lost is rung again, and a queue that goes away meanwhile
# finds nothing in hand that it would have to put back.
@shared_task(acks_late=False)
def send_messages() -> None:
    """Send what is due, for a while and on one of a worker's few lines: others want its threads."""
    if not LINES.acquire(blocking=False):
        return
    try:
        is_moving = messages_send(clock=timezone.now, seconds=SEND_SECONDS)
    finally:
        LINES.release()
    # Asked after the line was let go: who came meanwhile and found none free has gone home.
    if is_moving:
        ring_for_mails(now=timezone.now(), at_most=1)


def ring_for_mails(*, now: datetime, at_most: int = BELLS) -> None:
    """Ring once for each batch that is due, until the queue is away."""
    batches = ceil(len(messages_due(now=now)) / BATCH)
    for _batch in range(min(batches, at_most)):
        if not ring(send_messages.si(), waiting="the mails wait"):
            return
