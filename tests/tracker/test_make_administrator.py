"""The first administrator is made on the machine and gives the others their roles."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from meetings.models import Event, User
from tracker.permissions import is_administrator


def test_a_user_becomes_administrator_and_gets_into_the_registers_pages(db, client_of) -> None:
    user = User.objects.create(username="ny")
    assert client_of(user).get("/admin/").status_code == 302
    call_command("make_administrator", "ny")
    call_command("make_administrator", "ny")
    user = User.objects.get(username="ny")
    assert is_administrator(user)
    assert client_of(user).get("/admin/").status_code == 200
    assert Event.objects.count() == 1


def test_a_user_that_is_not_there_is_named(db) -> None:
    with pytest.raises(CommandError, match="ingen aktiv bruger ved navn findes-ikke"):
        call_command("make_administrator", "findes-ikke")
