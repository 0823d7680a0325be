"""`manage.py changepassword NAME`: Django's own, and what outlives the old password is closed."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import User
from tracker.passwords import keys_closed, passkeys_closed, password_given

BY = "kommandolinjen"


class Command(changepassword.Command):
    """Ask for a new password, end every session, and close passkeys and keys of programs."""

    help = (
        "Giver en bruger en ny adgangskode, logger ud alle steder, og lukker adgangsnøgler og "
        "nøgler til programmer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--keep-keys",
            action="store_true",
            help="Lad adgangsnøgler og nøgler til programmer virke videre.",
        )

    def handle(self, *args: Any, keep_keys: bool, **options: Any) -> None:
        super().handle(*args, **options)
        user = User.objects.get(username=options["username"] or getpass.getuser())
        passkeys = [] if keep_keys else list(user.passkeys.values_list("pk", flat=True))
        closed = password_given(
            user=user,
            closes_keys=not keep_keys,
            passkeys=passkeys,
            by=None,
            by_name=BY,
            now=timezone.now(),
        )
        words = [
            _("%(name)s er logget ud alle steder.") % {"name": user.username},
            keys_closed(closed.keys),
            passkeys_closed(closed.passkeys),
        ]
        self.stdout.write(" ".join(filter(None, words)))
