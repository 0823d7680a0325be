"""`manage.py explain "TEXT"`: say which rule reads what in a piece of minutes."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding, find_commitments, read_deadline
from actions.language.commitments import explain_vetoes
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item, Minutes
from meetings.reading.text import FileText


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
        for sentence, veto in explain_vetoes(minutes, file_text=file_text):
            self.stdout.write(f"Intet løfte: »{sentence}« ({veto})")
        if not findings:
            self.stdout.write("Ingen regel finder et løfte.")
            deadline = read_deadline(text, meeting_date=options["date"])
            if deadline:
                self.stdout.write(
                    f"Frist: »{deadline.text}« = {deadline.latest or 'ingen dag'} ({deadline.rule})"
                )

    def _print(self, finding: CommitmentFinding, file_text: FileText) -> None:
        shown = "" if finding.confidence >= VISIBLE_CONFIDENCE else " (vises ikke)"
        self.stdout.write(f"{finding.rule}, sikkerhed {finding.confidence:.2f}{shown}")
        self.stdout.write(f"  citat: {file_text.text[finding.start : finding.end]}")
        self.stdout.write(f"  opgave: {finding.task}")
        self.stdout.write(f"  ansvarlig: {finding.owner or finding.owner_text or 'ingen nævnt'}")
        self.stdout.write(f"  frist: {finding.due or finding.due_text or 'ingen nævnt'}")
        self.stdout.write(f"  fordi: {finding.because}")


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
