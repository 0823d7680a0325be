"""`manage.py export_all FOLDER`: everything as documented JSON and CSV, with the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.exchange.exporting import FilesMissingError, FolderTakenError, export_all

NAMED = 10


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
        except FilesMissingError as error:
            raise CommandError(_without(error.places)) from None
        except OSError as error:
            words = _(
                "Eksporten blev afbrudt: %(error)s. Det, der var skrevet i %(folder)s, er fjernet. "
                "Alt i Følg op er, som det var. Prøv igen, når fejlen er rettet."
            )
            raise CommandError(words % {"folder": folder, "error": error}) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        words = _("Alt ligger i %(folder)s: %(rows)s rækker, %(files)s filer.")
        told = {"folder": folder, "rows": rows, "files": len(manifest["files"])}
        self.stdout.write(words % told)
        self.stdout.write(_("Også det lukkede er med. Opbevar mappen derefter."))


def _without(places: list[str]) -> str:
    words = _(
        "Filer, der mangler på disken: %(number)s (%(places)s). Intet er eksporteret, "
        "og alt i Følg op er, som det var. Hent filerne fra sikkerhedskopien, og prøv igen."
    )
    named = ", ".join(place.removeprefix("files/") for place in places[:NAMED])
    more = " …" if len(places) > NAMED else ""
    return words % {"number": len(places), "places": f"{named}{more}"}
