"""Who else is in on an action item: owners beside the accountable one, and what is said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from meetings.models import Person, Unit, User


class CoOwnerQuerySet(models.QuerySet["CoOwner"]):
    """Adjectives for co-owners."""

    def standing(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def end(self, *, now: datetime) -> int:
        return self.standing().update(ended_at=now)


class CoOwner(models.Model):
    """Somebody who does it together with the accountable owner: gets the mails, may answer.

    The accountable one stands on the action item, and is the one who is counted.
    """

    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="co_owners")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="co_owned"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="co_owned"
    )
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # The item that was merged into this one and whose owner this was.
    came_with = models.ForeignKey(
        ActionItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CoOwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("medansvarlig")
        verbose_name_plural = _("medansvarlige")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(unit__isnull=True), name="co_owner_is_one"
            ),
            models.UniqueConstraint(
                fields=["action_item", "person"],
                condition=Q(ended_at__isnull=True),
                name="co_owner_person_once",
            ),
            models.UniqueConstraint(
                fields=["action_item", "unit"],
                condition=Q(ended_at__isnull=True),
                name="co_owner_unit_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.owner)

    @property
    def owner(self) -> Person | Unit | None:
        return self.person or self.unit


class Comment(models.Model):
    """What somebody with access says of an action item to the others with access; no mail."""

    action_item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("kommentar"))
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField()
    # The form it was written in: sent twice, it is one comment.
    form_key = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:40]}"
