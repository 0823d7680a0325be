"""What was said, as rows."""

from __future__ import annotations

from meetings.models.absence import Absence
from meetings.models.calendar import CalendarPeriod, PlannedMeeting
from meetings.models.document import Document, Page
from meetings.models.erasure import Erasure
from meetings.models.event import Event, Seal
from meetings.models.hold import Hold
from meetings.models.intake import Intake
from meetings.models.meeting import AgendaItem, Meeting, MinutesCopy
from meetings.models.passkey import Passkey
from meetings.models.presence import Presence
from meetings.models.pseudonym import Pseudonym, PseudonymKey, PseudonymWord
from meetings.models.register import Alias, ClosingDay, Committee, OpenDay, Person, Unit
from meetings.models.user import Identity, LoginAttempt, Role, User

__all__ = [
    "Absence",
    "AgendaItem",
    "Alias",
    "CalendarPeriod",
    "ClosingDay",
    "Committee",
    "Document",
    "Erasure",
    "Event",
    "Hold",
    "Identity",
    "Intake",
    "LoginAttempt",
    "Meeting",
    "MinutesCopy",
    "OpenDay",
    "Page",
    "Passkey",
    "Person",
    "PlannedMeeting",
    "Presence",
    "Pseudonym",
    "PseudonymKey",
    "PseudonymWord",
    "Role",
    "Seal",
    "Unit",
    "User",
]
