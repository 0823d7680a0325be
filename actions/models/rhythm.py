"""What the municipality has settled about when owners are reminded."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from actions.policy import Rhythm, ScopedRhythm
from meetings.models import Committee, User


class ReminderRhythmQuerySet(models.QuerySet["ReminderRhythm"]):
    """Adjectives for rhythms."""

    def standing(self) -> Self:
        """Those that hold, and that nobody has replaced."""
        return self.filter(withdrawn_at__isnull=True)

    def unapplied(self) -> Self:
        """Those by which the reminders ahead have not been planned anew yet."""
        return self.filter(applied_at__isnull=True)


class ReminderRhythm(models.Model):
    """A rhythm for everything, a committee, a priority or both. What changes is a new row."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    priority = models.CharField(
        _("prioritet"), max_length=10, choices=ActionItem.Priority.choices, blank=True
    )
    # In working days, most first; 0 is the day of the deadline.
    days_before = models.JSONField(_("arbejdsdage før fristen"), default=list, blank=True)
    days_between_late = models.PositiveSmallIntegerField(_("arbejdsdage mellem rykkere"))
    # Working days late after which the unit's inbox and the manager hear of it; 0 is never.
    unit_after = models.PositiveSmallIntegerField(_("til enheden efter"), default=10)
    manager_after = models.PositiveSmallIntegerField(_("til lederen efter"), default=15)
    # Days of the calendar in which nobody has done anything: then it is silent.
    silent_after = models.PositiveSmallIntegerField(_("stille efter"), default=14)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # How far the reminders ahead have been planned anew since the row was made or withdrawn.
    applied_to = models.PositiveBigIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderRhythmQuerySet.as_manager()

    class Meta:
        verbose_name = _("rykkerrytme")
        verbose_name_plural = _("rykkerrytmer")
        ordering = ["committee__name", "priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("committee", 0),
                "priority",
                condition=Q(withdrawn_at__isnull=True),
                name="reminder_rhythm_once",
            )
        ]

    def __str__(self) -> str:
        committee = self.committee.name if self.committee else _("alle udvalg")
        return f"{committee}, {self.get_priority_display()}" if self.priority else str(committee)

    @property
    def value(self) -> ScopedRhythm:
        rhythm = Rhythm(
            tuple(self.days_before),
            self.days_between_late,
            self.unit_after,
            self.manager_after,
            self.silent_after,
        )
        return ScopedRhythm(rhythm, committee=self.committee_id, priority=self.priority)
