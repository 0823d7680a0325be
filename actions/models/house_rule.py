"""What a municipality has settled about its own words: never a promise, or always one."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from actions.language.house_rules import HouseRuleValue, rules_for
from meetings.models import Committee, Meeting, User


class HouseRuleQuerySet(models.QuerySet["HouseRule"]):
    """Adjectives for house rules."""

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def unapplied(self) -> Self:
        """Those by which the waiting suggestions have not been read again yet."""
        return self.exclude(applied_version=F("version"))

    def values_for(self, meeting: Meeting) -> tuple[HouseRuleValue, ...]:
        """Return what the reader is told of the rules that hold for the meeting's minutes."""
        return self.values_on(committee=meeting.committee, day=meeting.held_on)

    def values_on(
        self, *, committee: Committee | None, day: date | None
    ) -> tuple[HouseRuleValue, ...]:
        values = [rule.value for rule in self.standing().select_related("committee")]
        return rules_for(values, committee=committee.name if committee else None, day=day)


class HouseRule(models.Model):
    """A phrase with who settled on it, when and why. It is withdrawn, never deleted."""

    class Kind(models.TextChoices):
        NEVER = "never", _("aldrig et løfte")
        ALWAYS = "always", _("altid et løfte")

    kind = models.CharField(_("betydning"), max_length=10, choices=Kind.choices)
    phrase = models.CharField(_("vending"), max_length=200)
    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    valid_from = models.DateField(_("gyldig fra"), null=True, blank=True)
    valid_to = models.DateField(_("gyldig til"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Counts what the rule has said; the reader catches up until it has applied the last of them.
    version = models.PositiveIntegerField(default=1)
    applied_version = models.PositiveIntegerField(default=0)

    objects = HouseRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("husregel")
        verbose_name_plural = _("husregler")
        ordering = ["phrase", "pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "phrase",
                Coalesce("committee", 0),
                condition=Q(withdrawn_at__isnull=True),
                name="house_rule_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="house_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase

    @property
    def value(self) -> HouseRuleValue:
        return HouseRuleValue(
            kind="never" if self.kind == self.Kind.NEVER else "always",
            phrase=self.phrase,
            committee=self.committee.name if self.committee else None,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )
