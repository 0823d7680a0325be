"""What of people, house rules, rhythms and saved views the user may see and change."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import HouseRule, ReminderRhythm
from actions.models.rhythm import ReminderRhythmQuerySet
from meetings.models import Person, Role, Unit, User
from tracker.models import SavedView
from tracker.models.saved_view import SavedViewQuerySet
from tracker.permissions.roles import (
    Access,
    Viewer,
    covered_committees,
    decided_committees,
    decides_every_committee,
    is_administrator,
    is_secretary,
    refuse_unless,
)


def assignable_people(user: Viewer) -> QuerySet[Person]:
    """Return whom the user may search for to give work to."""
    return Person.objects.all() if is_secretary(user) else Person.objects.none()


def assignable_units(user: Viewer) -> QuerySet[Unit]:
    return Unit.objects.all() if is_secretary(user) else Unit.objects.none()


def leaving_people(user: Viewer) -> QuerySet[Person]:
    """Return whose items, of whichever committee, the user may hand over, closing the login.

    An administrator's login is closed by another administrator alone.
    """
    if not decides_every_committee(user):
        return Person.objects.none()
    if is_administrator(user):
        return Person.objects.all()
    mighty = User.objects.filter(Q(roles__kind=Role.Kind.ADMINISTRATOR) | Q(is_superuser=True))
    return Person.objects.filter(~Exists(mighty.filter(person=OuterRef("pk"))))


def access_leaving_person(user: Viewer, pk: int) -> Person:
    if not decides_every_committee(user):
        raise PermissionDenied
    person = get_object_or_404(Person.objects.select_related("unit"), pk=pk)
    if not leaving_people(user).filter(pk=pk).exists():
        raise PermissionDenied
    return person


def visible_saved_views(user: Viewer) -> SavedViewQuerySet:
    """Return the user's own views, and to a secretary those shared with the user's committees.

    A view names what is searched for, which may be words of a closed item: only those who decide
    on the committee that it is shared with are told of it.
    """
    standing = SavedView.objects.standing()
    if not isinstance(user, User) or not user.is_active:
        return standing.none()
    seen = Q(owner=user)
    if is_secretary(user):
        shared = Q(is_shared=True, owner__is_active=True)
        seen |= shared & covered_committees(user, "committee", Role.Kind.SECRETARY)
    return standing.filter(seen)


def visible_house_rules(user: Viewer) -> QuerySet[HouseRule]:
    """Return the rules of the user's committees, and those that hold for all."""
    if not is_secretary(user):
        return HouseRule.objects.none()
    own = covered_committees(user, "committee", Role.Kind.SECRETARY)
    return HouseRule.objects.filter(own | Q(committee__isnull=True))


def decided_house_rules(user: Viewer) -> QuerySet[HouseRule]:
    """Return the rules the user may change: what holds for all is for who decides everywhere."""
    if decides_every_committee(user):
        return HouseRule.objects.all()
    return visible_house_rules(user).filter(committee__isnull=False)


def access_house_rule(user: Viewer, pk: int, *, to: Access = "see") -> HouseRule:
    queryset = visible_house_rules(user).select_related("committee", "created_by__person")
    house_rule = get_object_or_404(queryset, pk=pk)
    refuse_unless(to, decided_house_rules(user), house_rule)
    return house_rule


def visible_rhythms(user: Viewer) -> ReminderRhythmQuerySet:
    """Return the rhythms that hold for the user's committees, and those for all."""
    standing = ReminderRhythm.objects.standing()
    if not is_secretary(user):
        return standing.none()
    own = covered_committees(user, "committee", Role.Kind.SECRETARY)
    return standing.filter(own | Q(committee__isnull=True))


def decided_rhythms(user: Viewer) -> ReminderRhythmQuerySet:
    """Return the rhythms the user may change: what holds for all is for who decides everywhere."""
    if decides_every_committee(user):
        return ReminderRhythm.objects.standing()
    return visible_rhythms(user).filter(committee__isnull=False)


def access_rhythm(user: Viewer, pk: int, *, to: Access = "see") -> ReminderRhythm:
    rhythm = get_object_or_404(visible_rhythms(user).select_related("committee"), pk=pk)
    refuse_unless(to, decided_rhythms(user), rhythm)
    return rhythm


def may_settle_rhythms(user: Viewer) -> bool:
    return decided_committees(user).exists()
