"""A sentence that promises, as the reader proposed it: a suggestion until a person decides."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.language import Grade
from meetings.models import AgendaItem, Person, PlannedMeeting, Unit, User

# The rule of what no rule has read: a person marked the words, or divided a suggestion.
BY_HAND = "by hand"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Adjectives for suggestions."""

    def undecided(self) -> Self:
        return self.filter(status=Commitment.Status.PROPOSED)

    def sure(self, grade: Grade) -> Self:
        """Those of the grade and surer ones."""
        return self.filter(confidence__gte=grade.least_confidence)

    def standing(self) -> Self:
        """What no rule, no corrected version and no person keeps off the page of review."""
        return self.exclude(status__in=Commitment.OFF)


class Commitment(models.Model):
    """A suggestion with its words, its reading and its reason.

    What the machine wrote stays here as it was; what a person decides stands on the ActionItem.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("forslag")
        ACCEPTED = "accepted", _("godkendt")
        REJECTED = "rejected", _("afvist")
        # By a house rule, not by a person; comes back with the reading that finds it again.
        WITHDRAWN = "withdrawn", _("holdt tilbage")
        # Read in a corrected version, until a person has decided on the difference.
        OFFERED = "offered", _("i en rettet udgave")
        DROPPED = "dropped", _("udgået")
        # By a person, in the course of a review: two stand for it, another one does, or none.
        SPLIT = "split", _("delt")
        MERGED = "merged", _("lagt sammen")
        UNMADE = "unmade", _("fortrudt")

    OFF = (
        Status.WITHDRAWN,
        Status.OFFERED,
        Status.DROPPED,
        Status.SPLIT,
        Status.MERGED,
        Status.UNMADE,
    )

    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="commitments"
    )
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # Tells apart two deliverables read out of the same words.
    ordinal = models.PositiveSmallIntegerField(default=0)
    page = models.PositiveIntegerField(null=True, blank=True)
    boxes = models.JSONField(default=list)
    task = models.TextField(_("opgave"))
    owner_text = models.CharField(max_length=300, blank=True)
    owner_name = models.CharField(max_length=300, blank=True)
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    owner_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    co_owners = models.JSONField(default=list)
    due_text = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    # The planned meeting that gave the day: "til næste udvalgsmøde".
    due_meeting = models.ForeignKey(
        PlannedMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_before = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=100, blank=True)
    condition = models.TextField(blank=True)
    confidence = models.FloatField()
    rule = models.CharField(max_length=100)
    because = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    rejected_because = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    # The one that stands for this one as well; both places stay lit.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # Counts the changes, so that nobody decides on something else than was on the screen.
    version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag")
        verbose_name_plural = _("forslag")
        ordering = ["agenda_item__meeting", "agenda_item__position", "start", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_item", "start", "end", "ordinal"], name="commitment_once"
            )
        ]

    def __str__(self) -> str:
        return self.task
