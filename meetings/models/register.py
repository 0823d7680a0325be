"""The register: who decides, who works where, and what they are called when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Committee(models.Model):
    """Any deciding body: byråd, udvalg, chefteam."""

    name = models.CharField(_("navn"), max_length=200, unique=True)
    short_name = models.CharField(_("forkortelse"), max_length=40, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_closed_by_default = models.BooleanField(
        _("punkter er lukkede, når intet andet står"), default=False
    )
    closes_on_answer = models.BooleanField(
        _("svar afslutter opgaven uden sekretærens godkendelse"), default=False
    )

    class Meta:
        verbose_name = _("udvalg")
        verbose_name_plural = _("udvalg")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An administrative unit: forvaltning, center, afdeling, sekretariat."""

    name = models.CharField(_("navn"), max_length=200, unique=True)
    abbreviation = models.CharField(_("forkortelse"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("hører til"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    manager = models.ForeignKey(
        "meetings.Person",
        verbose_name=_("leder"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="manages",
    )
    email = models.EmailField(_("fællespostkasse"), blank=True)
    valid_from = models.DateField(_("gyldig fra"), null=True, blank=True)
    valid_to = models.DateField(_("gyldig til"), null=True, blank=True)

    class Meta:
        verbose_name = _("enhed")
        verbose_name_plural = _("enheder")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent and self.parent.lies_in(self):
            reason = _("Enheden kan ikke høre til %(parent)s, som selv ligger under den.")
            raise ValidationError({"parent": reason % {"parent": self.parent}})
        _refuse_days_turned(self.valid_from, self.valid_to)

    def lies_in(self, top: Self) -> bool:
        """Tell whether the unit is `top` or lies anywhere below it."""
        seen: set[int] = set()
        unit: Unit | None = self
        while unit and unit.pk not in seen:
            if unit.pk == top.pk:
                return True
            seen.add(unit.pk)
            unit = unit.parent
        return False


class Person(models.Model):
    """Somebody named in minutes or given work; may have no login."""

    class Language(models.TextChoices):
        DANISH = "da", _("dansk")
        ENGLISH = "en", _("engelsk")

    name = models.CharField(_("navn"), max_length=200)
    initials = models.CharField(_("initialer"), max_length=20, blank=True)
    title = models.CharField(_("titel"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("enhed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    language = models.CharField(
        _("sprog i mails"), max_length=2, choices=Language.choices, default=Language.DANISH
    )
    # Without them there still comes a mail about what is new or changed.
    wants_reminders = models.BooleanField(_("vil have påmindelser"), default=True)
    # The secret part of the address at which the person's deadlines can be subscribed to.
    calendar_key = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="person_email_once"
            ),
            models.UniqueConstraint(
                fields=["calendar_key"],
                condition=~Q(calendar_key=""),
                name="person_calendar_key_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.initials})" if self.initials else self.name


class AliasQuerySet(models.QuerySet["Alias"]):
    """Adjectives for aliases."""

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Alias(models.Model):
    """Another name for a unit or a person, with the days on which it was used."""

    text = models.CharField(_("betegnelse"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("enhed"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="aliases",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="aliases",
    )
    valid_from = models.DateField(_("gyldig fra"), null=True, blank=True)
    valid_to = models.DateField(_("gyldig til"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True, editable=False)

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliaser")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, person__isnull=False)
                | Q(unit__isnull=False, person__isnull=True),
                name="alias_stands_for_one",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        _refuse_days_turned(self.valid_from, self.valid_to)


def _refuse_days_turned(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise ValidationError({"valid_to": _("Den sidste dag ligger før den første.")})


class ClosingDay(models.Model):
    """A day on which the municipality is closed though it is no public holiday."""

    day = models.DateField(_("dag"), unique=True)
    name = models.CharField(_("navn"), max_length=100)

    class Meta:
        verbose_name = _("lukkedag")
        verbose_name_plural = _("lukkedage")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}"


class OpenDay(models.Model):
    """A day of the year on which municipalities are usually closed and this one is not."""

    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("åben dag")
        verbose_name_plural = _("åbne dage")
        constraints = [models.UniqueConstraint(fields=["month", "day"], name="open_day_once")]

    def __str__(self) -> str:
        return f"{self.day:02}-{self.month:02}"
