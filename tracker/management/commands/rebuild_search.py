"""Take up the words of every row for the search anew, and make the index where it is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from actions.search_index import make_index
from actions.services.search import search_rebuild


class Command(BaseCommand):
    """After an upgrade from a version without search, or once pg_trgm has been allowed."""

    help = "Opbyg søgningen forfra: ordene i alle punkter og opgaver, og indekset over dem."

    def handle(self, *args: Any, **options: Any) -> None:
        refused = make_index(connection)
        if refused:
            self.stderr.write(self.style.WARNING(refused))
        number = search_rebuild()
        self.stdout.write(f"{number} punkter og opgaver kan findes.")
