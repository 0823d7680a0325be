"""Which tables can hold a person, and what of each is told; and which cannot, and why.

Columns are read from the models themselves: one that is added is told and searched without a word
here. A new model must be given its place here, or the suite fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions import models as actions
from meetings import models as meetings
from tracker import models as tracker

REGISTER = _("Registret")
LOGIN = _("Login og adgang")
MINUTES = _("Dokumenter og referater")
ITEMS = _("Forslag og opgaver")
MAILS = _("Mails")
LOG = _("Log")

CLOSED_ITEM = "action_item__is_closed"
TEXTS = (models.CharField, models.TextField, models.JSONField)


@dataclass(frozen=True, slots=True)
class Told:
    """A table that can hold a person.

    `secrets` are columns of which only is told that they hold something; `derived` hold no words
    of their own; of `long` ones only the places with the person's words are told. `through` leads
    to the person or login where no column of the table does; `keys` hold a recipient's key.
    `minutes` are the minutes' own words, which stand as they are when a person is made nameless.
    `closed` leads to whether the row is of a closed item.
    """

    model: type[models.Model]
    group: str | Promise
    secrets: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def columns(self) -> list[Any]:
        return [one for one in self.model._meta.concrete_fields if not one.generated]

    @property
    def searched(self) -> list[str]:
        """Return the columns that words are looked for in."""
        left_out = {*self.secrets, *self.derived, *self.keys}
        return [
            one.name
            for one in self.columns
            if isinstance(one, TEXTS) and not one.choices and one.name not in left_out
        ]

    def leading_to(self, model: type[models.Model]) -> list[str]:
        """Return the lookups from a row here to one of `model`: a Person or a User."""
        own = [one.name for one in self.columns if one.related_model is model]
        return [*own, *(path for path in self.through if _end_of(self.model, path) is model)]


def _end_of(model: Any, path: str) -> Any:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


TOLD = (
    Told(meetings.Person, REGISTER, secrets=("calendar_key",)),
    Told(meetings.Alias, REGISTER),
    Told(meetings.Unit, REGISTER),
    Told(meetings.Absence, REGISTER),
    Told(meetings.Committee, REGISTER),
    Told(meetings.PlannedMeeting, REGISTER),
    Told(meetings.ClosingDay, REGISTER),
    Told(meetings.CalendarPeriod, REGISTER),
    Told(meetings.User, LOGIN, secrets=("password",)),
    Told(meetings.Role, LOGIN),
    Told(meetings.Identity, LOGIN),
    Told(TOTPDevice, LOGIN, secrets=("key",)),
    Told(StaticDevice, LOGIN),
    Told(StaticToken, LOGIN, secrets=("token",), through=("device__user",)),
    Told(meetings.Passkey, LOGIN, secrets=("public_key", "credential_id")),
    Told(tracker.ApiToken, LOGIN, secrets=("digest", "prefix")),
    Told(tracker.SavedView, LOGIN),
    Told(tracker.KeptAnswer, LOGIN, derived=("fingerprint",)),
    Told(meetings.Presence, LOGIN),
    Told(LogEntry, LOG),
    Told(
        meetings.Document,
        MINUTES,
        secrets=("file",),
        derived=("sha256",),
        long=("text",),
        minutes=("text",),
        closed=("mentions_closed",),
    ),
    Told(meetings.Meeting, MINUTES, minutes=("title", "date_evidence", "place", "participants")),
    Told(
        meetings.AgendaItem,
        MINUTES,
        minutes=("title", "minuted"),
        derived=("fingerprint",),
        closed=("is_closed",),
    ),
    Told(
        actions.Commitment,
        ITEMS,
        minutes=(
            "quote",
            "owner_text",
            "owner_name",
            "co_owners",
            "due_text",
            "condition",
            "because",
        ),
        derived=("boxes",),
        closed=("agenda_item__is_closed",),
    ),
    Told(
        actions.ActionItem,
        ITEMS,
        derived=("form_key",),
        closed=("is_closed", "agenda_item__is_closed"),
    ),
    Told(actions.CoOwner, ITEMS, closed=(CLOSED_ITEM,)),
    Told(actions.Comment, ITEMS, derived=("form_key",), closed=(CLOSED_ITEM,)),
    Told(actions.Attachment, ITEMS, secrets=("file",), closed=(CLOSED_ITEM,)),
    Told(actions.Extension, ITEMS, closed=(CLOSED_ITEM,)),
    Told(actions.Decline, ITEMS, closed=(CLOSED_ITEM,)),
    Told(
        actions.Recognition,
        ITEMS,
        minutes=("quote", "words"),
        closed=(CLOSED_ITEM, "agenda_item__is_closed"),
    ),
    Told(actions.Difference, ITEMS),
    Told(actions.HouseRule, ITEMS),
    Told(actions.PaperTemplate, ITEMS),
    Told(actions.ReminderRhythm, ITEMS),
    Told(actions.Reminder, MAILS, keys=("recipient",), closed=(CLOSED_ITEM,)),
    # The links of a mail act for whoever has them; the text says the same without them.
    Told(
        actions.Message,
        MAILS,
        secrets=("html", "token"),
        keys=("recipient",),
        derived=("message_id",),
    ),
    Told(actions.IncomingMail, MAILS, secrets=("raw",), derived=("digest",), closed=(CLOSED_ITEM,)),
    Told(actions.Dispatch, MAILS),
    Told(meetings.Hold, LOG),
    Told(tracker.PersonReport, LOG),
    Told(tracker.RetentionRule, LOG),
    Told(tracker.RetentionRun, LOG, derived=("digest",)),
    Told(meetings.Intake, LOG),
    Told(actions.Webhook, LOG, secrets=("salt", "former_salt", "address")),
    Told(actions.WebhookCall, LOG, secrets=("token",), closed=(CLOSED_ITEM,)),
    Told(meetings.Pseudonym, LOG, secrets=("code",)),
    Told(meetings.Event, LOG, derived=("digest", "request_id")),
)

# Label: why no person is told of there.
UNTOLD = {
    "meetings.OpenDay": "days alone",
    "meetings.LoginAttempt": "keyed digests that tell nobody, gone in a quarter of an hour",
    "meetings.Page": "the places of the document's own words",
    "meetings.Seal": "digests of events",
    "meetings.MinutesCopy": "which file holds which meeting",
    "meetings.PseudonymKey": "a key",
    "meetings.PseudonymWord": "digests that only the key can tell apart",
    "meetings.Erasure": "numbers of rows whose content is gone",
    "tracker.RetentionItem": "numbers of rows whose content is gone",
    "actions.UsedLink": "digests of links",
    "actions.Heartbeat": "when a process was seen",
    "actions.InboxPlace": "how far the mailbox is read",
    "actions.RecognisedDocument": "which files are looked through",
    "actions.SearchEntry": "the words of other rows, made anew from them",
    "actions.SearchProgress": "how far the search is",
    "tracker.RateCount": "how often an hour, gone after it",
    "contenttypes.ContentType": "names of tables",
    "auth.Permission": "names of rights",
    "auth.Group": "names of groups, which nothing here uses",
    "sessions.Session": "signed, of a moment: a key and when it ends",
}


def unplaced(known: Iterable[type[models.Model]]) -> list[str]:
    """Return the models that are neither told nor named as untold."""
    told = {one.model._meta.label for one in TOLD}
    return [one._meta.label for one in known if one._meta.label not in {*told, *UNTOLD}]
