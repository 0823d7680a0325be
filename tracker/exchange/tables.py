"""Which tables are taken along, with which fields; and what is left out, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from actions.models import (
    ActionItem,
    Attachment,
    Comment,
    Commitment,
    CoOwner,
    Decline,
    Difference,
    Extension,
    HouseRule,
    PaperTemplate,
    Recognition,
    Reminder,
    ReminderRhythm,
)
from actions.models.outbox import ReminderQuerySet
from meetings.models import (
    Absence,
    AgendaItem,
    Alias,
    CalendarPeriod,
    ClosingDay,
    Committee,
    Document,
    Event,
    Hold,
    Identity,
    Meeting,
    MinutesCopy,
    OpenDay,
    Page,
    Person,
    PlannedMeeting,
    Role,
    Unit,
    User,
)
from tracker.models import SavedView


def untold_news(reminders: ReminderQuerySet) -> ReminderQuerySet:
    """Keep what nobody could plan anew: what is new to somebody whom no mail has told of it."""
    return reminders.unsent().news().current().filter(message__taken_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is taken along: its name in the files, its rows, and what of them stays here.

    `file` is the field whose content goes into `files/<name>/<id>`; its name here stays secret.
    `gone` is when the file of a row was erased, where that can be.
    `only` keeps those of its rows that are taken along, where not all are.
    """

    name: str
    model: type[models.Model]
    what: str
    without: tuple[str, ...] = ()
    file: str = ""
    gone: str = ""
    only: Callable[[Any], Any] | None = None

    @property
    def rows(self) -> Any:
        rows = self.model._default_manager.order_by("pk")
        return self.only(rows) if self.only else rows

    @property
    def rows_with_files(self) -> Any:
        """Return the rows whose file is to be there: an original whose time was over is not."""
        return self.rows.filter(**{f"{self.gone}__isnull": True}) if self.gone else self.rows

    @property
    def words(self) -> str:
        """Return what it is called on screen."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def fields(self) -> list[Any]:
        kept = (field for field in self.model._meta.concrete_fields if not field.generated)
        return [one for one in kept if one.name not in {*self.without, self.file}]

    @property
    def columns(self) -> list[str]:
        return [field.attname for field in self.fields]


# Each after what it points at, as far as that can be.
TABLES = (
    Table("committees", Committee, "who decides at meetings"),
    Table("units", Unit, "parts of the administration"),
    Table("people", Person, "who is named or given work", without=("calendar_key",)),
    Table("aliases", Alias, "other names of units and people, with their days"),
    Table("closing_days", ClosingDay, "days on which the municipality is closed"),
    Table("open_days", OpenDay, "usual closing days on which it is open"),
    Table("calendar_periods", CalendarPeriod, "holidays and named days"),
    Table("planned_meetings", PlannedMeeting, "the meeting plan"),
    Table("absences", Absence, "who is away, and who stands in"),
    Table(
        "users",
        User,
        "logins, without password: each is given a new one",
        without=("password", "last_login", "session_version"),
    ),
    Table("roles", Role, "what a login may do where"),
    Table("identities", Identity, "who a login is to the municipality's own login; no secret"),
    Table(
        "documents",
        Document,
        "the files that came in, and their text",
        without=("rung_at", "taken_at"),
        file="file",
        gone="original_erased_at",
    ),
    Table("pages", Page, "pages, with the place of each word"),
    Table("meetings", Meeting, "meetings as minuted"),
    Table("agenda_items", AgendaItem, "points of the agenda; `is_closed` where they are"),
    Table("minutes_copies", MinutesCopy, "minutes that came in once more"),
    Table("holds", Hold, "what must not be erased for now, and why"),
    Table("house_rules", HouseRule, "phrases that are never, or always, a promise"),
    Table("reminder_rhythms", ReminderRhythm, "when owners are reminded"),
    Table("paper_templates", PaperTemplate, "the texts of follow-up papers"),
    Table("commitments", Commitment, "suggestions, with their words and what was decided"),
    Table("differences", Difference, "what corrected versions change"),
    Table(
        "action_items", ActionItem, "what is to be done, by whom and by when", without=("form_key",)
    ),
    Table("co_owners", CoOwner, "who does it together with the owner"),
    Table("comments", Comment, "what was said about an item", without=("form_key",)),
    Table("attachments", Attachment, "files that came with an answer", file="file"),
    Table("extensions", Extension, "later deadlines, asked for and given"),
    Table("declines", Decline, "items that an owner said were another's"),
    Table(
        "untold_news",
        Reminder,
        "what is new to somebody whom no mail has told of it yet",
        without=("state", "message"),
        only=untold_news,
    ),
    Table("recognitions", Recognition, "items met again in later minutes"),
    Table("saved_views", SavedView, "lists under a name"),
    Table("events", Event, "the log; its chain is made anew", without=("digest",)),
)

# Model name: why it stays.
LEFT_OUT = {
    "LoginAttempt": "of a moment",
    "RateCount": "of a moment",
    "Presence": "of a moment",
    "Heartbeat": "of this machine",
    "Intake": "of this machine",
    "Dispatch": "of this machine",
    "InboxPlace": "of this machine",
    "Passkey": "of this address; each is made anew",
    "Pseudonym": "the person is called by it, and the log is taken along without the names",
    "PseudonymKey": "a secret",
    "PseudonymWord": "of that key",
    "Erasure": "the log is taken along without the contents",
    "PersonReport": "of a day, and for who asked alone",
    "RetentionRule": "of this installation and its two administrators",
    "RetentionRun": "of this installation; its certificates are fetched as PDF",
    "RetentionItem": "of such a run",
    "Seal": "made anew by the database",
    "SearchEntry": "made anew by the worker",
    "SearchProgress": "made anew by the worker",
    "RecognisedDocument": "made anew by the worker",
    "Message": "holds links that act for whoever has them; the backup has it",
    "IncomingMail": "may quote such links; the backup has it",
    "UsedLink": "of links made with this machine's key",
    "ApiToken": "a secret",
    "KeptAnswer": "of a moment",
    "Webhook": "holds a secret",
    "WebhookCall": "of a webhook",
}


def table_named(name: str) -> Table | None:
    return next((table for table in TABLES if table.name == name), None)


def describe() -> Iterator[str]:
    """Yield the tables and their fields as docs/exchange.md has them."""
    for table in TABLES:
        yield f"### {table.name}\n\n{table.what[0].upper()}{table.what[1:]}.\n"
        yield "| field | holds |\n| --- | --- |"
        yield from (f"| `{field.attname}` | {_holds(field)} |" for field in table.fields)
        if table.file:
            yield f"\nIts content is `files/{table.name}/<id>`."
        yield ""


def _holds(field: Any) -> str:
    if field.is_relation:
        names = {table.model: table.name for table in TABLES}
        told = f"id in `{names[field.related_model]}`"
    elif field.choices:
        told = " \\| ".join(f"`{value}`" for value, _words in field.choices)
    else:
        told = KINDS.get(field.get_internal_type(), "text")
    return f"{told}, or null" if field.null else told


KINDS = {
    "BigAutoField": "whole number",
    "AutoField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "PositiveBigIntegerField": "whole number",
    "BooleanField": "true or false",
    "DateField": "YYYY-MM-DD",
    "TimeField": "HH:MM:SS",
    "DateTimeField": "moment, ISO 8601 with offset",
    "FloatField": "number",
    "JSONField": "JSON",
    "EmailField": "e-mail address",
}
