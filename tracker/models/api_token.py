"""A key by which a program comes in as its person, for a while and for a few things."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Adjectives for tokens."""

    def standing(self, *, now: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now, owner__is_active=True)


class ApiToken(models.Model):
    """What is kept of a token: enough to know it again, and nothing that lets anybody in.

    It never opens more than its person may see and do at the moment it is used.
    """

    class Scope(models.TextChoices):
        READ = "read", _("Læse dokumenter, møder, forslag, opgaver, mails og rapporter")
        WRITE_DOCUMENTS = "write-documents", _("Lægge filer ind")
        DECIDE = "decide", _("Godkende og afvise forslag")
        WRITE_ACTION_ITEMS = "write-action-items", _("Oprette, rette, besvare og afslutte opgaver")
        REGISTER = "register", _("Læse registret over personer, enheder og udvalg")

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("navn"), max_length=60)
    # The part of the token that is shown again, and by which the row is found.
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("nøgle til program")
        verbose_name_plural = _("nøgler til programmer")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_has_a_while"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_words(self) -> list[str]:
        return [str(label) for value, label in self.Scope.choices if value in self.scopes]
