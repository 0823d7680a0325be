"""What is wrong: for probes, for the page of operations, and for the alarm's own mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min, Q, Subquery
from django.db.models.functions import Coalesce

from actions.machine_troubles import find_machine_troubles
from actions.models import Dispatch, Heartbeat, InboxPlace, Message, Webhook
from actions.models.outbox import GONE
from actions.selectors import (
    INBOX,
    NO_LINE,
    NO_TLS,
    TICK,
    has_late_mail,
    has_undecided_mail,
    last_at,
)
from meetings.models import Document, Event, Passkey

# Three ticks missed is a scheduler that stands still, not a slow one.
TICKS_MISSED = 3
# For how long a mail that could not be sent is spoken of.
FAILED_LATELY = timedelta(days=2)
# So many final refusals, and no mail that arrived since: nobody lives there.
REFUSALS = 2

STANDS_STILL = "scheduler_stands_still"
LATE = "late_mail"
UNDECIDED = "undecided_mail"
FAILED = "failed_mail"
SUSPECT = "suspect_address"
INBOX_AWAY = "inbox_away"
LINE_AWAY = "mail_server_away"
LINE_UNSAFE = "mail_server_unsafe"
WEBHOOK_STOPPED = "webhook_stopped"
PASSKEY_STOPPED = "passkey_stopped"
# For how long the mail server may not be reached before somebody is told.
LINE_SILENT = timedelta(minutes=15)
# For how long the mailbox may not answer before somebody is told.
INBOX_SILENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SuspectAddress:
    email: str
    refusals: int
    last_error: str


def find_stops(*, now: datetime) -> dict[str, bool]:
    """Return what keeps mails from going out; where one is so, the site is not ready."""
    return {
        STANDS_STILL: scheduler_stands_still(now=now),
        LATE: has_late_mail(now=now),
        UNDECIDED: has_undecided_mail(now=now),
    }


def find_troubles(*, now: datetime) -> list[str]:
    """Return all that a person should look at."""
    found = [name for name, is_so in find_stops(now=now).items() if is_so]
    if last_failure(now=now):
        found.append(FAILED)
    if suspect_addresses():
        found.append(SUSPECT)
    found += line_troubles(now=now)
    if inbox_is_away(now=now):
        found.append(INBOX_AWAY)
    if Webhook.objects.stopped().exists():
        found.append(WEBHOOK_STOPPED)
    if Passkey.objects.stopped().exists():
        found.append(PASSKEY_STOPPED)
    return [*found, *find_machine_troubles(now=now)]


def line_troubles(*, now: datetime) -> list[str]:
    """Return what is wrong with the line to the mail server: it is away for long, or not safe."""
    signs = dict(Heartbeat.objects.filter(name__in=[NO_LINE, NO_TLS]).values_list("name", "at"))
    if NO_TLS in signs:
        return [LINE_UNSAFE]
    return [LINE_AWAY] if NO_LINE in signs and now - signs[NO_LINE] > LINE_SILENT else []


def inbox_is_away(*, now: datetime) -> bool:
    """Tell whether the mailbox that answers come into cannot be read for long."""
    if not settings.INBOX_HOST:
        return False
    last = last_at(INBOX) or InboxPlace.objects.aggregate(first=Min("tried_at"))["first"]
    return last is not None and now - last > INBOX_SILENT


def known_troubles(*, now: datetime) -> list[str]:
    """Return what was wrong when the scheduler last looked, and that it stands still: cheaply."""
    told = Dispatch.objects.filter(pk=Dispatch.ONLY).values_list("alarm", flat=True).first() or ""
    known = [name for name in told.partition(":")[0].split(",") if name]
    if scheduler_stands_still(now=now) and STANDS_STILL not in known:
        known.append(STANDS_STILL)
    return known


def scheduler_stands_still(*, now: datetime) -> bool:
    """Tell whether the scheduler has stopped, or never came though there is something to do."""
    # One that never ran is asked for from the first document on: before, nobody waits for it.
    oldest = Document.objects.order_by("uploaded_at").values("uploaded_at")[:1]
    seen = Coalesce(Max("at", filter=Q(name=TICK)), Subquery(oldest))
    last = Heartbeat.objects.aggregate(seen=seen)["seen"]
    limit = timedelta(seconds=TICKS_MISSED * max(settings.TICK_SECONDS, 60))
    return last is not None and now - last > limit


def last_failure(*, now: datetime) -> int | None:
    """Return the newest Event of a mail that could not be sent and stands so still."""
    failed = Message.objects.filter(
        state=Message.State.FAILED, day__gte=(now - FAILED_LATELY).date()
    )
    events = Event.objects.filter(
        subject=Event.Subject.MESSAGE, kind=Event.Kind.FAILED, subject_id__in=failed.values("pk")
    )
    newest: int | None = events.aggregate(newest=Max("pk"))["newest"]
    return newest


def suspect_addresses() -> list[SuspectAddress]:
    """Return the addresses that mail servers refused for good, or gave back, again and again."""
    # On trial it was another address that was refused.
    refused = Message.objects.filter(GONE, trial_email="").exclude(to_email="")
    rows = refused.order_by().values("to_email").annotate(count=Count("pk"), last=Max("error"))
    return [
        SuspectAddress(row["to_email"], row["count"], row["last"])
        for row in rows.filter(count__gte=REFUSALS).order_by("to_email")
    ]
