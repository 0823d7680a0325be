"""How the follow-up paper for a meeting is set up: its texts, and what comes first."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.models import Committee, User


class PaperTemplate(models.Model):
    """The texts of the paper for one committee, or for all that have none of their own."""

    class Order(models.TextChoices):
        DELIVERED_FIRST = "delivered,late,open", _("Leveret, overskredet, åbent")
        LATE_FIRST = "late,open,delivered", _("Overskredet, åbent, leveret")
        OPEN_LAST = "late,delivered,open", _("Overskredet, leveret, åbent")
        OPEN_FIRST = "open,late,delivered", _("Åbent, overskredet, leveret")

    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    title = models.CharField(_("titel"), max_length=200)
    intro = models.TextField(_("indledning"), blank=True)
    delivered_heading = models.CharField(_("overskrift: leveret"), max_length=200)
    late_heading = models.CharField(_("overskrift: overskredet"), max_length=200)
    open_heading = models.CharField(_("overskrift: åbent"), max_length=200)
    closing = models.TextField(_("afslutning"), blank=True)
    order = models.CharField(
        _("rækkefølge"), max_length=30, choices=Order.choices, default=Order.DELIVERED_FIRST
    )
    # Counts the changes, so that nobody writes over what another just wrote.
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("skabelon for mødepapir")
        verbose_name_plural = _("skabeloner for mødepapirer")
        constraints = [
            models.UniqueConstraint(Coalesce("committee", 0), name="paper_template_once"),
        ]

    def __str__(self) -> str:
        return self.title
