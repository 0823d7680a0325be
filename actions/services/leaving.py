"""A person leaves: everything goes to the unit, and no mail ever goes to the person again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from actions.exceptions import AlreadyLeftError, LastAdministratorError, OneselfError
from actions.models import ActionItem, CoOwner, Message, Reminder
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import owner_key
from actions.services.giving import item_give
from actions.services.log import item_log
from meetings.models import Absence, Event, Person, Role, Unit, User
from meetings.services.events import event_record

UNENDED = Q(status__in=[ActionItem.Status.OPEN, ActionItem.Status.ANSWERED])


def items_to_hand_over(person: Person) -> ActionItemQuerySet:
    """Return what the person has in hand, also what is answered and may come back."""
    return ActionItem.objects.filter(UNENDED, owner_person=person)


def people_to_leave() -> QuerySet[Person]:
    """Return who can be reported as having left: all but those of whom nothing remains.

    Who was closed in the register alone may still own items and log in.
    """
    theirs = OuterRef("pk")
    return Person.objects.filter(
        Q(is_active=True)
        | Exists(ActionItem.objects.filter(UNENDED, owner_person=theirs))
        | Exists(CoOwner.objects.standing().filter(person=theirs))
        | Exists(Unit.objects.filter(manager=theirs))
        | Exists(User.objects.filter(person=theirs, is_active=True))
    )


def person_leave(*, person: Person, heir: Unit, by: User, now: datetime) -> int:
    """Hand all items over, end the login, and return how many items moved.

    What is closed goes to nobody by itself: it waits without an owner for its secretary.
    Raises AlreadyLeftError, OneselfError or LastAdministratorError.
    """
    if by.person_id == person.pk:
        raise OneselfError
    with transaction.atomic():
        current = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if not people_to_leave().filter(pk=person.pk).exists():
            raise AlreadyLeftError
        _keep_an_administrator(person)
        Person.objects.filter(pk=person.pk).update(is_active=False)
        items = list(
            items_to_hand_over(person).select_for_update(of=("self",)).select_related("agenda_item")
        )
        for action_item in items:
            _hand_over(action_item, person, heir, by=by, now=now)
        _forget(person, now=now)
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=person.pk,
            kind=Event.Kind.HANDED_OVER,
            at=now,
            by=by,
            changes={"is_active": [current.is_active, False]},
            note=_("%(name)s er fratrådt. Opgaver til %(unit)s: %(count)s.")
            % {"name": person.name, "unit": heir.name, "count": len(items)},
        )
    person.refresh_from_db()
    return len(items)


def _keep_an_administrator(person: Person) -> None:
    """Refuse where nobody would be left to let others in; locked, lest two shut each other out."""
    active = User.objects.filter(is_active=True, roles__kind=Role.Kind.ADMINISTRATOR)
    administrators = active.select_for_update(of=("self",)).order_by("pk")
    if {user.person_id for user in administrators} == {person.pk}:
        raise LastAdministratorError


def _hand_over(
    action_item: ActionItem, person: Person, heir: Unit, *, by: User, now: datetime
) -> None:
    unit = None if action_item.is_confidential else heir
    item_give(action_item=action_item, unit=unit, by=by, now=now)
    changes: dict[str, list[object]] = {"owner": [str(person), str(unit) if unit else None]}
    item_log(action_item, Event.Kind.HANDED_OVER, now=now, by=by, changes=changes)


def _forget(person: Person, *, now: datetime) -> None:
    """Take the person out of everything that mails are sent for."""
    User.objects.filter(person=person).update(is_active=False)
    Unit.objects.filter(manager=person).update(manager=None)
    Absence.objects.filter(Q(person=person) | Q(stand_in=person)).standing().update(
        withdrawn_at=now
    )
    key = owner_key(person_id=person.pk, unit_id=None)
    CoOwner.objects.filter(person=person).end(now=now)
    Reminder.objects.filter(recipient=key, state=Reminder.State.PLANNED).update(
        state=Reminder.State.CANCELLED
    )
    planned = Message.objects.filter(recipient=key, state=Message.State.PLANNED)
    planned.update(
        state=Message.State.CANCELLED, error=_("%(name)s er fratrådt.") % {"name": person.name}
    )
