"""How long what is kept, and each time that something was erased because its time was over."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.models import Committee, User


class DataClass(models.TextChoices):
    """What has a period of its own."""

    MAIL_TEXTS = "mail_texts", _("Tekster i afsendte mails")
    SUGGESTIONS = "suggestions", _("Afviste forslag: egne ord og begrundelser")
    ATTACHMENTS = "attachments", _("Filer, der kom med svar på afsluttede opgaver")
    INCOMING_MAILS = "incoming_mails", _("Mails, der er kommet ind og er afgjort")
    ORIGINALS = "originals", _("Referaternes filer, når alt fra dem er afsluttet")
    ITEMS = "items", _("Afsluttede opgaver: tekst, svar og kommentarer")


class RetentionRule(models.Model):
    """For how many years a class of data is kept in a committee, or in all, and by what right."""

    data_class = models.CharField(_("data"), max_length=20, choices=DataClass.choices)
    committee = models.ForeignKey(
        Committee,
        verbose_name=_("udvalg"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    legal_basis = models.CharField(_("hjemmel"), max_length=300)
    years = models.PositiveSmallIntegerField(_("år"))
    is_on = models.BooleanField(_("i brug"), default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("slettefrist")
        verbose_name_plural = _("slettefrister")
        constraints = [
            models.UniqueConstraint(
                "data_class", Coalesce("committee", 0), name="retention_rule_once"
            ),
            models.CheckConstraint(condition=models.Q(years__gte=1), name="retention_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_data_class_display()}, {self.committee or _('alle udvalg')}"


class RetentionRun(models.Model):
    """One list of what would go, who approved it, and what went; the rule as it was then."""

    class State(models.TextChoices):
        WAITING = "waiting", _("venter på godkendelse")
        APPROVED = "approved", _("slettes")
        DONE = "done", _("udført")
        WITHDRAWN = "withdrawn", _("trukket tilbage")

    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="runs")
    data_class = models.CharField(max_length=20, choices=DataClass.choices)
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.CharField(max_length=300)
    years = models.PositiveSmallIntegerField()
    # What ended before this day has had its time.
    before = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("sletning")
        verbose_name_plural = _("sletninger")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")),
                name="retention_takes_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "done"])
                | models.Q(approved_by__isnull=False),
                name="retention_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_data_class_display()}"


class RetentionItem(models.Model):
    """One row on such a list. `file` is what must still be taken out of the folder of files."""

    class State(models.TextChoices):
        LISTED = "listed", _("på listen")
        ERASED = "erased", _("slettet")
        SPARED = "spared", _("bevaret")

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="items")
    row_id = models.PositiveBigIntegerField()
    ended_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTED)
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("række i en sletning")
        verbose_name_plural = _("rækker i sletninger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "row_id"], name="retention_item_once")
        ]
        indexes = [models.Index(fields=["run", "state"], name="retention_item_state")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.row_id}"
