"""What a corrected version of minutes changes for the suggestions, and what a person decided."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.commitment import Commitment
from meetings.models import Meeting, User


class DifferenceQuerySet(models.QuerySet["Difference"]):
    """Adjectives for differences."""

    def undecided(self) -> Self:
        return self.filter(decision=Difference.Decision.NONE)


class Difference(models.Model):
    """A suggestion that a corrected version added, changed or no longer has.

    `old` is what stood before and `new` what the version says; both where words were changed.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("tilføjet")
        CHANGED = "changed", _("ændret")
        VANISHED = "vanished", _("udgået")

    class Decision(models.TextChoices):
        NONE = "", _("mangler")
        NEW = "new", _("det nye bruges")
        OLD = "old", _("det gamle beholdes")
        LAPSED = "lapsed", _("afløst af en nyere udgave")

    version = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    old = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="changed_in"
    )
    new = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("forskel")
        verbose_name_plural = _("forskelle")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "old"], name="difference_of_an_old_once"),
            models.UniqueConstraint(fields=["version", "new"], name="difference_of_a_new_once"),
            models.CheckConstraint(
                condition=Q(kind="added", old__isnull=True, new__isnull=False)
                | Q(kind="changed", old__isnull=False, new__isnull=False)
                | Q(kind="vanished", old__isnull=False, new__isnull=True),
                name="difference_has_its_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.new or self.old}"
