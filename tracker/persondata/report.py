"""Everything that is stored about one person, a row at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from actions.selectors import owner_key
from meetings.models import Event, Person, User
from tracker.log_filter import hide_secrets
from tracker.persondata.tables import TOLD, Told
from tracker.persondata.words import Words, words_for

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Whose:
    """The person, the logins, and what all of them are called."""

    person: Person
    users: tuple[User, ...]
    words: Words | None

    @property
    def key(self) -> str:
        return owner_key(person_id=self.person.pk, unit_id=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A row that holds the person. `told` is its columns where it is the person's own; of another
    row only the places that the words stand in.
    """

    told_in: Told
    pk: object
    is_own: bool
    is_closed: bool
    told: tuple[tuple[str, str], ...]


def whose(person: Person) -> Whose:
    users = tuple(User.objects.filter(person=person))
    aliases = person.aliases.values_list("text", flat=True)
    long_names = [person.name, person.email, *(alias for alias in aliases if " " in alias)]
    logins = [name for user in users for name in (user.email, user.get_full_name())]
    short = [person.initials, *(user.username for user in users)]
    short += [alias for alias in aliases if " " not in alias]
    return Whose(person, users, words_for(names=[*long_names, *logins], initials=short))


def report_rows(one: Whose) -> Iterator[Found]:
    """Yield all rows that hold the person, in the order of the tables."""
    for told in TOLD:
        yield from rows_of(told, one)


def rows_of(told: Told, one: Whose) -> Iterator[Found]:
    """Yield first what is the person's own, then what only names the person."""
    for row in own_rows(told, one):
        columns = tuple(_columns(told, row, one.words))
        yield Found(told, row.pk, is_own=True, is_closed=_is_closed(told, row), told=columns)
    for row in naming_rows(told, one, columns=told.searched):
        if one.words and (places := tuple(_places(told, row, one.words))):
            yield Found(told, row.pk, is_own=False, is_closed=_is_closed(told, row), told=places)


def own_rows(told: Told, one: Whose) -> Iterator[Any]:
    """Yield the rows that lead to the person or to one of the logins."""
    return _with_closed(told, told.model._default_manager.filter(_own(told, one)))


def naming_rows(told: Told, one: Whose, *, columns: Sequence[str]) -> Iterator[Any]:
    """Yield other rows that may hold the words; whether they do is seen in the text."""
    if one.words is None or not columns:
        return iter(())
    naming = _naming(told, one.words, columns).exclude(_own(told, one))
    return _with_closed(told, naming)


def _own(told: Told, one: Whose) -> Q:
    user_ids = [user.pk for user in one.users]
    mine = Q(pk__in=[])
    if told.model is Person:
        mine |= Q(pk=one.person.pk)
    if told.model is User:
        mine |= Q(pk__in=user_ids)
    if told.model is Event:
        mine |= Q(subject=Event.Subject.USER, subject_id__in=user_ids)
    for path in told.leading_to(Person):
        mine |= Q(**{path: one.person.pk})
    for path in told.leading_to(User):
        mine |= Q(**{f"{path}__in": user_ids})
    for name in told.keys:
        mine |= Q(**{name: one.key})
    # Not by its absence: a row that leads to nobody is nobody's own.
    return Q(pk__in=told.model._default_manager.filter(mine).values("pk"))


def _naming(told: Told, words: Words, columns: Sequence[str]) -> QuerySet[Model]:
    rows, either = told.model._default_manager.all(), Q(pk__in=[])
    for name in columns:
        rows = rows.alias(**{f"text_{name}": Cast(name, TextField())})
        for piece in words.pieces:
            either |= Q(**{f"text_{name}__icontains": piece})
    return rows.filter(either)


def _with_closed(told: Told, rows: QuerySet[Model]) -> Iterator[Any]:
    paths = {path.rsplit("__", 1)[0] for path in told.closed if "__" in path}
    found = rows.select_related(*paths) if paths else rows
    return found.order_by("pk").iterator(chunk_size=CHUNK)


def _is_closed(told: Told, row: Any) -> bool:
    return any(_follow(row, path) for path in told.closed)


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _columns(told: Told, row: Any, words: Words | None) -> Iterator[tuple[str, str]]:
    for field in told.columns:
        value = as_text(getattr(row, field.attname))
        if field.name in told.secrets and value:
            # What a secret is, is nobody's to read, not even its owner's.
            value = _("(findes)")
        elif field.name in told.long:
            value = words.excerpt(value) if words else ""
        if value:
            yield field.attname, value


def _places(told: Told, row: Any, words: Words) -> Iterator[tuple[str, str]]:
    for name in told.searched:
        if excerpt := words.excerpt(as_text(getattr(row, name))):
            yield name, excerpt


def as_text(value: Any) -> str:
    """Return the value as it is told: without keys of addresses, which act for whoever has them."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, list | dict):
        return hide_secrets(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return hide_secrets(value.isoformat() if hasattr(value, "isoformat") else str(value))
