"""The row is the queue and the record: what is due to be said, and the mails that say it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from actions.policy import ASSIGNED, EXTENSION_REFUSED, MANAGER, OWN, UNIT

# What the unit and the manager hear of somebody else's item.
ESCALATED = Q(step__startswith=f"{UNIT}-") | Q(step__startswith=f"{MANAGER}-")
CONFIDENTIAL = Q(action_item__is_closed=True) | Q(action_item__agenda_item__is_closed=True)
NEWS = Q(step=ASSIGNED) | Q(step__startswith=EXTENSION_REFUSED) | ESCALATED

# A mail server refused the address for good, or took the mail and gave it back.
GONE = Q(refused_at__isnull=False) | Q(bounced_at__isnull=False)


class MessageQuerySet(models.QuerySet["Message"]):
    """Adjectives for mails."""

    def unfinished(self) -> Self:
        return self.filter(state__in=[Message.State.PLANNED, Message.State.CLAIMED])

    def due(self, *, now: datetime) -> Self:
        """Those to send now, and those whose sender has gone silent."""
        return self.filter(
            Q(state=Message.State.PLANNED, next_at__lte=now)
            | Q(state=Message.State.CLAIMED, lease_until__lte=now)
        )

    def revivable(self) -> Self:
        """Those given up before anything was on the wire, for a reason that may have passed."""
        return self.filter(
            Q(state=Message.State.CANCELLED) | Q(state=Message.State.FAILED, attempts=0),
            transmitting_at__isnull=True,
        )


class Message(models.Model):
    """One mail to one recipient on one day, carrying one or more reminders.

    Its Message-ID is fixed when it is planned, so that a second delivery after a crash is
    recognised as the same mail.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", _("dagens mail")
        WEEKLY = "weekly", _("ugens overblik")
        # Of before the day's mails became one.
        ASSIGNMENT = "assignment", _("nye opgaver")
        REMINDER = "reminder", _("påmindelse")

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        CLAIMED = "claimed", _("sendes")
        SENT = "sent", _("sendt")
        FAILED = "failed", _("kunne ikke sendes")
        CANCELLED = "cancelled", _("annulleret")
        UNCERTAIN = "uncertain", _("uvist om sendt")

    # "person:12" or "unit:3": who it is for, also after the address has changed.
    recipient = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    day = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    to_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=40, blank=True)
    # Set just before the body goes on the wire, and cleared when the server refused it. On a row
    # that is not sent it means that nobody knows whether the mail arrived; the body is then fixed.
    transmitting_at = models.DateTimeField(null=True, blank=True)
    # The server has it; all that is left is to note it on the reminders, the items and the log.
    taken_at = models.DateTimeField(null=True, blank=True)
    # A person has said that a mail which may have arrived is to go out again.
    is_resend = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    # A mail server refused the address for good; cleared by a mail that arrives there.
    refused_at = models.DateTimeField(null=True, blank=True)
    # A mail server took it and gave it back, as the address is none; cleared by an answer from it.
    bounced_at = models.DateTimeField(null=True, blank=True)
    # Where the mail went instead, while mails were on trial.
    trial_email = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "day"], name="message_a_day_once"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(state="claimed"),
                name="message_taken_is_claimed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["planned", "claimed"]),
                name="message_to_send",
            ),
            # Addresses that are suspect: asked for before each mail.
            models.Index(fields=["to_email"], condition=GONE, name="message_gone"),
            # Who has had a mail today.
            models.Index(fields=["sent_at"], name="message_by_sent_at"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.kind} {self.day}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Adjectives for reminders."""

    def unsent(self) -> Self:
        return self.filter(state__in=[Reminder.State.PLANNED, Reminder.State.INCLUDED])

    def current(self) -> Self:
        """Those of open action items that still have the deadline and owner they were made for.

        Of an item that was closed meanwhile nothing is told to anybody but its owner.
        """
        return self.exclude(ESCALATED & CONFIDENTIAL).filter(
            action_item__status=ActionItem.Status.OPEN,
            deadline_version=F("action_item__deadline_version"),
        )

    def news(self) -> Self:
        """Those that tell of something new, and not only once more of what is known."""
        return self.filter(NEWS)

    def due(self, *, today: date) -> Self:
        """Those to be told today; where the owner put reminders off, only what is news."""
        put_off = Q(action_item__snoozed_until__gt=today)
        return (
            self.current()
            .filter(state=Reminder.State.PLANNED, due_on__lte=today)
            .filter(~put_off | NEWS | Q(step__startswith=OWN))
        )

    def locked(self) -> ReminderQuerySet:
        """The same rows, locked, as a question to be asked anew.

        Who waited for the lock has read rows and mails as they were before the other one moved
        them, so what decides is filtered on the result. In order of the key, lest two deadlock.
        """
        rows = self.select_for_update(of=("self",)).order_by("pk")
        return Reminder.objects.filter(pk__in=[row.pk for row in rows.only("pk")])


class Reminder(models.Model):
    """What an owner is to hear about an action item, and from which day."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        INCLUDED = "included", _("med i en mail")
        SENT = "sent", _("sendt")
        CANCELLED = "cancelled", _("annulleret")
        # By a person, who did not want it told: no change of plans brings it back.
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="reminders")
    # "assigned", "before-7", "before-1", "due", "late-5", "late-10" …, in working days.
    step = models.CharField(max_length=20)
    deadline_version = models.PositiveIntegerField()
    recipient = models.CharField(max_length=40)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders"
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("påmindelse")
        verbose_name_plural = _("påmindelser")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_item", "step", "deadline_version", "recipient"],
                name="reminder_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on", "recipient"],
                condition=Q(state="planned"),
                name="reminder_to_plan",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_item_id} {self.step} {self.due_on}"


class Heartbeat(models.Model):
    """When the scheduler last was here: where this grows old, no mail goes out."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("livstegn")
        verbose_name_plural = _("livstegn")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%d-%m-%Y %H:%M:%S}"
