"""An accepted commitment: somebody is to do something, and we see to it that it is kept."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.commitment import Commitment
from meetings.models import AgendaItem, Person, Unit, User


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Adjectives for action items; what depends on the day is asked with a day."""

    def unfinished(self) -> Self:
        return self.filter(status=ActionItem.Status.OPEN)

    def overdue(self, *, today: date) -> Self:
        return self.unfinished().filter(deadline__lt=today)

    def undated(self) -> Self:
        return self.unfinished().filter(deadline__isnull=True)


class ActionItem(models.Model):
    """What is to be done, by whom and by when, linked for ever to where it was said."""

    class Status(models.TextChoices):
        OPEN = "open", _("åben")
        DONE = "done", _("udført")
        CANCELLED = "cancelled", _("bortfaldet")

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="action_items"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="action_items"
    )
    task = models.TextField(_("opgave"))
    owner_person = models.ForeignKey(
        Person,
        verbose_name=_("ansvarlig"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    owner_unit = models.ForeignKey(
        Unit,
        verbose_name=_("ansvarlig enhed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    deadline = models.DateField(_("frist"), null=True, blank=True)
    # Counts the deadlines and owners there have been; reminders and mail links are bound to one.
    deadline_version = models.PositiveIntegerField(default=1)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    # Set when the secretary sends the meeting's action items; nothing is mailed before.
    assigned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaver")
        ordering = ["deadline", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=~Q(status="cancelled"),
                name="action_item_of_a_commitment_once",
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) | Q(owner_unit__isnull=True),
                name="action_item_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="action_item_closed_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"], condition=Q(status="open"), name="action_item_open_by_deadline"
            )
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def owner(self) -> Person | Unit | None:
        return self.owner_person or self.owner_unit

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def is_overdue(self, *, today: date) -> bool:
        return self.is_open and self.deadline is not None and self.deadline < today
