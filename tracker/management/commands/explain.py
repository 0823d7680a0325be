"""`manage.py explain "TEXT"`: say which rule reads what in a piece of minutes."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actions.language import (
    DEFAULT_CALENDAR,
    VISIBLE_CONFIDENCE,
    CommitmentFinding,
    Deadline,
    OwnerBook,
    find_commitments,
    grade,
    read_deadline,
)
from actions.language.commitments import explain_sentences, make_scene
from actions.language.rule_words import rule_words, veto_words
from actions.language.utterances import Utterance
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item, Minutes, Participant
from meetings.reading.text import FileText
from meetings.register import Register, RegisterError, read_register
from tracker.web.grades import GRADE_WORDS

PARTICIPANT = re.compile(r"(?P<name>[^,(]+)(?:,(?P<title>[^(]+))?(?:\((?P<initials>\w+)\))?\s*")
WAY_WORDS = {
    "register": "står i registret den dag",
    "definition": "forkortelsen er forklaret i teksten",
    "participant": "én af deltagerne hedder sådan, eller et navn ligger tæt på",
    "genitive": "ejefald af en, vi kender",
    "role": "en rolle",
    "body": "et råd, et udvalg eller en enhed efter sit navn",
    "shape": "ligner en forkortelse eller et navn; ingen af dem, vi kender",
}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"»{text}« er ikke en dato; skriv den som 2025-03-01") from error


def _participant(text: str) -> Participant:
    found = PARTICIPANT.fullmatch(text.strip())
    if not found:
        raise ArgumentTypeError(f"»{text}«: skriv deltageren som »Navn, titel (INI)«")
    name, title, initials = (part.strip() if part else None for part in found.groups())
    return Participant(name or "", initials=initials, title=title)


def _register(path: str) -> Register:
    try:
        return read_register(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, RegisterError) as error:
        raise ArgumentTypeError(f"{path}: Registeret kan ikke læses: {error}") from error


class Command(BaseCommand):
    """Print each commitment, deadline and veto that the rules see in the text."""

    help = "Forklarer, hvilken regel der læser hvad i en tekst."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", metavar="TEXT", help="en eller flere sætninger fra et referat")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="mødets dato")
        parser.add_argument(
            "--register", type=_register, metavar="FILE.csv", default=Register(), help="registret"
        )
        parser.add_argument(
            "--participant",
            type=_participant,
            action="append",
            default=[],
            metavar="»Navn, titel (INI)«",
            help="en deltager; kan gives flere gange",
        )

    def handle(self, *args: Any, text: str, **options: Any) -> None:
        minutes, file_text = as_minutes(text, options["date"], tuple(options["participant"]))
        register = options["register"]
        scene = make_scene(
            minutes, file_text=file_text, register=register, calendar=DEFAULT_CALENDAR
        )
        findings = find_commitments(minutes, file_text=file_text, register=register)
        for finding in findings:
            self._print(finding, file_text, scene.book)
            quote = file_text.text[finding.start : finding.end]
            deadline = read_deadline(quote, meeting_date=options["date"])
            if deadline:
                self.stdout.write(f"  fristens ord: {_deadline_words(deadline)}")
        for utterance in explain_sentences(minutes, scene):
            self.stdout.write(_sentence_words(utterance, findings))
        if not findings:
            self.stdout.write("Ingen regel finder et løfte.")
            deadline = read_deadline(text, meeting_date=options["date"])
            if deadline:
                self.stdout.write(f"Frist: {_deadline_words(deadline)}")

    def _print(self, finding: CommitmentFinding, file_text: FileText, book: OwnerBook) -> None:
        quote = file_text.text[finding.start : finding.end]
        shown = "" if finding.confidence >= VISIBLE_CONFIDENCE else ", vises ikke fra start"
        grade_word = str(GRADE_WORDS[grade(finding.confidence)]).lower()
        self.stdout.write(
            f"{rule_words(finding.rule)} ({finding.rule}), "
            f"sikkerhed {finding.confidence:.2f} ({grade_word}{shown})"
        )
        self.stdout.write(f"  citat: {quote}")
        self.stdout.write(f"  opgave: {finding.task}")
        self.stdout.write(f"  ansvarlig: {_owner_words(finding)}")
        for words, why in _owner_ways(finding, book):
            self.stdout.write(f"  »{words}«: {why}")
        self.stdout.write(f"  frist: {finding.due or finding.due_text or 'ingen nævnt'}")
        self.stdout.write(f"  fordi: {finding.because}")


def _sentence_words(utterance: Utterance, findings: tuple[CommitmentFinding, ...]) -> str:
    """Say which rules fired in the sentence, or why none did."""
    sentence = utterance.sentence
    said = f"»{sentence.text}«"
    if utterance.made:
        return f"Regler: {said}: {', '.join(rule_words(one.rule) for one in utterance.made)}"
    if utterance.veto:
        return f"Intet løfte: {said} ({utterance.veto}: {veto_words(utterance.veto)})"
    if any(one.start < sentence.end and sentence.start < one.end for one in findings):
        return f"Hører med til et løfte: {said}"
    return f"Intet løfte: {said} (ingen regel kender ordene)"


def _owner_words(finding: CommitmentFinding) -> str:
    if finding.owner_text is None:
        return "ingen nævnt"
    if finding.owner is None:
        return f"ordene »{finding.owner_text}« peger ikke på én"
    if finding.owner == finding.owner_text:
        return f"{finding.owner}, som der står"
    return f"{finding.owner}, læst af »{finding.owner_text}«"


def _owner_ways(finding: CommitmentFinding, book: OwnerBook) -> list[tuple[str, str]]:
    """Return the owner words with what tells who they mean."""
    way = book.way(finding.owner_text) if finding.owner_text else None
    return [(finding.owner_text, WAY_WORDS[way])] if finding.owner_text and way else []


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


def as_minutes(
    text: str, day: date | None, participants: tuple[Participant, ...] = ()
) -> tuple[Minutes, FileText]:
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
        participants=participants,
        page=None,
        start=0,
        end=len(text),
        items=(item,),
    )
    return minutes, FileText(text)
