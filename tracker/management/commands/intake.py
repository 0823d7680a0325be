"""`manage.py intake ACTION`: how far folders are, paused, resumed, what failed tried again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Document
from meetings.services.intake import documents_retry, intake_pause, intake_resume, intake_state
from tracker import pipeline

BY = "kommandolinjen"


class Command(BaseCommand):
    """Say how far the intake is, after doing what was asked."""

    help = "Viser, hvor langt indlæsningen er; sætter mapper på pause, genoptager, læser igen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("status", "pause", "resume", "retry"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        now = timezone.now()
        if action == "pause":
            intake_pause(by=None, by_name=BY, now=now)
        if action == "resume":
            intake_resume(by=None, by_name=BY, now=now)
        if action == "retry":
            failed = list(Document.objects.rejected().values_list("pk", flat=True))
            count = documents_retry(document_ids=failed, by=None, by_name=BY, now=now)
            self.stdout.write(_("%(count)s filer læses igen.") % {"count": count})
        if action in {"resume", "retry"}:
            pipeline.feed(now=now)
        self._status()

    def _status(self) -> None:
        documents = Document.objects.all()
        state = intake_state()
        self.stdout.write(
            _(
                "I kø: %(waiting)s. Læses: %(reading)s. Afventer viruskontrol: %(held)s. "
                "Læst: %(ready)s. Kunne ikke læses: %(rejected)s."
            )
            % {
                "waiting": documents.waiting().count(),
                "reading": documents.in_hand().count(),
                "held": documents.held().count(),
                "ready": documents.ready().count(),
                "rejected": documents.rejected().count(),
            }
        )
        if state.is_paused:
            who = state.changed_by_words
            self.stdout.write(_("Mapper er sat på pause af %(who)s.") % {"who": who})
