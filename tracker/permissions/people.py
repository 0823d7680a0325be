"""From a user to what stands around the register: whose absences, and how much may be counted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from actions.models import ActionItem, Commitment, CoOwner, Decline, HouseRule, ReminderRhythm
from actions.usage import Reach
from meetings.models import (
    Absence,
    Alias,
    Document,
    Meeting,
    Person,
    PlannedMeeting,
    Role,
    Unit,
    User,
)
from tracker.permissions.action_items import visible_action_items
from tracker.permissions.minutes import visible_agenda_items, visible_documents, visible_meetings
from tracker.permissions.register import visible_house_rules, visible_rhythms
from tracker.permissions.roles import (
    Viewer,
    decides_every_committee,
    is_manager,
    is_secretary,
    managed_units,
)


def countable(user: Viewer) -> Reach | None:
    """Return what may be counted of what refers to a row of the register; None for everything.

    How many there are tells of closed items too: only what the user may open is counted.
    """
    if decides_every_committee(user):
        return None
    items = visible_action_items(user)
    return {
        ActionItem: items,
        CoOwner: CoOwner.objects.filter(action_item__in=items.values("pk")),
        Decline: Decline.objects.filter(action_item__in=items.values("pk")),
        Commitment: Commitment.objects.filter(
            agenda_item__in=visible_agenda_items(user).values("pk")
        ),
        Document: visible_documents(user),
        Meeting: visible_meetings(user),
        HouseRule: visible_house_rules(user),
        ReminderRhythm: visible_rhythms(user),
        # What stands in the register itself, which the user sees anyway.
        **{
            model: model._default_manager.all()
            for model in (Absence, Alias, Person, PlannedMeeting, Role, Unit, User)
        },
    }


def may_enter_absences(user: Viewer) -> bool:
    return is_secretary(user) or is_manager(user)


def absent_people(user: Viewer) -> QuerySet[Person]:
    """Return for whom the user may say that they are away: a manager for the units below."""
    people = Person.objects.filter(is_active=True)
    if is_secretary(user):
        return people
    return people.filter(unit__in=managed_units(user)) if is_manager(user) else people.none()


def access_absent_person(user: Viewer, pk: int) -> Person:
    if not may_enter_absences(user):
        raise PermissionDenied
    return get_object_or_404(absent_people(user), pk=pk)
