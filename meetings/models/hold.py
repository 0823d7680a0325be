"""What must not be erased or made nameless for now, and why."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.document import Document
from meetings.models.meeting import Meeting
from meetings.models.register import Committee, Person
from meetings.models.user import User

SUBJECTS = ("document", "meeting", "committee", "person")


class HoldQuerySet(models.QuerySet["Hold"]):
    """Adjectives for holds."""

    def standing(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)


class Hold(models.Model):
    """A hold on one document, meeting, committee or person, and on all that hangs on it."""

    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="holds"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="holds"
    )
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="holds"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="holds"
    )
    reason = models.CharField(_("begrundelse"), max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_because = models.CharField(max_length=300, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("sletteforbud")
        verbose_name_plural = _("sletteforbud")
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, meeting=None, committee=None, person=None)
                | Q(document=None, meeting__isnull=False, committee=None, person=None)
                | Q(document=None, meeting=None, committee__isnull=False, person=None)
                | Q(document=None, meeting=None, committee=None, person__isnull=False),
                name="hold_on_one",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(lifted_at=None) & Q(**{f"{name}__isnull": False}),
                    name=f"hold_once_on_a_{name}",
                )
                for name in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"

    @property
    def subject(self) -> Document | Meeting | Committee | Person:
        """Return what is held."""
        found = self.document or self.meeting or self.committee or self.person
        assert found is not None
        return found
