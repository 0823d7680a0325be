"""How often something was done lately, where all processes see it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCount(models.Model):
    """So many times under this name, until the moment when counting begins anew."""

    name = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("tæller")
        verbose_name_plural = _("tællere")

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"
