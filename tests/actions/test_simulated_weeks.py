"""Seven weeks of the outbox: everything fails that can, and nothing is lost or doubled.

A virtual clock walks across the change to summer time. Schedulers,
workers and the mail server are away for minutes to days, workers die with the mail on the wire, the
clock jumps, people are away, leave, answer, ask for time, and get each other's items. What the mail
server took is compared with the rows, and with what was true when it took it.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPResponseException, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from actions.models import ActionItem, Message, Reminder
from actions.policy import is_workday
from actions.services.action_items import action_item_cancel, action_item_change
from actions.services.answers import action_item_answer
from actions.services.extensions import deadline_extend
from actions.services.leaving import person_leave
from actions.services.messages import message_send, messages_due, messages_plan
from meetings.models import Absence, CalendarPeriod, ClosingDay, Person
from meetings.selectors import closing_days
from tests.actions.outbox import another_item, assign
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

FIRST, LAST = date(2026, 3, 20), date(2026, 5, 8)
ITEMS, PEOPLE = 80, 15
SEEDS = (1,)


class KilledError(BaseException):
    """The worker is gone: nothing that it meant to write is written."""


@dataclass
class Taken:
    """A mail that the server took, with what was true of its items then."""

    at: datetime
    message_id: str
    to: str


@dataclass
class Server:
    """The mail server, and what befalls it and the worker in front of it."""

    chance: random.Random
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 20, 6, tzinfo=UTC))
    is_down: bool = False
    is_rough: bool = False
    taken: list[Taken] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)

    def take(self, mail: Any) -> None:
        if self.is_down:
            raise ConnectionRefusedError
        fate = self.chance.random() if self.is_rough else 1.0
        if fate < 0.04:
            raise SMTPResponseException(451, b"Senere")
        message_id = mail.extra_headers["Message-ID"]
        if fate < 0.06:
            self.cut.add(message_id)
            raise SMTPServerDisconnected("midt i det hele")  # not taken, but who knows
        self.taken.append(Taken(self.now, message_id, mail.to[0]))
        if fate < 0.09:
            self.cut.add(message_id)
            raise SMTPServerDisconnected("taget, men ikke sagt")
        if fate < 0.12:
            self.cut.add(message_id)
            raise KilledError


class Backend(BaseEmailBackend):
    """Django's way to the server of the day."""

    server: ClassVar[Server]

    def open(self) -> bool:
        if self.server.is_down:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        for mail in messages:
            self.server.take(mail)
        return len(messages)


class Town:
    """The town, its clock and its luck."""

    def __init__(self, cast: Cast, action_item: ActionItem, seed: int) -> None:
        self.cast, self.chance = cast, random.Random(seed)
        self.server = Backend.server = Server(self.chance)
        self.people = [
            Person.objects.create(
                name=f"Ansvarlig {number}", email=f"a{number}@x.example", unit=cast.unit
            )
            for number in range(PEOPLE)
        ]
        self.template = action_item
        self.closed_at: dict[int, datetime] = {}
        self.gone_at: dict[str, datetime] = {}
        # When the item was taken from an owner: (item, recipient) -> moment.
        self.parted: dict[tuple[int, str], datetime] = {}

    def item(self) -> None:
        owner = self.chance.choice([one for one in self.people if one.is_active])
        days = self.chance.choice([None, *range(2, 90)])
        today = timezone.localdate(self.server.now)
        deadline = today + timedelta(days=days) if days else None
        assign(another_item(self.template, owner=owner, deadline=deadline), today=today)

    # --- what people do -----------------------------------------------------------------------

    def somebody_acts(self) -> None:
        items = ActionItem.objects.unfinished().filter(owner_person__in=self.people)
        chosen = self.chance.choice(list(items.order_by("pk")) or [None])
        if chosen is None:
            return
        what = self.chance.choice(["answer", "extend", "give", "cancel", "away"])
        getattr(self, f"_{what}")(chosen)

    def _answer(self, item: ActionItem) -> None:
        action_item_answer(
            action_item=item, deadline_version=item.deadline_version, note="", by=None,
            by_name="A", now=self.server.now,
        )  # fmt: skip
        self.closed_at[item.pk] = self.server.now

    def _cancel(self, item: ActionItem) -> None:
        action_item_cancel(action_item=item, reason="x", by=self.cast.lene, now=self.server.now)
        self.closed_at[item.pk] = self.server.now

    def _extend(self, item: ActionItem) -> None:
        today = timezone.localdate(self.server.now)
        if item.extensions < 2:
            deadline_extend(
                action_item=item, deadline_version=item.deadline_version,
                deadline=max(item.deadline or today, today) + timedelta(days=14), reason="x",
                by=None, by_name="A", now=self.server.now,
            )  # fmt: skip

    def _give(self, item: ActionItem) -> None:
        before, heir = item.owner_person, self.chance.choice(self.people)
        assert before is not None
        if heir.pk == before.pk or not heir.is_active:
            return
        action_item_change(
            action_item=item, version=item.version, task=item.task, owner_person=heir,
            owner_unit=None, deadline=item.deadline, by=self.cast.lene, now=self.server.now,
        )  # fmt: skip
        self.parted[item.pk, f"person:{before.pk}"] = self.server.now
        self.parted.pop((item.pk, f"person:{heir.pk}"), None)

    def _away(self, item: ActionItem) -> None:
        today = timezone.localdate(self.server.now)
        Absence.objects.create(
            person=item.owner_person,
            stand_in=self.chance.choice([one for one in self.people if one != item.owner_person]),
            first_day=today,
            last_day=today + timedelta(days=self.chance.randint(1, 20)),
        )

    def somebody_leaves(self) -> None:
        person = self.chance.choice([one for one in self.people if one.is_active])
        held = ActionItem.objects.filter(owner_person=person).unfinished()
        for pk in held.values_list("pk", flat=True):
            self.parted[pk, f"person:{person.pk}"] = self.server.now
        person_leave(person=person, heir=self.cast.unit, by=self.cast.bo, now=self.server.now)
        self.gone_at[person.email] = self.server.now

    # --- what the machines do -------------------------------------------------------------------

    def ticks(self) -> None:
        """Let two schedulers and two workers come by, in any order, perhaps dying on the way."""
        for _scheduler in range(2):
            messages_plan(now=self.server.now)
        due = messages_due(now=self.server.now)
        due += due[:3]
        self.chance.shuffle(due)
        for message_id in due:
            try:
                message_send(message_id=message_id, now=self.server.now)
            except KilledError:
                continue

    def run(self) -> None:
        outage = 0
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            if outage:  # nobody comes by at all
                outage -= 1
                continue
            outage = self.chance.choice([0] * 14 + [1, 3])
            self._live(day)
        # Peace at last: what is planned goes out.
        self.server.is_down = self.server.is_rough = False
        for hour in range(6, 14):
            self._at(LAST + timedelta(days=3), hour, 0)
            self.ticks()

    def _live(self, day: date) -> None:
        self.server.is_rough = self.chance.random() < 0.4
        down = self.chance.random() < 0.1
        for hour in [9, self.chance.randint(5, 15)]:
            self._at(day, hour, self.chance.randint(0, 59))
            self.server.is_down = down and self.chance.random() < 0.7
            for _each in range(self.chance.randint(0, 3)):
                self.somebody_acts()
            if ActionItem.objects.count() < ITEMS:
                for _each in range(2):
                    self.item()
            self.ticks()
        if self.chance.random() < 0.04:
            self.somebody_leaves()

    def _at(self, day: date, hour: int, minute: int) -> None:
        """Turn the clock, now and then backwards: the hours of a day come in any order."""
        self.server.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.fixture(params=SEEDS)
def year(request, cast: Cast, action_item: ActionItem, settings, monkeypatch) -> Town:
    settings.EMAIL_BACKEND = f"{__name__}.Backend"
    settings.MAIL_LEASE_SECONDS = 60
    ClosingDay.objects.create(day=date(2026, 5, 15), name="Lukket")
    CalendarPeriod.objects.create(
        name="industriferie", first_day=date(2026, 7, 13), last_day=date(2026, 7, 31), is_quiet=True
    )
    year = Town(cast, action_item, request.param)
    year.run()
    return year


def test_weeks_of_outages_loses_nothing_and_doubles_only_what_was_cut(year: Town, capsys) -> None:
    taken = year.server.taken
    count = Counter(one.message_id for one in taken)
    carried: dict[tuple[object, ...], set[str]] = defaultdict(set)
    sent = Reminder.objects.filter(state=Reminder.State.SENT).select_related("message")
    for row in sent:
        key = (row.action_item_id, row.step, row.deadline_version, row.recipient)
        carried[key].add(row.message.message_id)
    doubled = [message_id for message_id, times in count.items() if times > 1]
    with capsys.disabled():
        print(  # noqa: T201 (the figures are what this run is for)
            f"\n{ActionItem.objects.count()} items, {len(count)} mails, {len(sent)} told, "
            f"{len(year.server.cut)} cut, {len(doubled)} doubled, {len(year.gone_at)} left"
        )
    assert len(count) > 40
    assert all(len(ids) == 1 for ids in carried.values())
    # A second acceptance is only of what was cut on the wire, under the same Message-ID.
    assert set(doubled) <= year.server.cut
    sent_ids = set(Message.objects.filter(state="sent").values_list("message_id", flat=True))
    assert sent_ids <= set(count)
    _never_on_a_day_off(taken)
    _nothing_after_the_end(year, sent)
    _never_to_who_has_left(year)
    _nothing_is_left_behind(year)


def _never_on_a_day_off(taken: list[Taken]) -> None:
    closed = closing_days()
    for one in taken:
        local = timezone.localtime(one.at)
        assert is_workday(local.date(), closed=closed), local
        assert 8 <= local.hour < 16, local


def _nothing_after_the_end(year: Town, sent: Any) -> None:
    """No first acceptance told of what had ended, or of what had been taken from its owner."""
    first: dict[str, datetime] = {}
    for one in year.server.taken:
        first.setdefault(one.message_id, one.at)
    told = year.server.taken
    order = {id(one): number for number, one in enumerate(told)}
    assert len(order) == len(told)
    for row in sent:
        at = first[row.message.message_id]
        closed_at = year.closed_at.get(row.action_item_id)
        if closed_at and closed_at.date() < at.date():
            raise AssertionError(f"told of {row} at {at}, closed at {closed_at}")
        parted = year.parted.get((row.action_item_id, row.recipient))
        if parted and parted.date() < at.date():
            raise AssertionError(f"told {row.recipient} of {row} at {at}, parted at {parted}")


def _never_to_who_has_left(year: Town) -> None:
    for one in year.server.taken:
        gone_at = year.gone_at.get(one.to)
        is_again = one.message_id in year.server.cut
        assert gone_at is None or one.at <= gone_at or is_again, (one, gone_at)


def _nothing_is_left_behind(year: Town) -> None:
    """At the end nothing waits, and every open item's owner has been told of it.

    But for who asked for more time before the first mail: that owner knows already.
    """
    today = timezone.localdate(year.server.now)
    assert not Message.objects.unfinished().exists()
    assert not Reminder.objects.due(today=today).exists()
    for item in ActionItem.objects.unfinished().filter(extensions=0).exclude(pk=year.template.pk):
        told = item.reminders.filter(state__in=["sent", "included"])
        assert told.filter(deadline_version__lte=item.deadline_version).exists(), item.pk
