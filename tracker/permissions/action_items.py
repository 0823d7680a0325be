"""Which action items the user may see, answer and decide on, and what waits for a decision."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import ActionItem, CoOwner, Decline, Extension
from actions.models.action_item import PUBLIC, ActionItemQuerySet
from meetings.models import Role, User
from tracker.permissions.roles import (
    EVERYTHING,
    NOTHING,
    Access,
    Viewer,
    covered_committees,
    is_reader,
    is_secretary,
    managed_units,
    refuse_unless,
    roles_of,
)


def visible_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return the follow-ups the user may see; not yet sent ones only to who decides on them."""
    sent = Q(assigned_at__isnull=False)
    managed = _managed(user)
    read = covered_committees(user, "committee", Role.Kind.READER) if is_reader(user) else NOTHING
    return ActionItem.objects.filter(
        decides_action_items(user)
        | (_owned(user) & sent)
        | (PUBLIC & sent & (managed | read | _taken_from_us(user)))
    )


def owned_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return what the user, alone or with the unit, has been given to do."""
    return visible_action_items(user).filter(_owned(user))


def decided_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return the follow-ups that the user takes care of."""
    return ActionItem.objects.filter(decides_action_items(user))


def inbox_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return what lies with the user's unit, or one the user leads, and can be taken there."""
    person = user.person if isinstance(user, User) else None
    if person is None or not roles_of(user, *Role.Kind):
        return ActionItem.objects.none()
    lying = Q(owner_unit__manager=person)
    if person.unit_id:
        lying |= Q(owner_unit=person.unit_id) & PUBLIC
    return ActionItem.objects.unfinished().filter(lying, assigned_at__isnull=False)


def access_action_item(user: Viewer, pk: int, *, to: Access = "see") -> ActionItem:
    queryset = visible_action_items(user).select_related(
        "agenda_item__meeting__document",
        "committee",
        "commitment",
        "owner_person__unit",
        "owner_unit",
        "merged_into",
        "taken_from",
        "bound_to__committee",
    )
    action_item = get_object_or_404(queryset, pk=pk)
    refuse_unless(to, ActionItem.objects.filter(decides_action_items(user)), action_item)
    return action_item


def may_answer(user: Viewer, action_item: ActionItem) -> bool:
    """Tell whether the user owns the item, alone or with the unit, or decides on it."""
    answerable = ActionItem.objects.filter(_owned(user) | decides_action_items(user))
    return answerable.filter(pk=action_item.pk).exists()


def may_decide(user: Viewer, action_item: ActionItem) -> bool:
    return ActionItem.objects.filter(decides_action_items(user)).filter(pk=action_item.pk).exists()


def may_put_off(user: Viewer, action_item: ActionItem) -> bool:
    """Tell whether the user puts off others' reminders: as secretary, or as their manager."""
    deciding = ActionItem.objects.filter(decides_action_items(user) | _led(user))
    return deciding.filter(pk=action_item.pk).exists()


def decided_extensions(user: Viewer) -> QuerySet[Extension]:
    """Return the wishes for more time that wait for the user: as secretary, or as manager.

    A manager decides on what is open and another's; a closed item is for its secretaries.
    """
    items = ActionItem.objects.filter(decides_action_items(user) | _led(user))
    waiting = Extension.objects.waiting().filter(action_item__status=ActionItem.Status.OPEN)
    return waiting.filter(action_item__in=items.values("pk"))


def access_extension(user: Viewer, pk: int) -> Extension:
    return get_object_or_404(decided_extensions(user).select_related("action_item"), pk=pk)


def decided_declines(user: Viewer) -> QuerySet[Decline]:
    """Return what an owner said was not theirs, where the user decides whose it is."""
    items = ActionItem.objects.unfinished().filter(decides_action_items(user))
    return Decline.objects.unsettled().filter(action_item__in=items.values("pk"))


def stranded_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return those whose deadline lost its meeting, where the user says what holds instead."""
    return ActionItem.objects.filter(decides_action_items(user)).stranded()


def access_decline(user: Viewer, pk: int) -> Decline:
    return get_object_or_404(decided_declines(user).select_related("action_item"), pk=pk)


def decides_action_items(user: Viewer) -> Q:
    if not is_secretary(user):
        return NOTHING
    return covered_committees(user, "committee", Role.Kind.SECRETARY)


def _managed(user: Viewer) -> Q:
    units = managed_units(user)
    return Q(owner_unit__in=units) | Q(owner_person__unit__in=units) if units else NOTHING


def _led(user: Viewer) -> Q:
    """Cover what a manager decides on for others: nobody gives the own work more time alone."""
    person = user.person_id if isinstance(user, User) else None
    others = ~Q(owner_person=person) if person else EVERYTHING
    return PUBLIC & _managed(user) & others & Q(assigned_at__isnull=False)


def _owned(user: Viewer) -> Q:
    """Cover what the person was given, and what the person's unit was; closed to its manager."""
    person = user.person if isinstance(user, User) else None
    if person is None or not roles_of(user, *Role.Kind):
        return NOTHING
    shared = CoOwner.objects.standing()
    manages = shared.filter(Q(person=person) | Q(unit__manager=person))
    own = Q(owner_person=person) | Q(owner_unit__manager=person) | _in(manages)
    if person.unit_id:
        units = Q(owner_unit=person.unit_id) | _in(shared.filter(unit=person.unit_id))
        own |= units & PUBLIC
    return own


def _taken_from_us(user: Viewer) -> Q:
    """Cover what a colleague took from the inbox of the user's unit: to be seen, not answered."""
    person = user.person if isinstance(user, User) else None
    if person is None or not person.unit_id or not roles_of(user, *Role.Kind):
        return NOTHING
    return Q(taken_from=person.unit_id)


def _in(co_owners: QuerySet[CoOwner]) -> Q:
    return Q(pk__in=co_owners.values("action_item"))
