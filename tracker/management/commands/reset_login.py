"""`manage.py reset_login NAME`: for who has lost phone, passkeys and recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import User
from meetings.services.second_step import second_step_remove
from tracker.tokens import tokens_revoke_all

BY = "kommandolinjen"


class Command(BaseCommand):
    """Take the second step away, so that it is set up anew, and close the keys of programs."""

    help = (
        "Fjerner en brugers to-trins-login, adgangsnøgler og nøgler til programmer, og logger ud."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="BRUGERNAVN")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("Der er ingen bruger ved navn %(name)s.") % {"name": username})
        now = timezone.now()
        with transaction.atomic():
            second_step_remove(user=user, by=None, by_name=BY, now=now)
            tokens_revoke_all(owner=user, by=None, by_name=BY, now=now)
        self.stdout.write(
            _("%(name)s sætter to-trins-login op igen ved næste login.") % {"name": username}
        )
