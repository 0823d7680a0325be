"""Whoever only looks changes nothing: every address, opened by those who may most of all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from meetings.models import Event
from tests.tracker.test_access_matrix import (  # noqa: F401 - fixtures
    NEVER,
    TABLE,
    addresses,
    clients,
    close_everything,
)

# How often and when somebody looked is no state of anything; the log is looked into apart.
COUNTED = {"RateCount", "Presence", "Event", "Seal"}
SHOWN = sorted(route for route, (get, _post) in TABLE.items() if get != NEVER)
Rows = dict[str, list[tuple[object, ...]]]


def rows() -> Rows:
    """Return all that the product keeps, by model."""
    labels = ("meetings", "actions", "tracker")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in models
        if model.__name__ not in COUNTED
    }


def changed(before: Rows, after: Rows) -> set[str]:
    return {name for name, kept in before.items() if after[name] != kept}


@pytest.mark.parametrize("role", ["anna", "lene", "bo"])
def test_looking_changes_nothing(
    addresses: Callable[[str], str],  # noqa: F811
    clients: dict[str, Client],  # noqa: F811
    role: str,
) -> None:
    known = [addresses(route) for route in SHOWN]
    cache.clear()
    before, noted = rows(), Event.objects.count()
    for address in known:
        for method in ("get", "head", "options"):
            getattr(clients[role], method)(address)
    assert changed(before, rows()) == set()
    # Lists that were taken along are written down, and nothing else.
    kinds = Event.objects.order_by("pk")[noted:]
    assert {event.kind for event in kinds} <= {Event.Kind.EXPORTED}


def test_looking_at_what_is_closed_is_noted_and_changes_nothing(
    addresses: Callable[[str], str],  # noqa: F811
    clients: dict[str, Client],  # noqa: F811
) -> None:
    known = [addresses(route) for route in SHOWN]
    close_everything()
    cache.clear()
    before, noted = rows(), Event.objects.count()
    for address in known:
        clients["lene"].get(address)
    assert changed(before, rows()) == set()
    assert {event.kind for event in Event.objects.order_by("pk")[noted:]} == set(Event.LOOKS)


def test_a_change_would_be_seen(
    addresses: Callable[[str], str],  # noqa: F811
    clients: dict[str, Client],  # noqa: F811
) -> None:
    address = addresses("closing_day_remove")
    before = rows()
    clients["bo"].get(address)
    assert changed(before, rows()) == set()
    clients["bo"].post(address)
    assert changed(before, rows()) == {"ClosingDay"}
