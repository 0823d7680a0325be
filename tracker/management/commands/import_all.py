"""`manage.py import_all FOLDER`: what `export_all` wrote, into an empty database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.exchange.checking import ImportRefusedError
from tracker.exchange.importing import import_all


class Command(BaseCommand):
    """Read all tables and files; all of it, or nothing."""

    help = "Indlæser en eksport i en tom database: alt eller intet. Se docs/exchange.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            numbers = import_all(folder.resolve(), now=timezone.now())
        except ImportRefusedError as error:
            raise CommandError(str(error)) from None
        words = _("Indlæst: %(rows)s rækker. Ingen har en adgangskode endnu: giv dem nye.")
        self.stdout.write(words % {"rows": sum(numbers.values())})
