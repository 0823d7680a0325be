"""`manage.py demo`: the invented municipality is there at first sight, and stays as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from actions.models import ActionItem, Commitment, Reminder
from meetings.models import Document, Event, Meeting, Person, Unit, User
from tracker.demo import LOGINS, MINUTES

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(db) -> None:
    call_command("demo")


def test_the_minutes_are_read_and_wait_for_review(demo: None) -> None:
    assert Document.objects.filter(stage=Document.Stage.READY).count() == len(MINUTES)
    waiting = Meeting.objects.filter(review=Meeting.Review.OPEN)
    assert waiting.count() >= len(MINUTES) - 1
    assert Commitment.objects.filter(agenda_item__meeting__in=waiting).count() >= 15


def test_everybody_on_the_login_page_can_log_in(demo: None) -> None:
    for username, password, _ in LOGINS:
        assert Client().login(username=username, password=password), username
    assert User.objects.get(username="ansvarlig").password.startswith("argon2")


def test_one_meeting_is_cleared_with_something_late_soon_undated_and_done(demo: None) -> None:
    today = timezone.localdate()
    sent = ActionItem.objects.filter(agenda_item__meeting__review=Meeting.Review.SENT)
    assert sent.overdue(today=today).count() == 1
    assert sent.unfinished().filter(deadline__range=(today, today + timedelta(days=7))).exists()
    assert sent.undated().count() == 1
    assert sent.filter(status=ActionItem.Status.DONE).count() == 1
    assert Reminder.objects.filter(state=Reminder.State.PLANNED).exists()


def test_a_demo_has_no_place_in_production(db, settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()


def test_a_second_time_changes_nothing(demo: None) -> None:
    anna = Person.objects.get(name="Anna Holm")
    Unit.objects.filter(name="Kultur og Fritid").update(abbreviation="KOF")
    before = _counts()

    call_command("demo")

    assert _counts() == before
    assert Person.objects.get(name="Anna Holm") == anna
    assert Unit.objects.get(name="Kultur og Fritid").abbreviation == "KOF"


def _counts() -> list[int]:
    return [
        model.objects.count()
        for model in (Document, Meeting, Commitment, ActionItem, Reminder, Event, User, Person)
    ]
