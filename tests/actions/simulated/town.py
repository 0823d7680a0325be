"""A town for a year: its people, its clock and its luck."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

from django.db import OperationalError
from django.utils import timezone

from actions.models import ActionItem, Message
from actions.policy import is_workday, workdays_after
from actions.services.action_items import action_item_cancel, action_item_change
from actions.services.answers import action_item_answer
from actions.services.escalation import rungs_plan
from actions.services.extensions import deadline_extend
from actions.services.leaving import person_leave
from actions.services.messages import message_send, messages_due, messages_plan, messages_send
from meetings.models import Absence, Person
from meetings.selectors import closing_days
from tests.actions.outbox import another_item, assign
from tests.actions.simulated.outages import Backend, KilledError, Server, database_gone_after
from tests.cast import Cast

FIRST, LAST = date(2026, 1, 2), date(2026, 12, 30)
# Working days at the end on which nothing fails: what was missed is made up for.
PEACE = 12


class Town:
    def __init__(
        self, cast: Cast, action_item: ActionItem, *, seed: int, items: int, people: int
    ) -> None:
        self.cast, self.chance, self.items = cast, random.Random(seed), items
        self.server = Backend.server = Server(self.chance)
        self.people = [
            Person.objects.create(
                name=f"Ansvarlig {number}", email=f"a{number}@x.example", unit=cast.unit
            )
            for number in range(people)
        ]
        self.template = action_item
        self.closed = closing_days()
        self.befell: Counter[str] = Counter()
        self.stale: list[int] = []
        self.peace_from = LAST
        # How many mails had been taken when it ended, and when who owned it let go of it.
        self.ended: dict[int, int] = {}
        self.parted: dict[tuple[int, str], int] = {}
        self.gone: dict[str, int] = {}

    def run(self) -> None:
        days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
        away = 0
        for day in days:
            if away:  # nobody comes by at all, neither scheduler nor worker
                away -= 1
                continue
            # Of the days off, on which nothing may go out, a few are enough.
            if is_workday(day, closed=self.closed) or self.chance.random() < 0.15:
                away = self._befalls("machines away", 0.04) * self.chance.randint(1, 4)
                self._live(day)
        self._find_peace()

    def _live(self, day: date) -> None:
        self.server.is_rough = self._befalls("rough line", 0.3)
        down = self._befalls("mail server down", 0.08)
        for hour in [9, self.chance.randint(5, 15)][: self.chance.choice([1, 2])]:
            self._turn_the_clock(day, hour)
            self.server.is_down = down and self.chance.random() < 0.7
            self._people_act()
            self._ticks()
        if self.chance.random() < 0.02:
            self._somebody_leaves()

    def _turn_the_clock(self, day: date, hour: int) -> None:
        """Set the clock, now and then wrongly: the next time it is right again."""
        minute = self.chance.randint(0, 59)
        self.server.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        if self._befalls("clock ahead", 0.02):
            self.server.now += timedelta(days=3)
        elif self._befalls("clock behind", 0.02):
            self.server.now -= timedelta(hours=2)

    def _befalls(self, what: str, chance: float) -> bool:
        is_so = self.chance.random() < chance
        self.befell[what] += is_so
        return is_so

    def _find_peace(self) -> None:
        self.server.is_down = self.server.is_rough = False
        self.peace_from = day = workdays_after(LAST, 1, closed=self.closed)
        for _each in range(PEACE):
            for hour in (8, 9, 13):
                self.server.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
                self._tick_once()
                messages_send(clock=self._clock, seconds=60)
            day = workdays_after(day, 1, closed=self.closed)

    # --- what the machines do -------------------------------------------------------------------

    def _ticks(self) -> None:
        """Let two schedulers come by, and workers hear bells: some twice, some late, some never."""
        for _scheduler in range(2):
            if not self._befalls("scheduler away", 0.05):
                with self._database():
                    self._tick_once()
        if self._befalls("broker away", 0.05) or self._befalls("worker away", 0.05):
            return
        if self.chance.random() < 0.5:
            self._send_all()
        due = messages_due(now=self.server.now)
        bells = [one for one in due if self.chance.random() > 0.05] + due[:3] + self.stale[:3]
        self.stale = due
        self.chance.shuffle(bells)
        for message_id in bells:
            self._send(message_id)

    def _tick_once(self) -> None:
        try:
            rungs_plan(now=self.server.now)
            messages_plan(now=self.server.now)
        except OperationalError:
            pass  # the next tick asks the same

    def _clock(self) -> datetime:
        return self.server.now

    def _send_all(self) -> None:
        """Send as a worker does, in batches, until it is through or cut off."""
        try:
            with self._database():
                messages_send(clock=self._clock, seconds=60)
        except KilledError:
            self.befell["worker killed in a batch"] += 1
        except OperationalError:
            self.befell["database away in a batch"] += 1
            held = Message.objects.filter(state=Message.State.CLAIMED, taken_at__isnull=True)
            on_the_wire = held.filter(transmitting_at__isnull=False)
            self.server.cut |= set(on_the_wire.values_list("message_id", flat=True))

    def _send(self, message_id: int) -> None:
        before = len(self.server.taken)
        try:
            with self._database():
                message_send(message_id=message_id, now=self.server.now)
        except KilledError:
            self.befell["worker killed"] += 1
        except OperationalError:
            # Taken by the server, and nobody could note it.
            if len(self.server.taken) > before:
                self.server.cut.add(self.server.taken[-1].message_id)
            else:
                on_the_wire = Message.objects.filter(pk=message_id, transmitting_at__isnull=False)
                self.server.cut |= set(on_the_wire.values_list("message_id", flat=True))

    def _database(self):  # type: ignore[no-untyped-def]  # either of two kinds of context
        if self._befalls("database away", 0.02):
            return database_gone_after(self.chance.randint(0, 60))
        return nullcontext()

    # --- what people do -----------------------------------------------------------------------

    def _people_act(self) -> None:
        for _each in range(self.chance.choice([0, 0, 1, 1, 2, 3])):
            self._somebody_acts()
        for _each in range(self.chance.choice([0, 1, 1])):
            if ActionItem.objects.count() <= self.items:
                self._somebody_promises()

    def _somebody_promises(self) -> None:
        owner = self.chance.choice([one for one in self.people if one.is_active])
        days = self.chance.choice([None, *range(2, 60)])
        today = timezone.localdate(self.server.now)
        deadline = today + timedelta(days=days) if days else None
        assign(another_item(self.template, owner=owner, deadline=deadline), today=today)

    def _somebody_acts(self) -> None:
        items = ActionItem.objects.unfinished().filter(owner_person__in=self.people)
        waiting = list(items.order_by("pk"))
        if waiting:
            what = self.chance.choice(["answer", "answer", "extend", "give", "cancel", "away"])
            getattr(self, f"_{what}")(self.chance.choice(waiting))

    def _answer(self, item: ActionItem) -> None:
        action_item_answer(
            action_item=item, deadline_version=item.deadline_version, note="", by=None,
            by_name="A", now=self.server.now,
        )  # fmt: skip
        self.ended[item.pk] = len(self.server.taken)

    def _cancel(self, item: ActionItem) -> None:
        action_item_cancel(action_item=item, reason="x", by=self.cast.lene, now=self.server.now)
        self.ended[item.pk] = len(self.server.taken)

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
        self.parted[item.pk, f"person:{before.pk}"] = len(self.server.taken)
        self.parted.pop((item.pk, f"person:{heir.pk}"), None)

    def _away(self, item: ActionItem) -> None:
        today = timezone.localdate(self.server.now)
        Absence.objects.create(
            person=item.owner_person,
            stand_in=self.chance.choice([one for one in self.people if one != item.owner_person]),
            first_day=today,
            last_day=today + timedelta(days=self.chance.randint(1, 20)),
        )

    def _somebody_leaves(self) -> None:
        person = self.chance.choice([one for one in self.people if one.is_active])
        held = ActionItem.objects.filter(owner_person=person).unfinished()
        for pk in held.values_list("pk", flat=True):
            self.parted[pk, f"person:{person.pk}"] = len(self.server.taken)
        person_leave(person=person, heir=self.cast.unit, by=self.cast.bo, now=self.server.now)
        self.gone[person.email] = len(self.server.taken)
