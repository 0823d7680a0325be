"""What comes back by the links of a mail: used links, and files that owners send along."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem


class UsedLink(models.Model):
    """A link that somebody has acted on: it does so once."""

    # The key itself is nowhere: who reads this table cannot answer for anybody.
    digest = models.CharField(max_length=64, unique=True)
    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="used_links")
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("brugt link")
        verbose_name_plural = _("brugte links")

    def __str__(self) -> str:
        return f"{self.action_item_id} {self.used_at:%d-%m-%Y %H:%M}"


class Attachment(models.Model):
    """A file that an owner sent along with the answer, kept as it came."""

    action_item = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, related_name="attachments"
    )
    # A name that nobody can guess; what it was called is `name`.
    file = models.FileField(upload_to="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("vedhæftet fil")
        verbose_name_plural = _("vedhæftede filer")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name
