"""Who has a meeting open: kept for moments, so that two people see each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting
from meetings.models.user import User

# The page tells every half a minute that it is open; without scripts each page asked for does.
LIFETIME = timedelta(minutes=3)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Adjectives for presences."""

    def standing(self, *, now: datetime) -> Self:
        return self.filter(seen_at__gt=now - LIFETIME)

    def expired(self, *, now: datetime) -> Self:
        return self.filter(seen_at__lte=now - LIFETIME)


class Presence(models.Model):
    """When somebody who decides on a meeting was last seen on its page.

    It says nothing of the meeting and holds nobody back, so no Event tells of it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilstedeværelse")
        verbose_name_plural = _("tilstedeværelser")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.meeting}"
