"""`manage.py alarm`: tell the administrator where mails stand still; for a timer of its own.

The scheduler asks the same each minute, but one that has stopped tells nobody.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actions.services.alarms import alarm_check
from actions.trouble_words import trouble_words
from actions.troubles import find_troubles


class Command(BaseCommand):
    """Say what is wrong, and mail it where that is news."""

    help = "Siger, om mails står stille, og skriver til administratoren om det, der er nyt."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        troubles = find_troubles(now=now)
        for name in troubles:
            self.stdout.write(trouble_words(name))
        alarm_check(now=now)
        if troubles:
            raise SystemExit(1)
