"""What an owner says beside "done": a later deadline, or that it is somebody else's."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from meetings.models import Person, PlannedMeeting, Unit, User


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Adjectives for extensions."""

    def waiting(self) -> Self:
        """Those that a manager or secretary is to decide on: the item still as it was then."""
        return self.filter(
            state=Extension.State.WAITING,
            action_item__status=ActionItem.Status.OPEN,
            action_item__deadline_version=models.F("deadline_version"),
        )


class Extension(models.Model):
    """A later deadline that an owner took, or asked for, and why."""

    class State(models.TextChoices):
        GRANTED = "granted", _("givet")
        WAITING = "waiting", _("venter på svar")
        REFUSED = "refused", _("afslået")
        UNDONE = "undone", _("fortrudt")

    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="postponed")
    # The deadline it was asked on; on a later one the question is void.
    deadline_version = models.PositiveIntegerField()
    was = models.DateField(_("frist før"), null=True, blank=True)
    deadline = models.DateField(_("ny frist"))
    # The meeting that the deadline before followed, for who takes the new one back.
    was_bound_to = models.ForeignKey(
        PlannedMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    was_bound_on = models.DateField(null=True, blank=True)
    reason = models.TextField(_("begrundelse"))
    state = models.CharField(max_length=10, choices=State.choices)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    decision = models.TextField(_("begrundelse for svaret"), blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udsættelse")
        verbose_name_plural = _("udsættelser")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_item", "deadline_version"],
                condition=Q(state="waiting"),
                name="extension_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_item_id} {self.deadline}"


class DeclineQuerySet(models.QuerySet["Decline"]):
    """Adjectives for declines."""

    def unsettled(self) -> Self:
        return self.filter(settled_at__isnull=True, action_item__status=ActionItem.Status.OPEN)


class Decline(models.Model):
    """An owner said "not mine": who it was, whose it is perhaps, and why."""

    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="declines")
    deadline_version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    suggestion = models.CharField(_("rette ansvarlige"), max_length=200, blank=True)
    reason = models.TextField(_("begrundelse"))
    declined_at = models.DateTimeField()
    declined_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeclineQuerySet.as_manager()

    class Meta:
        verbose_name = _("returnering")
        verbose_name_plural = _("returneringer")
        ordering = ["declined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_item", "deadline_version"], name="decline_of_a_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_item_id} {self.declined_by}"
