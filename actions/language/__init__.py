"""The language core: sentences of minutes become commitments, each with its words and reason."""

from __future__ import annotations

from actions.language.commitments import VISIBLE_CONFIDENCE, find_commitments
from actions.language.deadlines import DEFAULT_CALENDAR, Deadline, read_deadline
from actions.language.findings import CommitmentFinding
from actions.language.grades import DEFAULT_GRADE, Grade, grade
from actions.language.lexicon.calendar import Calendar, MonthDay, NamedPeriod
from actions.language.owners import OwnerBook, OwnerReading
from actions.language.plan import NO_PLAN, MeetingPlan

__all__ = [
    "DEFAULT_CALENDAR",
    "DEFAULT_GRADE",
    "NO_PLAN",
    "VISIBLE_CONFIDENCE",
    "Calendar",
    "CommitmentFinding",
    "Deadline",
    "Grade",
    "MeetingPlan",
    "MonthDay",
    "NamedPeriod",
    "OwnerBook",
    "OwnerReading",
    "find_commitments",
    "grade",
    "read_deadline",
]
