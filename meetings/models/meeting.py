"""The meeting whose minutes stand in a document, and its agenda items."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.document import Document
from meetings.models.register import Committee
from meetings.reading.closed import title_without_mark


class Meeting(models.Model):
    """A meeting as its minutes tell it."""

    class Review(models.TextChoices):
        OPEN = "open", _("til gennemgang")
        SENT = "sent", _("gennemgået og sendt")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="meetings")
    position = models.PositiveSmallIntegerField()
    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    title = models.CharField(_("titel"), max_length=300, blank=True)
    held_on = models.DateField(_("mødedato"), null=True, blank=True)
    date_source = models.CharField(max_length=20, blank=True)
    date_evidence = models.CharField(max_length=300, blank=True)
    starts_at = models.TimeField(_("begynder"), null=True, blank=True)
    ends_at = models.TimeField(_("slutter"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=300, blank=True)
    # Of the case in the records system that the meeting is filed under.
    case_number = models.CharField(
        _("sagsnummer i ESDH"), max_length=60, blank=True, default="", db_default=""
    )
    participants = models.JSONField(_("deltagere"), default=list, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    review = models.CharField(
        _("gennemgang"), max_length=10, choices=Review.choices, default=Review.OPEN
    )
    # A corrected version of minutes that were here already; it has its own file and places.
    version_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    # A meeting with much the same words, about which a person is asked.
    resembles = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="lookalikes"
    )
    # A person has said that this is a meeting of its own.
    is_distinct = models.BooleanField(default=False)
    # Its suggestions are to be read again from then on; how often that was tried.
    reread_at = models.DateTimeField(null=True, blank=True, db_index=True)
    reread_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["-held_on", "document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="meeting_place_once")
        ]

    def __str__(self) -> str:
        name = self.title or _("Møde")
        return f"{name} {self.held_on:%d-%m-%Y}" if self.held_on else f"{name} ({_('uden dato')})"


class AgendaItem(models.Model):
    """A point of the agenda as minuted."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("nummer"), max_length=20, blank=True)
    title = models.CharField(_("titel"), max_length=500, blank=True)
    is_closed = models.BooleanField(_("lukket punkt"), default=False)
    page = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # The minuted words without layout, a line a block, as copies and versions are compared.
    minuted = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("punkt")
        verbose_name_plural = _("punkter")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_item_place_once")
        ]

    def __str__(self) -> str:
        title = self.bare_title
        return f"{self.number}. {title}" if self.number else title or "–"

    @property
    def bare_title(self) -> str:
        """What it is about: whether it is closed is told beside it, not in it."""
        return title_without_mark(self.title, is_closed=self.is_closed)


class MinutesCopy(models.Model):
    """The minutes of a meeting that are here already, once more in another file."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="copies")
    position = models.PositiveSmallIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="copies")
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("genfundet referat")
        verbose_name_plural = _("genfundne referater")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="minutes_copy_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.document}"
