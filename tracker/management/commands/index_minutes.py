"""Read the minuted words of agenda items that came in before they were kept."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.services.fingerprints import agenda_items_index, meetings_unindexed


class Command(BaseCommand):
    """Once after an upgrade; a second run finds nothing to do."""

    help = "Læs punkternes ord i ældre referater, så kopier og rettede udgaver bliver genkendt."

    def handle(self, *args: Any, **options: Any) -> None:
        number = sum(agenda_items_index(meeting=meeting) for meeting in meetings_unindexed())
        self.stdout.write(f"{number} punkter er læst.")
