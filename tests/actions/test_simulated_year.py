"""A year of the outbox: everything fails that can, and nothing is lost or doubled.

A virtual clock walks through 2026 and both changes of summer time. Schedulers, workers, the broker,
the database and the mail server are away for minutes to days, workers die with the mail on the
wire, the clock is wrong, people are away, leave, answer, ask for time, and get each other's items.
What the mail server took is compared with the rows, and with what was true when it took it.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from actions.models import ActionItem, Message, Reminder
from actions.policy import is_workday, workdays_after
from meetings.models import CalendarPeriod, ClosingDay, Person, Unit
from tests.actions.simulated.outages import Taken
from tests.actions.simulated.town import LAST, PEACE, Town
from tests.cast import Cast

# Committed, as in the product: a database that goes away breaks no transaction around the test.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ITEMS, PEOPLE = 300, 25
# `make test-slow` lives through more years.
SEEDS = (1, 2, 3) if os.environ.get("THOROUGH") == "1" else (1,)


@pytest.fixture(params=SEEDS)
def year(request, cast: Cast, action_item: ActionItem, settings, monkeypatch) -> Town:
    # Nobody waits for a database that comes back by the virtual clock.
    monkeypatch.setattr("actions.services.messages.outages.PAUSES", (0.0,))
    settings.EMAIL_BACKEND = "tests.actions.simulated.outages.Backend"
    settings.MAIL_LEASE_SECONDS = 60
    ClosingDay.objects.create(day=date(2026, 5, 15), name="Lukket")
    CalendarPeriod.objects.create(
        name="industriferie", first_day=date(2026, 7, 13), last_day=date(2026, 7, 31), is_quiet=True
    )
    manager = Person.objects.create(name="Leder", email="leder@x.example", unit=cast.directorate)
    Unit.objects.filter(pk=cast.directorate.pk).update(manager=manager)
    year = Town(cast, action_item, seed=request.param, items=ITEMS, people=PEOPLE)
    year.run()
    return year


def test_a_year_of_outages_loses_nothing_and_doubles_only_what_was_cut(year: Town, capsys) -> None:
    taken = year.server.taken
    count = Counter(one.message_id for one in taken)
    sent = list(Reminder.objects.filter(state=Reminder.State.SENT).select_related("message"))
    doubled = [message_id for message_id, times in count.items() if times > 1]
    with capsys.disabled():
        print(  # noqa: T201 (the figures are what this run is for)
            f"\n{ActionItem.objects.count()} items, {len(count)} mails, {len(sent)} told, "
            f"{len(year.server.cut)} cut, {len(doubled)} doubled, {len(year.gone)} left; "
            + ", ".join(f"{what} {times}" for what, times in sorted(year.befell.items()))
        )
    _everything_befell(year)
    _each_step_is_told_in_one_mail(sent)
    # A second acceptance is only of what was cut on the wire, under the same Message-ID.
    assert set(doubled) <= year.server.cut
    sent_ids = set(Message.objects.filter(state="sent").values_list("message_id", flat=True))
    assert sent_ids <= set(count)
    assert set(count) <= set(Message.objects.values_list("message_id", flat=True))
    _never_on_a_day_off(year)
    _nothing_after_the_end(year, sent)
    _never_to_who_has_left(year)
    _nothing_is_left_behind(year)
    _awake_around_both_changes_of_summer_time(year)


def _everything_befell(year: Town) -> None:
    """A year in which nothing failed would show nothing."""
    assert len(year.server.taken) > 300
    assert len(year.befell) >= 10
    assert all(year.befell.values()), year.befell
    assert year.server.cut


def _each_step_is_told_in_one_mail(sent: list[Reminder]) -> None:
    carried: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for row in sent:
        assert row.message is not None
        key = (row.action_item_id, row.step, row.deadline_version, row.recipient)
        carried[key].add(row.message.message_id)
    assert all(len(ids) == 1 for ids in carried.values())


def _never_on_a_day_off(year: Town) -> None:
    for one in year.server.taken:
        local = timezone.localtime(one.at)
        assert is_workday(local.date(), closed=year.closed), local
        assert 8 <= local.hour < 16, local


def _nothing_after_the_end(year: Town, sent: list[Reminder]) -> None:
    """No first acceptance told of what had ended, or of what had been taken from its owner.

    But for what was cut: it was on the wire before, and is sent again as it was.
    """
    first: dict[str, int] = {}
    for number, one in enumerate(year.server.taken):
        first.setdefault(one.message_id, number)
    for row in sent:
        assert row.message is not None
        if row.message.message_id in year.server.cut:
            continue
        number = first[row.message.message_id]
        ended = year.ended.get(row.action_item_id)
        assert ended is None or number < ended, f"told of {row}, which had ended"
        parted = year.parted.get((row.action_item_id, row.recipient))
        assert parted is None or number < parted, f"told {row.recipient} of {row}, after parting"


def _never_to_who_has_left(year: Town) -> None:
    for number, one in enumerate(year.server.taken):
        gone = year.gone.get(one.to)
        assert gone is None or number < gone or one.message_id in year.server.cut, one


def _nothing_is_left_behind(year: Town) -> None:
    """At the end nothing waits, every open item's owner knows of it, and hears when it is late."""
    today = timezone.localdate(year.server.now)
    assert not Message.objects.unfinished().exists()
    assert not Reminder.objects.due(today=today).exists()
    late_since = workdays_after(LAST, 1, closed=year.closed) - timedelta(days=10)
    for item in ActionItem.objects.unfinished().exclude(pk=year.template.pk):
        told = item.reminders.filter(state=Reminder.State.SENT)
        # Who asked for more time before the first mail knows of it already.
        assert item.extensions or told.exists(), item.pk
        if item.deadline and item.deadline < late_since:
            lately = told.filter(message__sent_at__date__gte=year.peace_from)
            assert lately.exists(), f"nothing said of {item.pk} in {PEACE} days of peace"


def _awake_around_both_changes_of_summer_time(year: Town) -> None:
    """The Mondays after 29 March and 25 October are days as all others."""
    for monday in (date(2026, 3, 30), date(2026, 10, 26)):
        week = {monday + timedelta(days=number) for number in range(5)}
        assert any(_day(one) in week for one in year.server.taken)


def _day(one: Taken) -> date:
    moment: datetime = timezone.localtime(one.at)
    return moment.date()
