"""Whether files from whole folders are read just now: one row, changed by people alone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.user import User


class Intake(models.Model):
    """The intake of folders. `paused_at` is empty while it runs; `changed_by` and
    `changed_by_name` say who paused or resumed it last."""

    ONLY = 1

    paused_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("indlæsning")
        verbose_name_plural = _("indlæsning")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_intake")]

    def __str__(self) -> str:
        return str(_("på pause") if self.is_paused else _("i gang"))

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def changed_by_words(self) -> str:
        return str(self.changed_by) if self.changed_by else self.changed_by_name
