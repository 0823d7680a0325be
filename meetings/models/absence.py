"""When somebody is away, and who stands in."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.register import Person


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Adjectives for absences."""

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> Self:
        return self.standing().filter(first_day__lte=day, last_day__gte=day)


class Absence(models.Model):
    """Days on which a person is away. Without a stand-in the unit's inbox is written to."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="absences"
    )
    stand_in = models.ForeignKey(
        Person,
        verbose_name=_("stedfortræder"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in",
    )
    first_day = models.DateField(_("første dag"))
    last_day = models.DateField(_("sidste dag"))
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("fravær")
        verbose_name_plural = _("fravær")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("person")),
                name="nobody_stands_in_for_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name} {self.first_day:%d-%m-%Y} – {self.last_day:%d-%m-%Y}"
