"""What is stored about a person, gathered by a worker for the administrator who asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import Person, User


class PersonReport(models.Model):
    """One gathering: who asked, how far it is, and whether its files are still there."""

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        MAKING = "making", _("er i gang")
        READY = "ready", _("klar")
        FAILED = "failed", _("kunne ikke laves")
        REMOVED = "removed", _("slettet igen")

    UNFINISHED = (State.WAITING, State.MAKING)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # By the worker that has it, renewed while it lives.
    taken_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tables_done = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rapport om en person")
        verbose_name_plural = _("rapporter om personer")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "asked_by"],
                condition=models.Q(state__in=["waiting", "making"]),
                name="person_report_one_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_state_display()}"
