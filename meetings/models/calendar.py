"""What a deadline can hang on: meetings to come, and days the municipality has a name for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.calendar_file import FIRST_YEAR, LAST_YEAR, LONGEST_PERIOD
from meetings.models.register import Committee


def due_day() -> Coalesce:
    """Return, for each planned meeting, when what was to be ready for it is to be ready now.

    That is the day of the first of its parts that is held; where none is, that of the committee's
    next meeting; null where none is planned.
    """
    held = PlannedMeeting.objects.filter(is_cancelled=False).order_by("held_on")
    parts = held.filter(Q(pk=OuterRef("pk")) | Q(split_from=OuterRef("pk")))
    later = held.filter(committee=OuterRef("committee"), held_on__gt=OuterRef("held_on"))
    days = (Subquery(rows.values("held_on")[:1]) for rows in (parts, later))
    return Coalesce(*days, output_field=models.DateField())


class PlannedMeeting(models.Model):
    """A meeting that a committee means to hold; one called off stays, and counts no more."""

    committee = models.ForeignKey(
        Committee,
        verbose_name=_("udvalg"),
        on_delete=models.PROTECT,
        related_name="planned_meetings",
    )
    held_on = models.DateField(_("mødedato"))
    place = models.CharField(_("sted"), max_length=300, blank=True)
    # Of the case in the records system, which the meeting has from the day its minutes come in.
    case_number = models.CharField(
        _("sagsnummer i ESDH"), max_length=60, blank=True, default="", db_default=""
    )
    is_cancelled = models.BooleanField(_("aflyst"), default=False)
    # The meeting of which this one is a further part.
    split_from = models.ForeignKey(
        "self",
        verbose_name=_("del af"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    # What another calendar calls it, by which it is known again on another day.
    uid = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("planlagt møde")
        verbose_name_plural = _("mødeplan")
        ordering = ["held_on", "committee__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "held_on"], name="planned_meeting_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee.name} {self.held_on:%d-%m-%Y}"


class CalendarPeriod(models.Model):
    """Days with a name that deadlines use: sommerferien, budgetseminaret, skolestart."""

    name = models.CharField(
        _("navn"),
        max_length=100,
        help_text=_("Som det står i referater: sommerferien, efterårsferien, budgetseminaret."),
    )
    first_day = models.DateField(_("første dag"))
    last_day = models.DateField(_("sidste dag"))
    is_yearly = models.BooleanField(
        _("hvert år"),
        default=False,
        help_text=_("Dagene gælder i alle år, hvor der ikke står andet."),
    )
    is_quiet = models.BooleanField(
        _("stille dage"),
        default=False,
        help_text=_(
            "Der sendes ingen mails, og dagene tæller ikke som arbejdsdage. "
            "Det gælder for eksempel industriferien."
        ),
    )

    class Meta:
        verbose_name = _("ferie eller mærkedag")
        verbose_name_plural = _("ferier og mærkedage")
        ordering = ["first_day", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="calendar_period_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["name", "first_day"], name="calendar_period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%d-%m-%Y}"

    def days(self, *, years: int) -> Iterator[date]:
        """Yield each of its days, of a yearly one those of the years to come as well."""
        length = (self.last_day - self.first_day).days + 1
        last_year = min(self.first_day.year + (years if self.is_yearly else 1), MAXYEAR + 1)
        for year in range(self.first_day.year, last_year):
            first = _in_year(self.first_day, year)
            left = (date.max - first).days + 1
            yield from (first + timedelta(days=number) for number in range(min(length, left)))

    def clean(self) -> None:
        super().clean()
        if not self.first_day or not self.last_day:
            return
        if self.last_day < self.first_day:
            raise ValidationError({"last_day": _("Sidste dag ligger før første dag.")})
        if (self.last_day - self.first_day).days >= LONGEST_PERIOD:
            words = _("Dagene varer mere end et år. Er årstallet rigtigt?")
            raise ValidationError({"last_day": words})
        if not FIRST_YEAR <= self.first_day.year <= LAST_YEAR:
            raise ValidationError({"first_day": _("Er årstallet rigtigt?")})


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
