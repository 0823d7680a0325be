"""The names of a person exchanged in every text that is ours; the minutes' own words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from meetings.models import Event, Person, User
from meetings.pseudonyms import Find, mask_all
from tracker.models import SavedView
from tracker.persondata.naming import Name, finder
from tracker.persondata.report import Whose, naming_rows, own_rows
from tracker.persondata.tables import TOLD, Told

# The log is never changed: names are taken from it as it is shown. The person and the login are
# changed for themselves.
APART = (Event, Person, User)
# Not searched for a report, since the plain text says the same.
ALSO = {"Message": ("html",)}
# What no two rows may be called: by model, the column.
ONCE = {"SavedView": "name", "HouseRule": "phrase"}


@dataclass(slots=True)
class Changed:
    """How many rows of which table were, or would be, changed; and the keys of some."""

    counts: Counter[str] = field(default_factory=Counter)
    keys: dict[str, set[int]] = field(default_factory=dict)

    def note(self, told: Told, pk: int) -> None:
        self.counts[told.name] += 1
        self.keys.setdefault(told.model.__name__, set()).add(pk)


def names_replace(one: Whose, names: list[Name], *, is_trial: bool = False) -> Changed:
    """Exchange the names in all tables, or only count where they would be."""
    changed = Changed()
    every, longest = finder(names, with_shared=True)
    certain, certain_longest = finder(names, with_shared=False)
    for told in TOLD:
        if told.model in APART:
            continue
        for row in own_rows(told, one):
            _replace(told, row, every, longest, changed, is_trial=is_trial)
        for row in naming_rows(told, one, columns=columns_of(told)):
            _replace(told, row, certain, certain_longest, changed, is_trial=is_trial)
    return changed


def columns_of(told: Told) -> list[str]:
    """Return the columns whose words are ours."""
    kept = [name for name in told.searched if name not in told.minutes]
    return [*kept, *ALSO.get(told.model.__name__, ())]


def _replace(
    told: Told, row: Any, find: Find, longest: int, changed: Changed, *, is_trial: bool
) -> None:
    news = dict(_news(told, row, find, longest))
    if not news:
        return
    changed.note(told, row.pk)
    if not is_trial:
        _write(told, row.pk, news)


def _write(told: Told, pk: int, news: dict[str, Any]) -> None:
    """Write the row; where the new name is another row's already, with its number behind."""
    rows, name = told.model._default_manager.filter(pk=pk), ONCE.get(told.model.__name__, "")
    if name not in news:
        rows.update(**news)
        return
    try:
        with transaction.atomic():
            rows.update(**news)
    except IntegrityError:
        number = f" {pk}"
        most = getattr(told.model._meta.get_field(name), "max_length", 0) - len(number)
        rows.update(**{**news, name: f"{news[name][:most]}{number}"})


def _news(told: Told, row: Any, find: Find, longest: int) -> Iterator[tuple[str, Any]]:
    for name in columns_of(told):
        value = getattr(row, name)
        if name in ALSO.get(told.model.__name__, ()):
            value = value.replace("&#x27;", "'")  # as O'Hara stands in HTML
        if told.model is SavedView and name == "query":
            instead: Any = _in_address(value, find, longest)
        else:
            instead = mask_all(value, find, longest=longest)
        if instead != value:
            most = getattr(told.model._meta.get_field(name), "max_length", None)
            yield name, instead[:most] if most and isinstance(instead, str) else instead


def _in_address(query: str, find: Find, longest: int) -> str:
    """Return the address of a list with the names in its values exchanged."""
    pairs: Iterable[tuple[str, str]] = parse_qsl(query, keep_blank_values=True)
    news = [(name, str(mask_all(value, find, longest=longest))) for name, value in pairs]
    return query if news == pairs else urlencode(news)
