"""What people settle about the mails to themselves."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from meetings.models import Event, Person, User
from meetings.services.events import event_record


def person_prefer(
    *,
    person: Person,
    language: str,
    wants_reminders: bool,
    by: User | None,
    by_name: str = "",
    now: datetime,
) -> None:
    """Keep the language of the person's mails, and whether reminders come."""
    with transaction.atomic():
        before = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        wanted = {"language": language, "wants_reminders": wants_reminders}
        changes: dict[str, list[object]] = {
            name: [getattr(before, name), value]
            for name, value in wanted.items()
            if getattr(before, name) != value
        }
        if changes:
            Person.objects.filter(pk=person.pk).update(**wanted)
            _log(person, changes, by=by, by_name=by_name, now=now)
    person.refresh_from_db()


def person_renew_calendar(*, person: Person, by: User, now: datetime) -> None:
    """Give the person's calendar a new secret address; an earlier one leads nowhere."""
    _set_key(person, secrets.token_urlsafe(32), by=by, now=now)


def person_revoke_calendar(*, person: Person, by: User, now: datetime) -> None:
    """Close the person's calendar: its address leads nowhere."""
    _set_key(person, "", by=by, now=now)


def _set_key(person: Person, key: str, *, by: User, now: datetime) -> None:
    with transaction.atomic():
        had = bool(person.calendar_key)
        Person.objects.filter(pk=person.pk).update(calendar_key=key)
        # The key is a secret: the log says only that there is one.
        _log(person, {"calendar": [had, bool(key)]}, by=by, now=now)
    person.refresh_from_db()


def _log(
    person: Person,
    changes: dict[str, list[object]],
    *,
    by: User | None,
    by_name: str = "",
    now: datetime,
) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=person.pk,
        kind=Event.Kind.CHANGED,
        at=now,
        by=by,
        by_name=by_name,
        changes=changes,
        note=person.name,
    )
