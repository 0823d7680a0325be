"""A row whose content was erased when its time was over: the log shows that it was, no more."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """A row whose content is gone: its Events up to then are shown with when, who and what.

    `subject` is that of the row, or the one kind of Event that is shown so ("replied").
    """

    subject = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("sletning efter frist")
        verbose_name_plural = _("sletninger efter frist")
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id"], name="erasure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
