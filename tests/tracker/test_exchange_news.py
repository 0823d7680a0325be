"""News that nobody has been told when all is taken out are told where it is taken in, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail

from actions.models import ActionItem, Message, Reminder
from actions.services.messages.planning import messages_plan
from actions.services.reminders import reminders_cancel
from tests.actions.outbox import assign, at, one_round
from tests.cast import NOW, TODAY
from tests.tracker.test_exchange import empty, exported
from tracker.exchange.importing import import_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def undated(action_item: ActionItem) -> ActionItem:
    """Nothing is ahead of it: whoever is not told that it is theirs never hears of it."""
    ActionItem.objects.update(deadline=None)
    action_item.refresh_from_db()
    assign(action_item)
    return action_item


def claimed(**more: datetime) -> None:
    """Let a sender hold the mail that tells of it, as where it died over it."""
    messages_plan(now=NOW)
    Message.objects.update(state=Message.State.CLAIMED, **more)
    Reminder.objects.update(state=Reminder.State.INCLUDED, message=Message.objects.get())


def moved(folder: Path, *, day: date = TODAY) -> None:
    exported(folder)
    empty()
    import_all(folder, now=at(day))
    mail.outbox.clear()
    one_round(at(day, 12))


def test_an_owner_is_told_of_an_item_whose_mail_had_not_gone(
    undated: ActionItem, tmp_path: Path
) -> None:
    moved(tmp_path / "ud")
    assert [undated.task in one.body for one in mail.outbox] == [True]


def test_so_is_one_whose_mail_was_written_and_had_not_gone(
    undated: ActionItem, tmp_path: Path
) -> None:
    claimed()
    moved(tmp_path / "ud", day=TODAY + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_an_owner_who_was_told_is_not_told_again(undated: ActionItem, tmp_path: Path) -> None:
    one_round(NOW)
    assert len(mail.outbox) == 1
    moved(tmp_path / "ud", day=TODAY + timedelta(days=1))
    assert mail.outbox == []


def test_a_mail_that_the_server_took_is_told_though_not_noted_yet(
    undated: ActionItem, tmp_path: Path
) -> None:
    claimed(transmitting_at=NOW, taken_at=NOW)
    moved(tmp_path / "ud", day=TODAY + timedelta(days=1))
    assert mail.outbox == []


def test_what_was_called_off_stays_so(undated: ActionItem, tmp_path: Path) -> None:
    reminders_cancel(action_item=undated)
    moved(tmp_path / "ud")
    assert mail.outbox == []
