"""A list as somebody wants to find it again: its address, under a name."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Committee, User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Adjectives for saved views."""

    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)


class SavedView(models.Model):
    """What a list is narrowed to; of the rows in it each sees what the user may see anyway."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(_("navn"), max_length=60)
    # What stands behind the question mark of the list's address.
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(_("delt med holdet"), default=False)
    # Whose secretaries see it while it is shared; null for those who take care of all committees.
    committee = models.ForeignKey(
        Committee,
        verbose_name=_("udvalg"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_default = models.BooleanField(_("vises først"), default=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("gemt visning")
        verbose_name_plural = _("gemte visninger")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(removed_at__isnull=True),
                name="saved_view_name_once",
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(removed_at__isnull=True, is_default=True),
                name="saved_view_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
