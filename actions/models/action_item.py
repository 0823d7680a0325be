"""An accepted commitment: somebody is to do something, and we see to it that it is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from actions.models.commitment import Commitment
from actions.models.keys import KeyAmong
from meetings.models import AgendaItem, Committee, Meeting, Person, PlannedMeeting, Unit, User

# Neither closed itself nor said behind closed doors.
PUBLIC = Q(is_closed=False) & (Q(agenda_item__isnull=True) | Q(agenda_item__is_closed=False))
# One question and not two: each by itself is true of many, and the database would multiply them.
UNOWNED = Q(
    IsNull(Coalesce("owner_person", "owner_unit", output_field=models.BigIntegerField()), True)  # noqa: FBT003 (Django's signature)
)


def silent_since(moment: datetime) -> Q:
    """Cover those with their owner in which nobody has done anything since then."""
    untouched = Q(moved_at__lt=moment) | Q(moved_at__isnull=True, created_at__lt=moment)
    return untouched & Q(status="open", assigned_at__lt=moment)


def filed_as(case_number: str) -> Q:
    """Cover those filed under the case, by their own number or by that of their meeting."""
    own = Q(case_number__iexact=case_number)
    return own | Q(case_number="", agenda_item__meeting__case_number__iexact=case_number)


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Adjectives for action items; what depends on the day is asked with a day."""

    def unfinished(self) -> Self:
        return self.filter(status=ActionItem.Status.OPEN)

    def answered(self) -> Self:
        return self.filter(status=ActionItem.Status.ANSWERED)

    def overdue(self, *, today: date) -> Self:
        return self.unfinished().filter(deadline__lt=today)

    def undated(self) -> Self:
        # By the key of lists, which has an index with the status; no deadline is that day.
        return self.unfinished().filter(deadline_key=date.max)

    def stranded(self) -> Self:
        """Those whose deadline hung on a meeting that is off, with none planned after it."""
        return self.unfinished().filter(bound_to__isnull=False, bound_on__isnull=True)

    def owned(self) -> Self:
        return self.filter(Q(owner_person__isnull=False) | Q(owner_unit__isnull=False))

    def confidential(self) -> Self:
        """Those whose words are for the few: closed themselves, or said behind closed doors."""
        return self.filter(Q(is_closed=True) | Q(agenda_item__is_closed=True))

    def public(self) -> Self:
        return self.filter(PUBLIC)

    def with_filed_number(self) -> Self:
        """Tell of each, as `filed_number`, what `filed_under` does."""
        own, of_meeting = NullIf("case_number", Value("")), "agenda_item__meeting__case_number"
        return self.annotate(filed_number=Coalesce(own, of_meeting, Value("")))


class ActionItem(models.Model):
    """What is to be done, by whom and by when, linked for ever to where it was said.

    One made by hand has no suggestion, and perhaps no agenda item: then it belongs to its committee
    alone. `committee` and `promised_on` follow the meeting where there is one.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("åben")
        # The owner has answered; whether that is enough is the secretary's to say.
        ANSWERED = "answered", _("besvaret")
        DONE = "done", _("udført")
        CANCELLED = "cancelled", _("bortfaldet")

    class Priority(models.TextChoices):
        NORMAL = "normal", _("almindelig")
        URGENT = "urgent", _("haster")

    class Recurrence(models.TextChoices):
        MONTHLY = "monthly", _("hver måned")
        QUARTERLY = "quarterly", _("hvert kvartal")
        HALF_YEARLY = "half-yearly", _("to gange om året")
        YEARLY = "yearly", _("hvert år")

    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="action_items"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="action_items"
    )
    committee = models.ForeignKey(
        Committee,
        verbose_name=_("udvalg"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    promised_on = models.DateField(_("lovet den"), null=True, blank=True)
    # Closed by itself; whether it was said behind closed doors stands on the agenda item.
    is_closed = models.BooleanField(_("lukket"), default=False)
    task = models.TextField(_("opgave"))
    # What it is about in the words of who made it by hand, where no minutes say it.
    background = models.TextField(_("baggrund"), blank=True)
    # `filed_under`, where `with_filed_number` fetched it along.
    filed_number: str
    # Of its own case in the records system; without one it is filed under that of its meeting.
    case_number = models.CharField(
        _("sagsnummer i ESDH"), max_length=60, blank=True, default="", db_default=""
    )
    # The form it was made with: sent twice, it makes one.
    form_key = models.CharField(max_length=40, null=True, blank=True, unique=True)
    owner_person = models.ForeignKey(
        Person,
        verbose_name=_("ansvarlig"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    owner_unit = models.ForeignKey(
        Unit,
        verbose_name=_("ansvarlig enhed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    deadline = models.DateField(_("frist"), null=True, blank=True)
    # The deadline, and the last day there is where none is set: lists are turned by it.
    deadline_key = models.GeneratedField(
        expression=Coalesce("deadline", Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    # The planned meeting that the deadline was read from, until a person sets another, and the day
    # it gave; null where the meeting is off and nobody has said what holds instead.
    bound_to = models.ForeignKey(
        PlannedMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bound_on = models.DateField(null=True, blank=True)
    # Counts the deadlines and owners there have been; reminders and mail links are bound to one.
    deadline_version = models.PositiveIntegerField(default=1)
    # How often the deadline was put off.
    extensions = models.PositiveSmallIntegerField(_("udsættelser"), default=0)
    priority = models.CharField(
        _("prioritet"), max_length=10, choices=Priority.choices, default=Priority.NORMAL
    )
    # The owner's own: a further day to be reminded on, and a while to be left in peace.
    remind_on = models.DateField(_("egen påmindelse"), null=True, blank=True)
    snoozed_until = models.DateField(_("udsat til"), null=True, blank=True)
    # When somebody last did something about it, null where nobody has since it was made.
    moved_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    # Set when the secretary sends the meeting's action items; nothing is mailed before.
    assigned_at = models.DateTimeField(null=True, blank=True)
    # The other item that this one lapsed in favour of.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # Closed, it makes the next one, which knows of which it is the next.
    recurrence = models.CharField(
        _("gentages"), max_length=12, choices=Recurrence.choices, blank=True
    )
    renewal_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewal"
    )
    # The unit from whose inbox its owner took it.
    taken_from = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # What an answer that was sent back lacked, until there is a new one.
    returned_because = models.TextField(_("mangler"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaver")
        ordering = ["deadline", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                # One that comes again and again has the same words each time.
                condition=~Q(status="cancelled") & Q(renewal_of__isnull=True),
                name="action_item_of_a_commitment_once",
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) | Q(owner_unit__isnull=True),
                name="action_item_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "answered"], closed_at__isnull=True)
                | Q(status__in=["done", "cancelled"], closed_at__isnull=False),
                name="action_item_closed_has_a_time",
            ),
        ]
        indexes = [
            # What a list is narrowed to, in the orders in which it is turned.
            models.Index(fields=["deadline_key", "id"], name="action_item_by_deadline"),
            models.Index(fields=["status", "deadline_key", "id"], name="action_item_by_status"),
            models.Index(F("status"), KeyAmong("id"), name="action_item_status_key"),
            models.Index(F("committee"), KeyAmong("id"), name="action_item_committee_key"),
            models.Index(
                fields=["committee", "status", "deadline_key", "id"],
                name="action_item_by_committee",
            ),
            models.Index(
                fields=["committee", "deadline_key", "id"], name="action_item_of_committee"
            ),
            models.Index(
                fields=["owner_person", "deadline_key", "id"], name="action_item_by_person"
            ),
            models.Index(fields=["owner_unit", "deadline_key", "id"], name="action_item_by_unit"),
            models.Index(
                fields=["deadline_key", "id"],
                condition=UNOWNED,
                name="action_item_unowned",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=False),
                name="action_item_by_closed",
            ),
            models.Index(
                fields=["deadline"], condition=Q(status="open"), name="action_item_open_by_deadline"
            ),
            # Those late with the few who want no reminders: asked for at each tick.
            models.Index(
                fields=["owner_person", "deadline"],
                condition=Q(status="open"),
                name="action_item_open_of_person",
            ),
            models.Index(
                fields=["moved_at"], condition=Q(status="open"), name="action_item_open_by_moved"
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def owner(self) -> Person | Unit | None:
        return self.owner_person or self.owner_unit

    @property
    def is_stranded(self) -> bool:
        return self.is_open and self.bound_to_id is not None and self.bound_on is None

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_answered(self) -> bool:
        return self.status == self.Status.ANSWERED

    @property
    def is_ended(self) -> bool:
        return self.status in {self.Status.DONE, self.Status.CANCELLED}

    @property
    def is_confidential(self) -> bool:
        return self.is_closed or (self.agenda_item is not None and self.agenda_item.is_closed)

    @property
    def meeting(self) -> Meeting | None:
        return self.agenda_item.meeting if self.agenda_item else None

    @property
    def filed_under(self) -> str:
        """Return the number of the case in the records system, if one is given."""
        return self.case_number or (self.meeting.case_number if self.meeting else "")

    @property
    def quote(self) -> str:
        return self.commitment.quote if self.commitment else ""

    @property
    def page(self) -> int | None:
        return self.commitment.page if self.commitment else None

    def is_overdue(self, *, today: date) -> bool:
        return self.is_open and self.deadline is not None and self.deadline < today
