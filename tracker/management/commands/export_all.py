"""`manage.py export_all FOLDER`: everything as documented JSON and CSV, with the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.exchange.exporting import FolderTakenError, export_all


class Command(BaseCommand):
    """Write all tables and files into a new folder."""

    help = "Skriver alt som JSON og CSV, med filerne, i en ny mappe. Se docs/exchange.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = export_all(folder.resolve(), by=None, now=timezone.now())
        except FolderTakenError:
            words = _("Der ligger noget i %(folder)s. Vælg en mappe, der er tom.")
            raise CommandError(words % {"folder": folder}) from None
        rows = sum(table["rows"] for table in manifest["tables"].values())
        words = _("Alt ligger i %(folder)s: %(rows)s rækker, %(files)s filer.")
        told = {"folder": folder, "rows": rows, "files": len(manifest["files"])}
        self.stdout.write(words % told)
        self.stdout.write(_("Også det lukkede er med. Opbevar mappen derefter."))
