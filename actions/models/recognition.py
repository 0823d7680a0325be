"""An open action item met again in later minutes: perhaps answered, perhaps asked for anew."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from actions.models.commitment import Commitment
from meetings.models import AgendaItem, Document, User


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Adjectives for recognitions."""

    def waiting(self) -> Self:
        """Those that a person may still decide on: nothing else has settled the matter.

        What was said behind closed doors answers nothing that is open: it would show there.
        """
        is_open = Q(action_item__status=ActionItem.Status.OPEN)
        undecided = Q(commitment__isnull=True) | Q(commitment__status=Commitment.Status.PROPOSED)
        closed_item = Q(action_item__is_closed=True) | Q(action_item__agenda_item__is_closed=True)
        shut = AgendaItem.objects.filter(meeting__document=OuterRef("document_id"), is_closed=True)
        # A paper in the file may belong to whatever of it is closed.
        appendix = Q(agenda_item__isnull=True, document__mentions_closed=False) & ~Exists(shut)
        said = appendix | Q(agenda_item__is_closed=False) | closed_item
        return self.filter(is_open, undecided, said, decision=Recognition.Decision.NONE)

    def standing(self) -> Self:
        return self.exclude(decision=Recognition.Decision.LAPSED)


class Recognition(models.Model):
    """A proposal with its evidence; it changes nothing until a person has decided.

    `agenda_item` is where the words stand, null in an appendix. `commitment` is the suggestion that
    asks for the same once more, null where the words answer the item.
    """

    class Decision(models.TextChoices):
        NONE = "", _("mangler")
        TAKEN = "taken", _("brugt")
        REFUSED = "refused", _("afvist")
        # Committee or day of the meeting were corrected: it was looked through anew.
        LAPSED = "lapsed", _("faldet bort")

    action_item = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, related_name="recognitions"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recognitions")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="recognitions"
    )
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    said_on = models.DateField()
    # Which words agree, those of the item first.
    words = models.JSONField(default=list)
    # How much of the item came again, from 0 to 1.
    score = models.FloatField()
    found_at = models.DateTimeField()
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("genkendelse")
        verbose_name_plural = _("genkendelser")
        ordering = ["action_item", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_item", "document"],
                condition=Q(commitment__isnull=True) & ~Q(decision="lapsed"),
                name="recognition_of_an_answer_once",
            ),
            models.UniqueConstraint(
                fields=["action_item", "commitment"],
                condition=~Q(decision="lapsed"),
                name="recognition_of_a_repeat_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["action_item"], condition=Q(decision=""), name="recognition_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_item}: {self.quote}"

    @property
    def is_repeat(self) -> bool:
        return self.commitment_id is not None


class RecognisedDocument(models.Model):
    """That a document was looked through for open items; taken away, it is looked through again."""

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.CASCADE, related_name="recognised"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("gennemset dokument")
        verbose_name_plural = _("gennemsete dokumenter")

    def __str__(self) -> str:
        return str(self.document)
