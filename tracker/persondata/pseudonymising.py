"""A person who has left becomes nameless: in lists, pages, files, mails and searches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions.models import ActionItem, Commitment
from actions.services.leaving import people_to_leave
from actions.services.search import search_index
from meetings.models import (
    Document,
    Event,
    Hold,
    Identity,
    Meeting,
    Passkey,
    Person,
    Pseudonym,
    PseudonymWord,
    User,
)
from meetings.models.masking import forget_known
from meetings.pseudonyms import keyed
from meetings.services.events import event_record
from tracker.models import ApiToken, PersonReport
from tracker.persondata.asking import reports_remove
from tracker.persondata.naming import Name, names_of, new_code, pseudonym_key, pseudonym_name
from tracker.persondata.replacing import Changed, names_replace
from tracker.persondata.report import Whose, whose

# Stands for the code while nothing is made yet.
UNKNOWN_CODE = "0000"


class StillHereError(Exception):
    """Only who has left is made nameless."""


class AlreadyNamelessError(Exception):
    """The person is nameless already."""


class PersonHeldError(Exception):
    """A hold stands on the person, or on what the person is in; `holds` says which."""

    def __init__(self, holds: list[Hold]) -> None:
        super().__init__(holds)
        self.holds = holds


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change, or has: the pseudonym once there is one, rows by table, shared names."""

    name: str
    counts: Counter[str]
    shared: tuple[str, ...]


def person_plan(person: Person) -> Plan:
    """Say what would change. Raises what `person_pseudonymise` raises."""
    _refuse(person)
    one = whose(person)
    names = names_of(person, one.users, UNKNOWN_CODE)
    changed = names_replace(one, names, is_trial=True)
    shared = tuple(name.words for name in names if name.is_shared)
    return Plan("", changed.counts, shared)


def person_pseudonymise(*, person: Person, by: User, now: datetime) -> Plan:
    """Exchange all that the person is called, everywhere but in the minutes' own words.

    Raises StillHereError, AlreadyNamelessError or PersonHeldError, and then changes nothing.
    """
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        _refuse(person)
        one, key = whose(person), pseudonym_key()
        code = new_code(person, key)
        names = names_of(person, one.users, code)
        pseudonym = Pseudonym.objects.create(person=person, code=code, at=now, by=by)
        _know(pseudonym, names, key)
        changed = names_replace(one, names)
        _forget_person(one, code, now=now)
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=person.pk,
            kind=Event.Kind.PSEUDONYMISED,
            at=now,
            by=by,
            note=pseudonym_name(code),
            changes={"rækker": [sum(changed.counts.values()), 0]},
        )
        transaction.on_commit(partial(_follow, person.pk, changed), robust=True)
    forget_known()
    person.refresh_from_db()
    shared = tuple(name.words for name in names if name.is_shared)
    return Plan(pseudonym_name(code), changed.counts, shared)


def holds_touching(person: Person) -> QuerySet[Hold]:
    """Return the holds on the person, and on what the person owns, answered or put in."""
    items = ActionItem.objects.filter(Q(owner_person=person) | Q(co_owners__person=person))
    said = Commitment.objects.filter(owner_person=person)
    meetings = Meeting.objects.filter(
        Q(agenda_items__commitments__in=said.values("pk"))
        | Q(pk__in=items.values("agenda_item__meeting"))
    )
    documents = Document.objects.filter(
        Q(uploaded_by__person=person) | Q(pk__in=meetings.values("document"))
    )
    committees = Q(committee__in=items.values("committee"))
    committees |= Q(committee__in=meetings.values("committee"))
    committees |= Q(committee__in=documents.values("committee"))
    either = Q(person=person) | Q(meeting__in=meetings.values("pk")) | committees
    standing = Hold.objects.standing().select_related(
        "document", "meeting__committee", "committee", "person"
    )
    return standing.filter(either | Q(document__in=documents.values("pk")))


def _refuse(person: Person) -> None:
    if Pseudonym.objects.filter(person=person).exists():
        raise AlreadyNamelessError
    if people_to_leave().filter(pk=person.pk).exists():
        raise StillHereError
    if holds := list(holds_touching(person)):
        raise PersonHeldError(holds)


def _know(pseudonym: Pseudonym, names: list[Name], key: bytes) -> None:
    """Keep digests of the names, by which the log shows the pseudonym instead.

    What another is called too stays in the log: it would take that one's name as well.
    """
    known = {
        keyed(key, form): (instead, name.length)
        for name in reversed(names)
        if not name.is_shared
        for form, instead in name.forms
    }
    PseudonymWord.objects.bulk_create(
        [
            PseudonymWord(pseudonym=pseudonym, digest=digest, stands_for=instead, length=length)
            for digest, (instead, length) in known.items()
        ],
        ignore_conflicts=True,
    )


def _forget_person(one: Whose, code: str, *, now: datetime) -> None:
    """Take away the person's own columns, and every way to log in."""
    Person.objects.filter(pk=one.person.pk).update(
        name=pseudonym_name(code), initials="", title="", email="", calendar_key=""
    )
    one.person.aliases.filter(withdrawn_at=None).update(withdrawn_at=now)
    for user in one.users:
        user.username, user.first_name, user.last_name = f"fratraadt-{code.lower()}", "", ""
        user.email, user.is_active, user.is_staff, user.is_superuser = "", False, False, False
        user.session_version += 1
        user.set_unusable_password()
        user.save()
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        Identity.objects.filter(user=user).delete()
        Passkey.objects.filter(user=user).delete()
        ApiToken.objects.filter(owner=user, revoked_at=None).update(revoked_at=now)


def _follow(person_id: int, changed: Changed) -> None:
    """Let the search, and the log as this process shows it, know; reports go with their files."""
    forget_known()
    reports_remove(PersonReport.objects.filter(person=person_id))
    said = changed.keys.get("Commitment", set())
    items = ActionItem.objects.filter(
        Q(owner_person=person_id)
        | Q(co_owners__person=person_id)
        | Q(commitment__in=said)
        | Q(pk__in=changed.keys.get("ActionItem", set()))
    )
    search_index(action_items=set(items.values_list("pk", flat=True)))
