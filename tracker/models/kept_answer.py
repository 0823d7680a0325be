"""The answer to a call that made something, kept for the case that the program asks again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import User


class KeptAnswer(models.Model):
    """What one person's call with a key led to; the same call again gets the same answer."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    # Of what was asked for, so that a key is not used for something else.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("gemt svar")
        verbose_name_plural = _("gemte svar")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="kept_answer_key_once")]

    def __str__(self) -> str:
        return self.key
