"""The overview counted once more by hand, row by row, knowing nothing of the product's queries."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from actions.models import ActionItem
from meetings.models import AgendaItem, Person, Unit
from tests.cast import NOW, TODAY, Cast, make_meeting

HERE = ZoneInfo("Europe/Copenhagen")
EDGES = (0, 1, 6, 7, 8, 13, 14, 15, 29, 30, 31, 60, 90, 91, 200, 400)


def scatter(cast: Cast, chance: random.Random, *, count: int) -> None:
    """Write action items of every kind: open and closed, of three units and of nobody."""
    people = [
        cast.anna_holm,
        Person.objects.create(name="Poul Friis", unit=cast.directorate),
        Person.objects.create(name="Tora Dal", unit=cast.other_unit),
        Person.objects.create(name="Uden Enhed"),
    ]
    units = [cast.directorate, cast.unit, cast.other_unit]
    said = [
        AgendaItem.objects.filter(
            meeting=make_meeting(committee, sha256=letter * 64), position=1
        ).get()
        for committee, letter in zip(
            (cast.committee, cast.other_committee, cast.committee), "abc", strict=True
        )
    ]
    AgendaItem.objects.filter(pk=said[2].pk).update(is_closed=True)
    ActionItem.objects.bulk_create(_one(cast, chance, people, units, said) for _ in range(count))


def _one(cast, chance, people, units, said) -> ActionItem:  # type: ignore[no-untyped-def]
    status = chance.choice(["open"] * 5 + ["done"] * 5 + ["answered", "cancelled"])
    created = _moment(chance, chance.choice(EDGES))
    answered = _moment(chance, chance.choice(EDGES)) if status != "open" else None
    closed = _moment(chance, chance.choice(EDGES)) if status in {"done", "cancelled"} else None
    owner = chance.choice([*people, *units, None])
    agenda_item = chance.choice([*said, None])
    committee = (
        agenda_item.meeting.committee
        if agenda_item
        else chance.choice([cast.committee, cast.other_committee])
    )
    return ActionItem(
        task="Undersøg taget",
        committee=committee,
        agenda_item=agenda_item,
        is_closed=chance.random() < 0.15,
        owner_person=owner if isinstance(owner, Person) else None,
        owner_unit=owner if isinstance(owner, Unit) else None,
        promised_on=_day(chance, -1),
        deadline=_day(chance, chance.choice([-1, 1])),
        extensions=chance.choice([0, 0, 1, 2]),
        status=status,
        assigned_at=created if chance.random() < 0.8 else None,
        moved_at=_moment(chance, chance.choice(EDGES)) if chance.random() < 0.5 else None,
        answered_at=answered if chance.random() < 0.7 else None,
        closed_at=closed,
        created_at=created,
    )


def _day(chance: random.Random, way: int) -> date | None:
    if chance.random() < 0.2:
        return None
    return TODAY + timedelta(days=way * chance.choice(EDGES))


def _moment(chance: random.Random, days_ago: int) -> datetime:
    # Around midnight as well, where the day here is another one than in the database.
    clock = chance.choice([time(0, 10), time(9), time(22, 30), time(23, 50)])
    moment = datetime.combine(TODAY - timedelta(days=days_ago), clock, tzinfo=UTC)
    return min(moment, NOW)


@dataclass(frozen=True)
class Row:
    """An item with what the counting needs, every relation looked up by hand."""

    pk: int
    item: ActionItem
    unit: int | None

    @property
    def is_secret(self) -> bool:
        said = self.item.agenda_item
        return self.item.is_closed or (said is not None and said.is_closed)


def rows_for(cast: Cast, who: str) -> list[Row]:
    return [row for row in _rows() if _VISIBLE[who](cast, row)]


def _rows() -> Iterator[Row]:
    for item in ActionItem.objects.select_related("agenda_item", "owner_person"):
        unit = item.owner_person.unit_id if item.owner_person else item.owner_unit_id
        yield Row(item.pk, item, unit)


def _managed(row: Row, units: set[int]) -> bool:
    return row.unit in units and not row.is_secret and row.item.assigned_at is not None


_VISIBLE: dict[str, Callable[[Cast, Row], bool]] = {
    "bo": lambda cast, row: True,
    "lene": lambda cast, row: row.item.committee_id == cast.committee.pk,
    "eva": lambda cast, row: row.item.committee_id == cast.other_committee.pk,
    "mads": lambda cast, row: _managed(row, {cast.directorate.pk, cast.unit.pk}),
    "ulla": lambda cast, row: _managed(row, {cast.other_unit.pk}),
}


def _is_silent(item: ActionItem) -> bool:
    before = NOW - timedelta(days=14)
    moved = item.moved_at or item.created_at
    return item.assigned_at is not None and item.assigned_at < before and moved < before


STANDS: dict[str, Callable[[ActionItem], bool]] = {
    "åbne": lambda item: item.status == "open",
    "overskredne": lambda item: (
        item.status == "open" and item.deadline is not None and item.deadline < TODAY
    ),
    "med frist inden 7 dage": lambda item: (
        item.status == "open"
        and item.deadline is not None
        and 0 <= (item.deadline - TODAY).days <= 7
    ),
    "uden frist": lambda item: item.status == "open" and item.deadline is None,
    "stille i 14 dage": lambda item: item.status == "open" and _is_silent(item),
    "åbne, der er udsat": lambda item: item.status == "open" and item.extensions > 0,
    "besvarede, venter på godkendelse": lambda item: item.status == "answered",
    "udført de sidste 30 dage": lambda item: (
        item.status == "done" and (TODAY - closed_on(item)).days <= 30
    ),
}


def closed_on(item: ActionItem) -> date:
    assert item.closed_at is not None
    return item.closed_at.astimezone(HERE).date()


def age(item: ActionItem) -> str:
    if item.promised_on is None:
        return "ukendt"
    days = (TODAY - item.promised_on).days
    if days <= 7:
        return "0-7 dage"
    if days <= 30:
        return "8-30 dage"
    return "31-90 dage" if days <= 90 else "over 90 dage"


def delivered_on(item: ActionItem) -> date:
    moment = item.answered_at or item.closed_at
    assert moment is not None
    return moment.astimezone(HERE).date()


def kept_of(items: list[ActionItem]) -> tuple[int, int, int, int, int, float | None]:
    """Return done, on time, too late, without deadline, put off, and the median of days."""
    dated = [item for item in items if item.deadline is not None]
    on_time = [item for item in dated if delivered_on(item) <= item.deadline]
    begun = [item.promised_on or item.created_at.astimezone(HERE).date() for item in items]
    days = [(delivered_on(item) - day).days for item, day in zip(items, begun, strict=True)]
    return (
        len(items),
        len(on_time),
        len(dated) - len(on_time),
        len(items) - len(dated),
        sum(item.extensions > 0 for item in items),
        median(days) if days else None,
    )


def owners_of(rows: list[Row]) -> Counter[str]:
    names: Counter[str] = Counter()
    for row in rows:
        item = row.item
        if item.status == "open":
            person, unit = item.owner_person_id, item.owner_unit_id
            names[f"person:{person}" if person else f"unit:{unit}" if unit else "none"] += 1
    return names
