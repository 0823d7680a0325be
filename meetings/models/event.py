"""The log: every change of state as a row that is written once and never again."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.chain import event_digest
from meetings.models.masking import is_erased, masked
from meetings.models.user import User
from meetings.origin import asking_address, asking_request


class DigestField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """Filled in as the row is written, so that no way of writing one goes around it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 (Django's)
        assert isinstance(model_instance, Event)
        model_instance.digest = model_instance.content_digest
        return str(model_instance.digest)


class Event(models.Model):
    """Who did what to which row, when, from what to what.

    It stands with the meetings, leftmost, because documents and the register change there too
    and everything to the right may write it.
    """

    class Subject(models.TextChoices):
        DOCUMENT = "document", _("dokument")
        MEETING = "meeting", _("møde")
        COMMITMENT = "commitment", _("forslag")
        ACTION_ITEM = "action_item", _("opgave")
        MESSAGE = "message", _("mail")
        REGISTER = "register", _("register")
        HOUSE_RULE = "house_rule", _("husregel")
        INTAKE = "intake", _("indlæsning")
        DISPATCH = "dispatch", _("udsendelse")
        USER = "user", _("bruger")
        LOG = "log", _("log")
        INCOMING = "incoming", _("indgående mail")
        WEBHOOK = "webhook", _("kald til andre systemer")

    class Kind(models.TextChoices):
        UPLOADED = "uploaded", _("lagt ind")
        READ = "read", _("læst")
        READY = "ready", _("klar til gennemgang")
        REFUSED = "refused", _("kunne ikke læses")
        RETRIED = "retried", _("læses igen")
        HELD = "held", _("afventer viruskontrol")
        PAUSED = "paused", _("sat på pause")
        RESUMED = "resumed", _("genoptaget")
        CORRECTED = "corrected", _("rettet")
        ACCEPTED = "accepted", _("godkendt")
        REJECTED = "rejected", _("afvist")
        REOPENED = "reopened", _("genåbnet")
        CREATED = "created", _("oprettet")
        ENTERED = "entered", _("oprettet i hånden")
        CHANGED = "changed", _("ændret")
        ANSWERED = "answered", _("meldt udført")
        ANSWER_ACCEPTED = "answer_accepted", _("svar godkendt")
        ANSWER_RETURNED = "answer_returned", _("svar sendt tilbage")
        CANCELLED = "cancelled", _("bortfaldet")
        NOTED = "noted", _("status")
        EXTENDED = "extended", _("frist udskudt")
        FOLLOWED = "followed", _("frist flyttet med mødet")
        STRANDED = "stranded", _("mødet er aflyst")
        BOUND = "bound", _("frist bundet til mødet")
        UNBOUND = "unbound", _("frist løst fra mødet")
        EXTENSION_ASKED = "extension_asked", _("beder om ny frist")
        EXTENSION_REFUSED = "extension_refused", _("ny frist afslået")
        DECLINED = "declined", _("returneret: ikke min")
        SNOOZED = "snoozed", _("påmindelser flyttet")
        HANDED_OVER = "handed_over", _("overdraget")
        TAKEN = "taken", _("taget fra indbakken")
        GIVEN_BACK = "given_back", _("lagt tilbage i indbakken")
        SHARED = "shared", _("medansvarlige ændret")
        MERGED = "merged", _("lagt sammen")
        SEPARATED = "separated", _("skilt ad igen")
        COMMENTED = "commented", _("kommenteret")
        REPLIED = "replied", _("svar på mail")
        RETURNED = "returned", _("kom retur")
        PUT_ASIDE = "put_aside", _("lagt væk")
        ESCALATED = "escalated", _("meldt videre")
        RENEWED = "renewed", _("næste gang oprettet")
        SENT = "sent", _("sendt")
        RESENT = "resent", _("sendes igen")
        FAILED = "failed", _("kunne ikke sendes")
        UNCERTAIN = "uncertain", _("uvist om sendt")
        IMPORTED = "imported", _("indlæst")
        WITHDRAWN = "withdrawn", _("trukket tilbage")
        RESTORED = "restored", _("sat i kraft igen")
        LEARNED = "learned", _("lært")
        COPIED = "copied", _("ligger her allerede")
        VERSIONED = "versioned", _("rettet udgave lagt ind")
        RESEMBLED = "resembled", _("ligner et andet møde")
        JOINED = "joined", _("samme møde")
        PARTED = "parted", _("et andet møde")
        PROPOSED = "proposed", _("foreslået")
        KEPT = "kept", _("beholdt")
        SPLIT = "split", _("delt i to")
        MARKED = "marked", _("markeret på siden")
        UNMADE = "unmade", _("fortrudt")
        VIEWED = "viewed", _("set")
        EXPORTED = "exported", _("hentet")
        LOGGED_IN = "logged_in", _("logget ind")
        LOGIN_REFUSED = "login_refused", _("login afvist")
        HOLD_SET = "hold_set", _("må ikke slettes")
        HOLD_LIFTED = "hold_lifted", _("må slettes igen")
        PSEUDONYMISED = "pseudonymised", _("gjort navnløs")
        ERASED = "erased", _("slettet efter frist")

    at = models.DateTimeField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    subject_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    # Who acted where nobody was logged in: "mail-link, Anna Holm", "systemet".
    by_name = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    # From where: the request that asked for it, and the address of the network it came from.
    request_id = models.CharField(max_length=36, blank=True, default=asking_request, db_default="")
    address = models.CharField(max_length=45, blank=True, default=asking_address, db_default="")
    digest = DigestField(max_length=64, blank=True, editable=False, db_default="")

    # Looking and taking along changes nothing: it stands in the log, not in the life of a row.
    LOOKS = (Kind.VIEWED, Kind.EXPORTED)

    # What names somebody, and is shown without the names that were taken away since.
    NAMING = ("by_name", "changes", "note")
    # What stands in the row, where it was read from one.
    written: dict[str, Any]

    class Meta:
        verbose_name = _("hændelse")
        verbose_name_plural = _("hændelser")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subject", "subject_id", "at"], name="event_of_a_row")]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.subject_id}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("An Event is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An Event is never deleted.")

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **more: Any) -> Self:
        """Read a row; the names that were taken away are so wherever an Event is shown."""
        event = super().from_db(db, field_names, values, **more)
        event.written = {
            name: event.__dict__[name] for name in cls.NAMING if name in event.__dict__
        }
        is_gone = event._is_erased()
        for name, value in event.written.items():
            event.__dict__[name] = type(value)() if is_gone else masked(value)
        return event

    def _is_erased(self) -> bool:
        known = self.__dict__
        if not {"subject", "subject_id", "at"} <= known.keys():
            return False
        row, at = known["subject_id"], known["at"]
        # The words of a mail stand in its item's log, and go when the mail goes.
        is_reply = known.get("kind") == self.Kind.REPLIED
        return is_erased(known["subject"], row, at) or (
            is_reply and is_erased(self.Kind.REPLIED, row, at)
        )

    def _written(self, name: str) -> Any:
        """Return what stands in the row, which is what is sealed."""
        kept = self.__dict__.get("written", {})
        return kept[name] if name in kept else getattr(self, name)

    @property
    def content_digest(self) -> str:
        """Return what the digest must be, by what stands in the row."""
        return event_digest(
            at=self.at,
            subject=self.subject,
            subject_id=self.subject_id,
            kind=self.kind,
            by_id=self.by_id,
            by_name=self._written("by_name"),
            changes=self._written("changes"),
            note=str(self._written("note")),
            request_id=self.request_id,
            address=self.address,
        )


class Seal(models.Model):
    """An Event's place in the chain: written by the database alone, as the transaction ends.

    `link` holds the digest of the Event and the link before it; none can be taken out or changed
    without a break in all that follow.
    """

    event = models.OneToOneField(
        Event, primary_key=True, on_delete=models.PROTECT, db_constraint=False, related_name="seal"
    )
    # Nothing only inside the transaction that writes the Event.
    number = models.PositiveBigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("segl")
        verbose_name_plural = _("segl")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.link[:12]}"
