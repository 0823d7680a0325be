"""What came into the mailbox: every mail is kept as it came, and stands in one visible state."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from actions.models.outbox import Message
from meetings.models import User


class InboxPlace(models.Model):
    """How far a folder of the mailbox is read: up to which number, under which count of numbers.

    `busy_until` is the lease of who reads it.
    """

    folder = models.CharField(max_length=200, unique=True)
    uid_validity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)
    busy_until = models.DateTimeField(null=True, blank=True)
    # The mail that stands in the way, for the server does not hand it out or the worker dies over
    # it, and at how many looks in a row.
    refused_uid = models.PositiveBigIntegerField(default=0, db_default=0)
    refusals = models.PositiveSmallIntegerField(default=0, db_default=0)
    # When it was first looked into: from then on it is missed where it does not answer.
    tried_at = models.DateTimeField()

    class Meta:
        verbose_name = _("postkasse")
        verbose_name_plural = _("postkasser")

    def __str__(self) -> str:
        return f"{self.folder} {self.last_uid}"


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    """Adjectives for mails that came in."""

    def waiting(self) -> Self:
        """Those that a person is to look at."""
        return self.filter(
            state__in=[IncomingMail.State.FILED, IncomingMail.State.ASIDE], settled_at__isnull=True
        )


class IncomingMail(models.Model):
    """A mail from outside: an answer, a machine's answer, or one of ours that came back."""

    class Nature(models.TextChoices):
        REPLY = "reply", _("svar")
        AUTOMATIC = "automatic", _("automatisk svar")
        BOUNCE = "bounce", _("kom retur")
        UNREADABLE = "unreadable", _("kunne ikke læses")

    class State(models.TextChoices):
        FILED = "filed", _("lagt på opgaven")
        ASIDE = "aside", _("venter på dig")
        NOTED = "noted", _("noteret")

    class Reason(models.TextChoices):
        """Why a person has to look."""

        NO_THREAD = "no_thread", _("Den svarer ikke på en mail fra os.")
        OTHER_SENDER = (
            "other_sender",
            _("Den kommer fra en anden adresse end den, vi skrev til."),
        )
        SEVERAL_ITEMS = (
            "several_items",
            _("Vores mail handlede om flere opgaver. Vælg, hvilken svaret hører til."),
        )
        NO_ITEM = "no_item", _("Vores mail handlede ikke om en enkelt opgave.")
        NOT_OWNER = "not_owner", _("Afsenderen har ikke længere opgaven.")
        EMPTY = "empty", _("Der er ingen ord i den ud over dem, vi selv skrev.")
        TOO_LARGE = "too_large", _("Den er for stor til at blive hentet. Læs den i postkassen.")
        REFUSED = "refused", _("Mailserveren udleverer den ikke. Læs den i postkassen.")
        RETURNED = (
            "returned",
            _("En mail er kommet retur, men vi kan ikke se, hvilken af vores det er. Læs den."),
        )
        UNREADABLE = "unreadable", _("Den kunne ikke læses. Åbn den, som den kom.")

    folder = models.CharField(max_length=200)
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    # Of its bytes: the same mail under another number, after the server counted anew.
    digest = models.CharField(max_length=64)
    header_id = models.CharField(max_length=202, blank=True)
    raw = models.FileField(upload_to="incoming")
    nature = models.CharField(max_length=10, choices=Nature.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    from_email = models.CharField(max_length=254, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    # Names of enclosed files that are not kept with the item, and what a mail server said.
    note = models.CharField(max_length=500, blank=True)
    # Ours, which it answers or brings back.
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="incoming"
    )
    action_item = models.ForeignKey(
        ActionItem, null=True, blank=True, on_delete=models.PROTECT, related_name="incoming"
    )
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    # When its period was over: where, when and of which kind it was is all that is left.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("indgående mail")
        verbose_name_plural = _("indgående mails")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "uid_validity", "uid"], name="incoming_mail_once"
            ),
            models.UniqueConstraint(
                fields=["header_id", "digest"], name="incoming_mail_of_its_bytes_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(settled_at__isnull=True, state__in=["filed", "aside"]),
                name="incoming_mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nature} {self.received_at:%d-%m-%Y %H:%M}"
