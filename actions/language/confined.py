"""Understanding in a confined child: what was promised in a file, or that it took too much."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass, replace
from datetime import date

from actions.language.commitments import find_commitments
from actions.language.deadlines import DEFAULT_CALENDAR
from actions.language.findings import CommitmentFinding
from actions.language.house_rules import HouseRuleValue
from actions.language.lexicon.calendar import Calendar
from actions.language.plan import NO_PLAN, MeetingPlan
from meetings.reading.answers import BrokenAnswerError, read_object
from meetings.reading.confinement import Beat, Limits, no_beat, run_job
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from meetings.reading.values import dump_value, load_value
from meetings.register import Register

_JOB = "actions.language.job"


@dataclass(frozen=True, slots=True)
class Question:
    """A read file to be understood.

    `given_date` is the date of its one meeting where a person gave it. `redated` is the index of a
    meeting that is to be read as held on that date, whatever the text says. `house_rules` are those
    of each meeting, in their order, and so are `plans`.
    """

    file_text: FileText
    file_name: str
    register: Register
    given_date: date | None = None
    redated: int | None = None
    house_rules: tuple[tuple[HouseRuleValue, ...], ...] = ()
    calendar: Calendar = DEFAULT_CALENDAR
    plans: tuple[MeetingPlan, ...] = ()

    def plan_of(self, meeting: int) -> MeetingPlan:
        return self.plans[meeting] if meeting < len(self.plans) else NO_PLAN

    def rules_of(self, meeting: int) -> tuple[HouseRuleValue, ...]:
        return self.house_rules[meeting] if meeting < len(self.house_rules) else ()


@dataclass(frozen=True, slots=True)
class Understood:
    """The findings of each meeting of the file, in the order of `read_structure`."""

    meetings: tuple[tuple[CommitmentFinding, ...], ...]


def understand(question: Question, *, limits: Limits, beat: Beat = no_beat) -> Understood:
    """Return what `find_commitments` finds in each meeting of the file, found in a child.

    Raises UnreadableError where the child came to a limit, or answered what cannot be so.
    """
    with tempfile.TemporaryFile(prefix="question-", buffering=0) as file:
        file.write(pickle.dumps(question))
        file.seek(0)
        answer = run_job(_JOB, {}, file, limits=limits, beat=beat)
    try:
        return read_findings(answer, text=question.file_text.text)
    except BrokenAnswerError:
        raise UnreadableError("too_heavy") from None


def answer_findings(question: Question) -> bytes:
    """Find what the question asks for and return it as JSON; runs in the child."""
    structure = read_structure(
        question.file_text, file_name=question.file_name, given_date=question.given_date
    )
    meetings = list(structure.minutes)
    at = question.redated
    if at is not None and at < len(meetings):
        meetings[at] = replace(meetings[at], date=question.given_date)
    found = tuple(
        find_commitments(
            one,
            file_text=question.file_text,
            register=question.register,
            calendar=question.calendar,
            plan=question.plan_of(place),
            house_rules=question.rules_of(place),
        )
        for place, one in enumerate(meetings)
    )
    return dump_value(Understood(found))


def read_findings(answer: bytes, *, text: str) -> Understood:
    """Return the findings in the child's JSON; raise BrokenAnswerError where they cannot be so."""
    understood = load_value(Understood, read_object(answer))
    for findings in understood.meetings:
        for finding in findings:
            in_text = 0 <= finding.start < finding.end <= len(text)
            if not in_text or finding.item < 0 or not 0 <= finding.confidence <= 1:
                raise BrokenAnswerError("finding")
    return understood
