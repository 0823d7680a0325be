"""`manage.py audit verify`: whether the log is as it was written, and where it is not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from meetings.services.audit import audit_verify


class Command(BaseCommand):
    """Go through the chain of the log and say where it breaks."""

    help = "Kontrollerer, at loggen er, som den blev skrevet, og siger, hvor den ikke er det."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("verify",))
        parser.add_argument(
            "--known",
            default="",
            help="det sidste led, som det blev noteret sidst: NUMMER:LED",
        )

    def handle(self, *args: Any, known: str, **options: Any) -> None:
        verdict = audit_verify(known=known)
        if not verdict.is_whole:
            raise CommandError(_("Loggen er ikke hel:") + "\n- " + "\n- ".join(verdict.breaks))
        self.stdout.write(
            _("Loggen er hel: %(number)s hændelser.") % {"number": verdict.head.number}
        )
        self.stdout.write(_("Sidste led: %(head)s") % {"head": verdict.head})
