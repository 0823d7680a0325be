"""`manage.py explain "TEXT"`: say which rule reads what in a piece of minutes."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actions.language import (
    VISIBLE_CONFIDENCE,
    CommitmentFinding,
    Deadline,
    Grade,
    find_commitments,
    grade,
    read_deadline,
)
from actions.language.commitments import explain_vetoes
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item, Minutes
from meetings.reading.text import FileText

GRADE_WORDS = {Grade.CERTAIN: "sikker", Grade.LIKELY: "sandsynlig", Grade.MAYBE: "måske"}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"»{text}« er ingen dato; skriv den som 2025-03-01") from error


class Command(BaseCommand):
    """Print each commitment, deadline and veto that the rules see in the text."""

    help = "Forklarer, hvilken regel der læser hvad i en tekst."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", metavar="TEXT", help="en eller flere sætninger fra et referat")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="mødets dato")

    def handle(self, *args: Any, text: str, **options: Any) -> None:
        minutes, file_text = as_minutes(text, options["date"])
        findings = find_commitments(minutes, file_text=file_text)
        for finding in findings:
            self._print(finding, file_text)
            quote = file_text.text[finding.start : finding.end]
            deadline = read_deadline(quote, meeting_date=options["date"])
            if deadline:
                self.stdout.write(f"  fristens ord: {_deadline_words(deadline)}")
        for sentence, veto in explain_vetoes(minutes, file_text=file_text):
            self.stdout.write(f"Intet løfte: »{sentence}« ({veto})")
        if not findings:
            self.stdout.write("Ingen regel finder et løfte.")
            deadline = read_deadline(text, meeting_date=options["date"])
            if deadline:
                self.stdout.write(f"Frist: {_deadline_words(deadline)}")

    def _print(self, finding: CommitmentFinding, file_text: FileText) -> None:
        quote = file_text.text[finding.start : finding.end]
        shown = "" if finding.confidence >= VISIBLE_CONFIDENCE else ", vises ikke fra start"
        grade_word = GRADE_WORDS[grade(finding.confidence)]
        self.stdout.write(
            f"{finding.rule}, sikkerhed {finding.confidence:.2f} ({grade_word}{shown})"
        )
        self.stdout.write(f"  citat: {quote}")
        self.stdout.write(f"  opgave: {finding.task}")
        self.stdout.write(f"  ansvarlig: {_owner_words(finding)}")
        self.stdout.write(f"  frist: {finding.due or finding.due_text or 'ingen nævnt'}")
        self.stdout.write(f"  fordi: {finding.because}")


def _owner_words(finding: CommitmentFinding) -> str:
    if finding.owner_text is None:
        return "ingen nævnt"
    if finding.owner is None:
        return f"ordene »{finding.owner_text}« peger ikke på én"
    if finding.owner == finding.owner_text:
        return f"{finding.owner}, som der står"
    return f"{finding.owner}, læst af »{finding.owner_text}«"


def _deadline_words(deadline: Deadline) -> str:
    """Say what the words mean: the days, the kind and the rule, or why there is no day."""
    words = f"»{deadline.text.strip()}«"
    by = f"({deadline.kind}, regel {deadline.rule})"
    if deadline.doubt:
        return f"{words} {deadline.doubt} {by}"
    if deadline.latest is None:
        return f"{words} giver ingen dag {by}"
    days = f"fra {deadline.earliest} til {deadline.latest}"
    return f"{words} = {deadline.latest if deadline.earliest == deadline.latest else days} {by}"


def as_minutes(text: str, day: date | None) -> tuple[Minutes, FileText]:
    """Return the text as the only paragraph of the only item of a meeting."""
    sentences = split_sentences(text, 0, len(text))
    block = Block("paragraph", 0, len(text), sentences)
    item = Item("1", None, closed=False, start=0, end=len(text), page=None, blocks=(block,))
    minutes = Minutes(
        title=None,
        date=day,
        date_source="given" if day else None,
        date_evidence=None,
        start_time=None,
        end_time=None,
        place=None,
        participants=(),
        page=None,
        start=0,
        end=len(text),
        items=(item,),
    )
    return minutes, FileText(text)
