"""`manage.py import_oparl FOLDER`: what an agenda system wrote as OParl comes in, files and all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.oparl import OparlContent, OparlError, read_oparl
from meetings.services.oparl import oparl_import
from tracker import pipeline


class Command(BaseCommand):
    """Read every JSON file of a folder; may run again, and brings in only what is new."""

    help = "Indlæser en mappe med OParl (JSON og filer). Det samme kommer kun ind én gang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--here", action="store_true", help="læs dem her, uden en arbejder")

    def handle(self, *args: Any, folder: Path, here: bool, **options: Any) -> None:
        now = timezone.now()
        outcome = oparl_import(
            content=_content(folder), folder=folder, today=timezone.localdate(now), now=now
        )
        for document in outcome.documents:
            (pipeline.walk if here else pipeline.start)(document.pk)
        told = {
            "committees": outcome.committees,
            "planned": outcome.planned,
            "documents": len(outcome.documents),
            "known": outcome.known,
        }
        words = _(
            "Nye: %(committees)s udvalg, %(planned)s planlagte møder, %(documents)s dokumenter. "
            "Her i forvejen: %(known)s dokumenter."
        )
        self.stdout.write(words % told)
        for problem in outcome.problems:
            self.stderr.write(problem)


def _content(folder: Path) -> OparlContent:
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise CommandError(_("Der er ingen JSON-filer i %(folder)s.") % {"folder": folder})
    try:
        return read_oparl((path.name, path.read_text(encoding="utf-8")) for path in paths)
    except (OparlError, UnicodeDecodeError) as error:
        raise CommandError(str(error)) from None
