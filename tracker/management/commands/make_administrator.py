"""`manage.py make_administrator NAME`: the first one, who gives the others their roles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Event, Role, User
from meetings.services.events import event_record


class Command(BaseCommand):
    """Give a user the role of administrator and the way into the register's own pages."""

    help = "Gør en bruger til administrator. Lav brugeren først med createsuperuser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="BRUGERNAVN")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(
                _("Der er ingen aktiv bruger ved navn %(name)s.") % {"name": username}
            )
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(is_staff=True)
            role, created = Role.objects.get_or_create(user=user, kind=Role.Kind.ADMINISTRATOR)
            # Given by hand from now on: no group takes it away again.
            Role.objects.filter(pk=role.pk).update(by_group=False)
            if created:
                event_record(
                    subject=Event.Subject.REGISTER,
                    subject_id=role.pk,
                    kind=Event.Kind.CREATED,
                    at=timezone.now(),
                    note=f"{role}: {user.username}",
                )
        self.stdout.write(_("%(name)s er administrator.") % {"name": user.username})
