"""`manage.py demo`: load the invented municipality; what is there already stays as it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.language import DEFAULT_GRADE
from actions.models import ActionItem, Commitment
from actions.services.answers import action_item_answer, answer_accept
from actions.services.commitments import commitment_accept
from actions.services.messages import messages_plan, messages_send
from actions.services.reviews import review_send
from meetings.exceptions import AlreadyReceivedError
from meetings.models import Committee, Document, Meeting, Person, Role, Unit, User
from meetings.register import read_register
from meetings.services.documents import document_receive
from meetings.services.register import register_import
from tracker import pipeline
from tracker.demo import DAYS_TO_DEADLINES, LOGINS, MINUTES, PARTS, REVIEWED, REVIEWED_DAYS_AGO

SAMPLES = settings.BASE_DIR / "samples"


class Command(BaseCommand):
    """Migrate, then load register, people with logins and sample minutes; safe to run again."""

    help = "Gør en opfundet kommune klar: register, brugere og referater. Kan køres igen."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("Prøvebrugere med kendt adgangskode hører ikke hjemme i drift."))
        call_command("migrate", verbosity=0, interactive=False)
        now = timezone.now()
        register = read_register((SAMPLES / "register.csv").read_text(encoding="utf-8"))
        if not Committee.objects.exists():
            self._say(_("Indlæser den opfundne kommunes register …"))
            register_import(register=register, by=None, now=now)
        for username, password, _who in LOGINS:
            _make_login(username, password)
        for name, committee in MINUTES:
            self._read(SAMPLES / name, committee, now=now)
        self._review(now=now)

    def _read(self, path: Path, committee: str, *, now: datetime) -> None:
        """Put the minutes on the road and walk it here, so that they are there at first sight."""
        try:
            with path.open("rb") as file:
                document = document_receive(
                    name=path.name,
                    content=File(file, name=path.name),
                    committee=Committee.objects.filter(name=committee).first(),
                    by=None,
                    now=now,
                )
        except AlreadyReceivedError:
            return
        self._say(_("Læser %(file)s …") % {"file": path.name})
        pipeline.walk(document.pk)

    def _review(self, *, now: datetime) -> None:
        """Clear one meeting some weeks ago, so that lists and mails have something to show."""
        meeting = Meeting.objects.filter(
            document__name=REVIEWED,
            review=Meeting.Review.OPEN,
            document__stage=Document.Stage.READY,
        ).first()
        shown = Commitment.objects.undecided().sure(DEFAULT_GRADE)
        proposed = shown.filter(agenda_item__meeting=meeting)
        secretary = User.objects.filter(username="sekretaer").first()
        if meeting is None or secretary is None or not proposed:
            return
        then = now - timedelta(days=REVIEWED_DAYS_AGO)
        action_items = [
            _accept(commitment, days=days, by=secretary, now=now, then=then)
            for commitment, days in zip(proposed, DAYS_TO_DEADLINES, strict=False)
        ]
        review_send(meeting=meeting, by=secretary, now=then)
        # The owners heard of it then; today's mail is free for what the visitor sends.
        messages_plan(now=then)
        messages_send(clock=lambda: then, seconds=60)
        _answer(action_items[-1], now=now)
        answer_accept(action_item=action_items[-1], by=secretary, now=now)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _make_login(username: str, password: str) -> None:
    """Make the demo user with the person and the role that the login page speaks of."""
    part = PARTS[username]
    administrator = part.role == Role.Kind.ADMINISTRATOR
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "password": make_password(password),
            "person": Person.objects.filter(email=part.email).first(),
            "email": part.email,
            "is_staff": administrator,
            "is_superuser": administrator,
        },
    )
    if created:
        Role.objects.create(
            user=user,
            kind=part.role,
            committee=Committee.objects.filter(name=part.committee).first(),
            unit=Unit.objects.filter(name=part.unit).first(),
        )


def _accept(
    commitment: Commitment, *, days: int | None, by: User, now: datetime, then: datetime
) -> ActionItem:
    """Accept as proposed, but with a deadline that lies well to the day the demo is shown."""
    deadline = None if days is None else timezone.localdate(now) + timedelta(days=days)
    return commitment_accept(
        commitment=commitment,
        task=commitment.task,
        owner_person=commitment.owner_person,
        owner_unit=commitment.owner_unit,
        deadline=deadline,
        by=by,
        now=then,
    )


def _answer(action_item: ActionItem, *, now: datetime) -> None:
    action_item_answer(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        note=_("Alle på ventelisten har fået svar."),
        by=None,
        by_name="Anna Holm",
        now=now - timedelta(days=1),
    )
