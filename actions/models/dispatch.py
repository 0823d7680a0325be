"""How mails leave the house just now: one row, changed by people and by what mail servers say."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import User


class Dispatch(models.Model):
    """Paused where `paused_at` is set; on trial where all mails go to `trial_email`."""

    ONLY = 1

    paused_at = models.DateTimeField(null=True, blank=True)
    trial_email = models.EmailField(_("prøveadresse"), blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    # The mail server wants fewer of us: until then one mail at a time.
    single_until = models.DateTimeField(null=True, blank=True)
    # What the administrator was told last, and when.
    alarm = models.CharField(max_length=200, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("udsendelse")
        verbose_name_plural = _("udsendelse")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_dispatch")]

    def __str__(self) -> str:
        return str(_("på pause") if self.paused_at else _("i gang"))

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    def is_single(self, *, now: datetime) -> bool:
        return self.single_until is not None and now < self.single_until
