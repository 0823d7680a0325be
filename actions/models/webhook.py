"""Other systems that hear what becomes of action items, and each call to one of them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from actions.models.action_item import ActionItem
from meetings.models import User


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Adjectives for webhooks."""

    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def stopped(self) -> Self:
        """Those that we paused ourselves, as nothing came through."""
        return self.standing().filter(paused_at__isnull=False).exclude(paused_because="")

    def with_outcome(self) -> Self:
        """Add `last_state`: how the last call that came to an end, a trial too, ended."""
        return self.annotate(last_state=_last_state())

    def given_up(self) -> Self:
        """Those whose last call that came to an end was given up."""
        return self.alias(last_state=_last_state()).filter(last_state=WebhookCall.State.FAILED)


def _last_state() -> Subquery:
    ended = WebhookCall.objects.filter(
        webhook=OuterRef("pk"),
        state__in=[WebhookCall.State.DELIVERED, WebhookCall.State.FAILED],
    )
    return Subquery(ended.order_by("-pk").values("state")[:1])


class Webhook(models.Model):
    """An address that is called when something happens to an action item.

    The secret that signs its calls is made of the installation's key and a salt: the database
    alone holds none.
    """

    name = models.CharField(_("navn"), max_length=100)
    address = models.CharField(_("adresse"), max_length=1000)
    # Values of WebhookCall.Kind.
    kinds = models.JSONField(_("får besked om"), default=list)
    # What was late before is no news.
    late_from = models.DateTimeField()
    salt = models.CharField(max_length=40)
    # The secret before, which signs as well until then.
    former_salt = models.CharField(max_length=40, blank=True)
    former_until = models.DateTimeField(null=True, blank=True)
    # `paused_because` is empty where a person did it.
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.TextField(blank=True)
    # Since when nothing came through, and how many tries in a row; both end with one that does.
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    # One call is tried then; the others wait behind it.
    resting_until = models.DateTimeField(null=True, blank=True)
    # One worker at a time goes through its calls.
    busy_until = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("system, der kaldes")
        verbose_name_plural = _("systemer, der kaldes")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def kind_words(self) -> list[str]:
        return [str(kind.label) for kind in WebhookCall.Kind if kind in self.kinds]


class WebhookCallQuerySet(models.QuerySet["WebhookCall"]):
    """Adjectives for calls."""

    def due(self, *, now: datetime) -> Self:
        """Those to make now, and those whose worker has gone silent; trials go out in any case."""
        waiting = Q(state=WebhookCall.State.PLANNED, next_at__lte=now)
        abandoned = Q(state=WebhookCall.State.CALLING, lease_until__lte=now)
        rested = Q(webhook__resting_until__isnull=True) | Q(webhook__resting_until__lte=now)
        going = Q(webhook__paused_at__isnull=True) & rested
        return self.filter(
            waiting | abandoned,
            going | Q(kind=WebhookCall.Kind.TRIAL),
            webhook__removed_at__isnull=True,
        )


class WebhookCall(models.Model):
    """One call about one thing that happened; its `uid` is the same at each try.

    Its words are made anew at each try and never stored: an item closed meanwhile stays unsaid.
    """

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("godkendt")
        ANSWERED = "answered", _("besvaret")
        LATE = "late", _("overskredet")
        CLOSED = "closed", _("afsluttet")
        TRIAL = "trial", _("prøvekald")

    class State(models.TextChoices):
        PLANNED = "planned", _("venter")
        CALLING = "calling", _("kaldes nu")
        DELIVERED = "delivered", _("modtaget")
        FAILED = "failed", _("opgivet")
        CANCELLED = "cancelled", _("annulleret")

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="calls")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    action_item = models.ForeignKey(
        ActionItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The Event that it is about; of what is late, the deadline's version.
    occasion = models.PositiveBigIntegerField()
    # When it happened.
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=40, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = WebhookCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("kald")
        verbose_name_plural = _("kald")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "kind", "action_item", "occasion"], name="webhook_call_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["planned", "calling"]),
                name="webhook_call_to_make",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.kind} {self.action_item_id}"

    @property
    def may_be_repeated(self) -> bool:
        return self.state in {self.State.DELIVERED, self.State.FAILED}
