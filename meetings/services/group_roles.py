"""Roles that groups of the municipality's own login give, and take away again."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from meetings.models import Committee, Event, Role, Unit, User
from meetings.services.events import event_record

logger = logging.getLogger(__name__)

BY = "kommunens login"
# (group, role, name of a committee or unit, or nothing), as the settings have it.
GroupLine = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A role that a group gives; a committee or unit by its number."""

    kind: str
    committee_id: int | None = None
    unit_id: int | None = None


def roles_given(groups: frozenset[str], lines: tuple[GroupLine, ...]) -> set[Given]:
    """Return what the groups give by the lines; a line whose place is not there gives nothing."""
    found = (_given(line) for line in lines if line[0] in groups)
    return {given for given in found if given}


@transaction.atomic
def group_roles_renew(
    *, user: User, groups: frozenset[str], lines: tuple[GroupLine, ...], now: datetime
) -> None:
    """Give the user what the groups give, and take away what groups gave before and do not now."""
    wanted = roles_given(groups, lines)
    for role in user.roles.filter(by_group=True).order_by("pk"):
        if Given(role.kind, role.committee_id, role.unit_id) not in wanted:
            _take_away(role, now=now)
    for given in sorted(wanted, key=repr):
        role, is_new = Role.objects.get_or_create(
            user=user, **asdict(given), defaults={"by_group": True}
        )
        if is_new:
            _log(role, role.pk, Event.Kind.CREATED, now=now)
    user.__dict__.pop("held_roles", None)


def _take_away(role: Role, *, now: datetime) -> None:
    if role.kind == Role.Kind.ADMINISTRATOR and _is_the_last(role):
        note = "den sidste administrator, derfor beholdt"
        _log(role, role.pk, Event.Kind.KEPT, now=now, more=note)
        return
    pk = role.pk
    role.delete()
    _log(role, pk, Event.Kind.CANCELLED, now=now)


def _is_the_last(role: Role) -> bool:
    """Tell whether nobody else administrates; of two who go at once the other one waits."""
    administrators = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR).order_by("pk")
    locked = list(administrators.select_for_update().values_list("user_id", flat=True))
    others = User.objects.filter(pk__in=locked, is_active=True).exclude(pk=role.user_id)
    return not others.exists()


def _given(line: GroupLine) -> Given | None:
    """Return the role; a place that nothing or several are called is nobody's to guess."""
    group, kind, place = line
    if not place:
        return Given(kind)
    found = _numbers(kind, place)
    if len(found) != 1:
        logger.warning("FOLGOP_OIDC_GROUPS: %s: %d places are called %r.", group, len(found), place)
        return None
    if kind == Role.Kind.MANAGER:
        return Given(kind, unit_id=found[0])
    return Given(kind, committee_id=found[0])


def _numbers(kind: str, place: str) -> list[int]:
    if kind == Role.Kind.MANAGER:
        units = Unit.objects.filter(Q(name=place) | Q(abbreviation=place))
        return list(units.values_list("pk", flat=True))
    committees = Committee.objects.filter(Q(name=place) | Q(short_name=place))
    return list(committees.values_list("pk", flat=True))


def _log(role: Role, pk: int, kind: Event.Kind, *, now: datetime, more: str = "") -> None:
    note = f"rolle: {role}: {role.user.username}"
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=pk,
        kind=kind,
        at=now,
        by_name=BY,
        note=f"{note}. {more}" if more else note,
    )
