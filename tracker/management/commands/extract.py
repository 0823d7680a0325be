"""`manage.py extract FILE...`: print what was promised in minutes; no database."""

from __future__ import annotations

import io
import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.reading.confined import read_file
from meetings.reading.unreadable import UnreadableError
from meetings.register import Register, RegisterError, read_register
from meetings.services.taking import reading_limits
from tracker.extraction import Extraction, extract_file

SOME_UNREAD, WRONG_USAGE = 1, 2


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"»{text}« er ikke en dato; skriv den som 2025-03-01") from error


class Command(BaseCommand):
    """Print the commitments of each file as JSON or as a table; --text prints a file's text."""

    help = "Viser, hvad der blev lovet i referater. Læser og skriver ikke i databasen."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="referater")
        parser.add_argument(
            "--format", choices=("json", "table"), default="table", help="udskriftens form"
        )
        parser.add_argument(
            "--meeting-date",
            type=_day,
            metavar="YYYY-MM-DD",
            help="mødets dato, hvor filen ikke selv siger den",
        )
        parser.add_argument(
            "--register", type=Path, metavar="FILE.csv", help="enheder, personer og forkortelser"
        )
        parser.add_argument("--text", action="store_true", help="vis kun filens tekst")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        _speak_utf8()
        if options["text"]:
            self._print_text(files)
            return
        register = _register(options["register"])
        extractions = [
            extract_file(
                path,
                limits=reading_limits(),
                register=register,
                meeting_date=options["meeting_date"],
            )
            for path in self._telling(files)
        ]
        if options["format"] == "json":
            values = [extraction.value for extraction in extractions]
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_table(extractions)))
        self._report(extractions)

    def _telling(self, files: list[Path]) -> Iterator[Path]:
        for number, path in enumerate(files, start=1):
            if len(files) > 1:
                self.stderr.write(f"{number}/{len(files)} {path.name}", style_func=str)
            yield path

    def _print_text(self, files: list[Path]) -> None:
        if len(files) != 1:
            raise CommandError("--text viser én fil ad gangen.", returncode=WRONG_USAGE)
        try:
            file_text = read_file(files[0], limits=reading_limits())
        except UnreadableError as error:
            raise CommandError(
                f"{files[0].name}: {error.reason}", returncode=SOME_UNREAD
            ) from error
        except OSError as error:
            raise CommandError(
                f"{files[0].name}: Filen kan ikke åbnes.", returncode=SOME_UNREAD
            ) from error
        self.stdout.write(file_text.text, ending="")

    def _report(self, extractions: list[Extraction]) -> None:
        for extraction in extractions:
            for problem in [] if extraction.failure else extraction.value["problems"]:
                self.stderr.write(f"{extraction.value['file']}: {problem}", style_func=str)
        failures = [extraction for extraction in extractions if extraction.failure]
        if failures:
            lines = [f"{failed.value['file']}: {failed.failure}" for failed in failures]
            raise CommandError("\n".join(lines), returncode=SOME_UNREAD)


def _speak_utf8() -> None:
    """Print UTF-8 with plain line ends whatever the shell's locale is: the output is a contract."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _register(path: Path | None) -> Register:
    if path is None:
        return Register()
    try:
        return read_register(path.read_text(encoding="utf-8-sig"))
    except RegisterError as error:
        raise CommandError(f"{path.name}: {error}", returncode=WRONG_USAGE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{path.name}: Registeret kan ikke læses.", returncode=WRONG_USAGE
        ) from error


def _table(extractions: list[Extraction]) -> Iterator[str]:
    for extraction in extractions:
        yield str(extraction.value["file"])
        for meeting in extraction.value["meetings"]:
            yield f"  {meeting['title'] or 'Møde'}, {meeting['date'] or 'uden dato'}"
            for item in meeting["agenda_items"]:
                for commitment in item["commitments"]:
                    yield _row(item, commitment)
        if not extraction.value["meetings"]:
            yield f"  {' '.join(extraction.value['problems'])}"


def _row(item: Mapping[str, Any], commitment: Mapping[str, Any]) -> str:
    owner = commitment["owner"] or commitment["owner_text"] or "ingen ansvarlig"
    due = commitment["due"] or commitment["due_text"] or "ingen frist"
    page = f"side {commitment['page']}" if commitment["page"] else ""
    number, due = item["number"] or "–", " ".join(due.split())
    return f"    {number:>5}  {commitment['task']}  [{owner}; {due}]  {page}".rstrip()
