"""Who comes by the municipality's own login: which user that is, where it is one at all.

A person is known by issuer and subject. The first time, an administrator has noted them, or an
address that somebody vouches for is that of one user, or a group says so. Nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from meetings.models import Event, Identity, Person, User
from meetings.services.events import event_record
from meetings.services.group_roles import BY, GroupLine, group_roles_renew, roles_given

LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who has come, by the login's own word; `groups` is nothing where it left them out.

    `shown_at` is when the person showed there who it is, which may be long before; nothing where it
    does not say.
    """

    issuer: str
    subject: str
    email: str
    is_email_verified: bool
    username: str
    groups: frozenset[str] | None
    methods: frozenset[str]
    shown_at: datetime | None = None


class NotAdmittedError(Exception):
    """The person is known to the login and not let in here; the words are for the log alone."""

    def __init__(self, why: str, user: User | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.user = user


def identity_admit(*, arrival: Arrival, lines: tuple[GroupLine, ...], now: datetime) -> User:
    """Return the user who has come, with the roles that the groups give; or NotAdmittedError."""
    try:
        user, by_group = _admit(arrival, lines, now)
    except IntegrityError:
        # Twice in the same moment: what the other one wrote is there now.
        user, by_group = _admit(arrival, lines, now)
    if by_group and not user.roles.exists():
        raise NotAdmittedError("ikke længere i en gruppe med adgang", user)
    return user


def identity_is(*, user: User, arrival: Arrival) -> bool:
    """Tell whether who has come is the user."""
    return user.identities.filter(issuer=arrival.issuer, subject=arrival.subject).exists()


@transaction.atomic
def _admit(arrival: Arrival, lines: tuple[GroupLine, ...], now: datetime) -> tuple[User, bool]:
    known = Identity.objects.filter(issuer=arrival.issuer, subject=arrival.subject)
    identity = known.select_related("user").first() or _first_time(arrival, lines, now)
    if not identity.user.is_active:
        raise NotAdmittedError("login er lukket", identity.user)
    if arrival.groups is not None:
        group_roles_renew(user=identity.user, groups=arrival.groups, lines=lines, now=now)
    return identity.user, identity.by_group


def _first_time(arrival: Arrival, lines: tuple[GroupLine, ...], now: datetime) -> Identity:
    alike = _users_of(arrival.email)
    if alike:
        return _known_by_address(arrival, alike, now)
    if not roles_given(arrival.groups or frozenset(), lines):
        raise NotAdmittedError("ingen bruger og ingen gruppe med adgang")
    return _made_by_group(arrival, now)


def _users_of(email: str) -> list[User]:
    """Return all users of an address, closed ones too; only plain letters are compared."""
    if not email or not email.isascii():
        return []
    asked = Q(person__email__iexact=email) | Q(email__iexact=email)
    found = User.objects.filter(asked).select_related("person").order_by("pk")
    return [user for user in found if email.lower() in _addresses(user)]


def _addresses(user: User) -> set[str]:
    return {user.email.lower(), user.person.email.lower() if user.person else ""}


def _known_by_address(arrival: Arrival, alike: list[User], now: datetime) -> Identity:
    if not arrival.is_email_verified:
        raise NotAdmittedError("e-mailen er en brugers, men ikke bekræftet", alike[0])
    if len(alike) > 1:
        raise NotAdmittedError("e-mailen er flere brugeres", alike[0])
    user = User.objects.select_for_update().get(pk=alike[0].pk)
    if not user.is_active:
        raise NotAdmittedError("login er lukket", user)
    if user.identities.filter(issuer=arrival.issuer).exists():
        raise NotAdmittedError("e-mailen er en brugers med en anden arbejdskonto", user)
    return _note(user, arrival, now=now, by_group=False)


def _made_by_group(arrival: Arrival, now: datetime) -> Identity:
    person = _person_of(arrival)
    user = User(
        username=_free_name(arrival),
        email=arrival.email if arrival.is_email_verified else "",
        person=person,
    )
    user.set_unusable_password()
    user.save()
    _log(user, Event.Kind.CREATED, note="oprettet ved første login, af en gruppe", now=now)
    return _note(user, arrival, now=now, by_group=True)


def _person_of(arrival: Arrival) -> Person | None:
    """Return the one person of the register with that address, where somebody vouches for it."""
    if not (arrival.is_email_verified and arrival.email.isascii() and arrival.email):
        return None
    people: QuerySet[Person] = Person.objects.filter(email__iexact=arrival.email, user=None)
    found = [person for person in people if person.email.lower() == arrival.email.lower()]
    if any(not person.is_active for person in found):
        raise NotAdmittedError("personen er fratrådt")
    return found[0] if len(found) == 1 else None


def _free_name(arrival: Arrival) -> str:
    """Return a name to be called by; it opens nothing, so another's is only numbered on."""
    wanted = arrival.username or arrival.email.partition("@")[0] or "bruger"
    name = re.sub(r"[^\w.@+-]", "", wanted)[: LONGEST_NAME - 10] or "bruger"
    taken = set(User.objects.filter(username__istartswith=name).values_list("username", flat=True))
    small = {one.casefold() for one in taken}
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *numbered) if one.casefold() not in small)


def _note(user: User, arrival: Arrival, *, now: datetime, by_group: bool) -> Identity:
    identity = Identity.objects.create(
        user=user, issuer=arrival.issuer, subject=arrival.subject, by_group=by_group
    )
    _log(user, Event.Kind.CHANGED, note="arbejdskonto knyttet til brugeren", now=now)
    return identity


def _log(user: User, kind: Event.Kind, *, note: str, now: datetime) -> None:
    event_record(
        subject=Event.Subject.USER,
        subject_id=user.pk,
        kind=kind,
        at=now,
        by_name=BY,
        note=note,
    )
