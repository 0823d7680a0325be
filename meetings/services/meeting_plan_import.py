"""The meeting plan from a table or another calendar: a meeting that was moved is known again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.calendar_file import PlannedLine
from meetings.exceptions import RegisterConflictError
from meetings.models import Committee, Event, PlannedMeeting, User
from meetings.services.register_rows import register_log

Changes = dict[str, list[object]]
Named = dict[tuple[Committee, date], PlannedLine]


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What a file made of the plan; `left` are meetings between its days that it does not name."""

    created: tuple[PlannedMeeting, ...]
    changed: tuple[tuple[PlannedMeeting, Changes], ...]
    unchanged: int
    left: tuple[PlannedMeeting, ...]


def meeting_plan_import(
    *,
    lines: Sequence[PlannedLine],
    committee: Committee | None,
    by: User | None,
    now: datetime,
) -> PlanImport:
    """Bring the plan in line with a file, all of it or nothing; `committee` is for nameless lines.

    Raises RegisterConflictError, which names the line.
    """
    created: list[PlannedMeeting] = []
    changed: list[tuple[PlannedMeeting, Changes]] = []
    with transaction.atomic():
        named = _named(lines, committee)
        for place in _in_order(_places(named)):
            changes = _write(place)
            if place.row is None:
                planned = PlannedMeeting.objects.get(committee=place.whose, held_on=place.held_on)
                created.append(planned)
                register_log(planned, Event.Kind.CREATED, by=by, now=now)
            elif changes:
                place.row.refresh_from_db()
                changed.append((place.row, changes))
                register_log(place.row, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    unchanged = len(named) - len(created) - len(changed)
    return PlanImport(tuple(created), tuple(changed), unchanged, tuple(_left(named)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line belongs: the meeting it is, none where it is new, and of which it is a part."""

    whose: Committee
    line: PlannedLine
    row: PlannedMeeting | None
    part_of: PlannedMeeting | None = None

    @property
    def held_on(self) -> date:
        return self.line.held_on

    @property
    def moves(self) -> bool:
        return self.row is not None and self.row.held_on != self.held_on


def _places(named: Named) -> list[_Place]:
    known = {key: _known_by_uid(key[0], line) for key, line in named.items()}
    leaving = {row.pk for (_whose, day), row in known.items() if row and row.held_on != day}
    places: list[_Place] = []
    for (whose, held_on), line in named.items():
        at = PlannedMeeting.objects.filter(committee=whose, held_on=held_on).first()
        row = known[whose, held_on]
        if at and (row is None or at.pk not in leaving):
            row = at
        taken = {place.row.pk for place in places if place.row and place.moves}
        places.append(
            _moved(whose, line, named, taken) if row is None else _Place(whose, line, row)
        )
    return places


def _known_by_uid(whose: Committee, line: PlannedLine) -> PlannedMeeting | None:
    if not line.uid:
        return None
    return PlannedMeeting.objects.filter(committee=whose, uid=line.uid).order_by("pk").last()


def _moved(whose: Committee, line: PlannedLine, named: Named, taken: set[int]) -> _Place:
    """Return the meeting that a table says was moved, or a further part of it."""
    if line.moved_from is None:
        return _Place(whose, line, None)
    was = PlannedMeeting.objects.filter(committee=whose, held_on=line.moved_from).first()
    if was is None:
        return _Place(whose, line, None)
    stays = (whose, line.moved_from) in named
    if stays or was.pk in taken:
        return _Place(whose, line, None, part_of=was)
    return _Place(whose, line, was)


def _in_order(places: list[_Place]) -> Iterator[_Place]:
    """Yield those that stay, then each that moves once the day it goes to is free."""
    yield from (place for place in places if not place.moves and not place.part_of)
    waiting = [place for place in places if place.moves]
    while waiting:
        free = [place for place in waiting if not _is_taken(place)]
        if not free:
            raise _conflict(waiting[0].line, _("Udvalget har allerede et møde den dag."))
        yield free[0]
        waiting.remove(free[0])
    yield from (place for place in places if place.part_of)


def _is_taken(place: _Place) -> bool:
    same_day = PlannedMeeting.objects.filter(committee=place.whose, held_on=place.held_on)
    return same_day.exists()


def _write(place: _Place) -> Changes:
    line = place.line
    values: dict[str, Any] = {"place": line.place, "is_cancelled": line.is_cancelled}
    if line.case_number is not None:
        values["case_number"] = line.case_number
    uid = {"uid": line.uid} if line.uid else {}
    if place.row is None:
        part_of = place.part_of
        whole = (part_of.split_from_id or part_of.pk) if part_of else None
        PlannedMeeting.objects.create(
            committee=place.whose, held_on=line.held_on, split_from_id=whole, **values, **uid
        )
        return {}
    values["held_on"] = line.held_on
    row = place.row
    different = {name: to for name, to in values.items() if getattr(row, name) != to}
    PlannedMeeting.objects.filter(pk=row.pk).update(**different, **uid)
    return {name: [_plain(getattr(row, name)), _plain(to)] for name, to in different.items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _named(lines: Sequence[PlannedLine], committee: Committee | None) -> Named:
    """Return each line by whose meeting it is; the same meeting twice is a slip."""
    committees = list(Committee.objects.filter(is_active=True))
    named: Named = {}
    for line in lines:
        whose = _meant(line, committees) or (committee if not line.committee else None)
        if whose is None:
            raise _conflict(
                line,
                _("Udvalget »%(name)s« findes ikke i registret.")
                % {"name": line.committee or line.summary},
            )
        first = named.setdefault((whose, line.held_on), line)
        if first is not line:
            raise _conflict(
                line, _("Det samme møde står i linje %(first)s.") % {"first": first.number}
            )
    return named


def _conflict(line: PlannedLine, words: str) -> RegisterConflictError:
    return RegisterConflictError(
        _("Linje %(line)s: %(words)s") % {"line": line.number, "words": words}
    )


def _meant(line: PlannedLine, committees: Iterable[Committee]) -> Committee | None:
    """Return the committee that a table names, or whose name stands in a calendar's summary."""
    if line.committee:
        wanted = line.committee.casefold()
        return next(
            (one for one in committees if wanted in {one.name.casefold(), _short(one)}), None
        )
    summary = line.summary.casefold()
    found = [one for one in committees if one.name.casefold() in summary]
    found += [one for one in committees if _short(one) and _short(one) in summary.split()]
    return max(found, key=lambda one: len(one.name), default=None)


def _short(committee: Committee) -> str:
    return committee.short_name.casefold()


def _left(named: Named) -> Iterable[PlannedMeeting]:
    if not named:
        return ()
    days = [held_on for _whose, held_on in named]
    between = PlannedMeeting.objects.filter(
        committee__in={whose.pk for whose, _day in named},
        held_on__range=(min(days), max(days)),
        is_cancelled=False,
    ).select_related("committee")
    return [one for one in between if (one.committee, one.held_on) not in named]
