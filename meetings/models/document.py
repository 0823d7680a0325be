"""The file that came in, and its pages as they were read."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.register import Committee
from meetings.models.user import User


def stored_name(document: Document, filename: str) -> str:
    """Return a name that nobody can guess and that says nothing of the file's own name."""
    return f"documents/{uuid.uuid4().hex}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by how far they are; each is in exactly one of these."""

    def waiting(self) -> DocumentQuerySet:
        return self.filter(_UNDER_WAY, taken_at__isnull=True).exclude(_HELD)

    def in_hand(self) -> DocumentQuerySet:
        return self.filter(_UNDER_WAY, taken_at__isnull=False).exclude(_HELD)

    def held(self) -> DocumentQuerySet:
        return self.filter(_UNDER_WAY & _HELD)

    def for_ocr(self) -> DocumentQuerySet:
        return self.filter(_FOR_OCR)

    def not_for_ocr(self) -> DocumentQuerySet:
        return self.exclude(_FOR_OCR)

    def ready(self) -> DocumentQuerySet:
        return self.filter(stage="ready")

    def rejected(self) -> DocumentQuerySet:
        return self.filter(stage="rejected")

    def with_original(self) -> DocumentQuerySet:
        """Those whose file is here still: others cannot be read again."""
        return self.filter(original_erased_at__isnull=True)


_UNDER_WAY = Q(stage__in=("received", "read"))
_HELD = Q(scan="held")
_FOR_OCR = Q(stage="received", is_scanned=True)


class Document(models.Model):
    """A file of minutes. The original is kept whatever becomes of the reading, for its period."""

    class Stage(models.TextChoices):
        RECEIVED = "received", _("i kø")
        READ = "read", _("læst, forslag findes")
        READY = "ready", _("klar til gennemgang")
        REJECTED = "rejected", _("kunne ikke læses")

    class Scan(models.TextChoices):
        """What the virus scanner said; nothing where there is none."""

        NONE = "", _("ikke kontrolleret")
        CLEAN = "clean", _("fri for virus")
        HELD = "held", _("afventer viruskontrol")
        INFECTED = "infected", _("virus fundet")

    name = models.CharField(_("filnavn"), max_length=300)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("størrelse i bytes"))
    file = models.FileField(upload_to=stored_name)
    # When its period was over: what was read from it stays, the file and its pictures are gone.
    original_erased_at = models.DateTimeField(_("original slettet"), null=True, blank=True)
    committee = models.ForeignKey(
        Committee, verbose_name=_("udvalg"), null=True, blank=True, on_delete=models.PROTECT
    )
    uploaded_by = models.ForeignKey(
        User, verbose_name=_("lagt ind af"), null=True, blank=True, on_delete=models.PROTECT
    )
    uploaded_at = models.DateTimeField(_("lagt ind"))
    stage = models.CharField(
        _("status"), max_length=20, choices=Stage.choices, default=Stage.RECEIVED
    )
    scan = models.CharField(
        _("viruskontrol"), max_length=10, choices=Scan.choices, default=Scan.NONE, blank=True
    )
    # Came with a whole folder: files that a person waits for are read before it.
    is_bulk = models.BooleanField(default=False)
    # Has pages that only OCR reads, as the first look found: those have a queue of their own.
    is_scanned = models.BooleanField(default=False, db_default=False)
    # When the queue was last told of it; a bell that nobody hears is rung again.
    rung_at = models.DateTimeField(null=True, blank=True)
    # A worker takes the document for a while; one that dies leaves it to the next.
    taken_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How far a scan is while it is read: pages done, of so many.
    pages_done = models.PositiveIntegerField(null=True, blank=True)
    pages_all = models.PositiveIntegerField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True)
    # Whether the words "lukket punkt" or the like stand anywhere in the file.
    mentions_closed = models.BooleanField(default=False)
    text_source = models.CharField(max_length=20, blank=True)
    # Many of its words may be misread: a bad scan, or letters that an engine destroyed.
    is_doubtful = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            # The tick looks for documents that stopped on the road.
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(stage__in=["received", "read"]),
                name="document_under_way",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Page(models.Model):
    """A page with the places of its words: [start, end, x0, top, x1, bottom] each, in points."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    source = models.CharField(max_length=20)
    words = models.JSONField(default=list)

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sider")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="page_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.document}, side {self.number}"
