"""Roles that groups of the municipality's own login give: renewed each time, and written down."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from meetings.models import Committee, Event, Identity, Role, Unit, User
from tests.cast import Cast
from tests.tracker.oidc_provider import Provider
from tests.tracker.openid import is_in, log_in, provider

__all__ = ["provider"]

LINES = (
    ("kfu", "secretary", "KFU"),
    ("tmu", "secretary", "Teknik- og Miljøudvalget"),
    ("kultur", "manager", "KF"),
    ("læsere", "reader", ""),
    ("drift", "administrator", ""),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(cast: Cast, provider: Provider, settings) -> User:
    settings.OIDC_GROUPS = LINES
    Identity.objects.create(user=cast.anna, issuer=provider.issuer, subject="anna-1")
    return cast.anna


def roles(user: User) -> set[str]:
    return {str(role) for role in user.roles.all()}


def in_groups(provider: Provider, *groups: str) -> Client:
    provider.person["groups"] = list(groups)
    client = Client()
    log_in(client)
    return client


def notes(kind: str) -> list[str]:
    rows = Event.objects.filter(subject="register", kind=kind, by_name="kommunens login")
    return list(rows.order_by("pk").values_list("note", flat=True))


def test_each_group_gives_its_role_beside_those_given_by_hand(anna: User, provider) -> None:
    assert is_in(in_groups(provider, "kfu", "kultur", "læsere", "noget andet"))
    assert roles(anna) == {
        "ansvarlig",
        "sekretær, Kultur- og Fritidsudvalget",
        "leder, Kultur og Fritid (KF)",
        "læser",
    }
    assert len(notes("created")) == 3
    assert "rolle: læser: anna" in notes("created")


def test_a_second_login_with_the_same_groups_changes_nothing(anna: User, provider) -> None:
    here = in_groups(provider, "kfu")
    in_groups(provider, "kfu")
    assert len(notes("created")) == 1
    assert notes("cancelled") == []
    assert is_in(here)


def test_who_is_no_longer_in_a_group_loses_its_role_and_the_old_sessions(
    anna: User, provider
) -> None:
    old = in_groups(provider, "kfu", "tmu")
    assert is_in(in_groups(provider, "tmu"))
    assert roles(anna) == {"ansvarlig", "sekretær, Teknik- og Miljøudvalget"}
    assert notes("cancelled") == ["rolle: sekretær, Kultur- og Fritidsudvalget: anna"]
    assert not is_in(old)


def test_what_a_person_gave_no_group_takes_away(anna: User, cast: Cast, provider) -> None:
    Role.objects.create(user=anna, kind="secretary", committee=cast.committee)
    in_groups(provider, "kfu")
    in_groups(provider)
    assert "sekretær, Kultur- og Fritidsudvalget" in roles(anna)


def test_a_line_taken_out_of_the_settings_takes_its_role(anna: User, provider, settings) -> None:
    in_groups(provider, "kfu", "læsere")
    settings.OIDC_GROUPS = LINES[3:]
    in_groups(provider, "kfu", "læsere")
    assert roles(anna) == {"ansvarlig", "læser"}


def test_the_last_administrator_stays_one(anna: User, cast: Cast, provider) -> None:
    in_groups(provider, "drift")
    in_groups(provider)
    assert "administrator" not in roles(anna)
    in_groups(provider, "drift")
    # Bo's login is closed, so that nobody else could let anybody in.
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    client = in_groups(provider)
    assert "administrator" in roles(anna)
    assert client.get(reverse("log")).status_code == 200
    assert notes("kept") == ["rolle: administrator: anna. den sidste administrator, derfor beholdt"]


def test_one_made_by_a_group_is_out_when_no_group_counts(cast: Cast, provider, settings) -> None:
    settings.OIDC_GROUPS = LINES
    provider.person = {"sub": "ny", "preferred_username": "ny", "email": "ny@x.example"}
    inside = in_groups(provider, "læsere")
    assert is_in(inside)
    assert not is_in(in_groups(provider, "en anden"))
    assert not is_in(inside)
    assert User.objects.get(username="ny").roles.count() == 0
    refused = Event.objects.get(kind="login_refused")
    assert "ikke længere i en gruppe" in refused.note
    assert is_in(in_groups(provider, "læsere"))


@pytest.mark.parametrize(
    "told", [{"_claim_names": {"groups": "src1"}}, {"hasgroups": True}], ids=["too many", "many"]
)
def test_groups_that_are_left_out_of_the_token_take_nothing(anna: User, provider, told) -> None:
    in_groups(provider, "kfu")
    del provider.person["groups"]
    provider.person |= told
    client = Client()
    log_in(client)
    assert is_in(client)
    assert "sekretær, Kultur- og Fritidsudvalget" in roles(anna)


def test_groups_that_are_left_out_let_nobody_new_in(cast: Cast, client, provider, settings) -> None:
    settings.OIDC_GROUPS = LINES
    provider.person = {"sub": "ny", "_claim_names": {"groups": "src1"}}
    assert log_in(client).status_code == 403


@pytest.mark.parametrize("groups", ["kfu", ["kfu", 7, None, {"a": "b"}], ["kfu", "KFU "]])
def test_groups_are_read_as_they_stand(anna: User, provider, groups: object) -> None:
    provider.person["groups"] = groups
    log_in(Client())
    assert roles(anna) == {"ansvarlig", "sekretær, Kultur- og Fritidsudvalget"}


def test_the_claim_of_groups_is_the_one_of_the_settings(anna: User, provider, settings) -> None:
    settings.OIDC_GROUPS_CLAIM = "roles"
    provider.person["roles"] = ["læsere"]
    in_groups(provider, "kfu")
    assert roles(anna) == {"ansvarlig", "læser"}


def test_a_place_that_is_not_there_or_is_two_gives_no_role(
    anna: User, provider, settings, caplog
) -> None:
    settings.OIDC_GROUPS = (("a", "secretary", "Findes ikke"), ("b", "manager", "KF"))
    Unit.objects.create(name="KF")
    in_groups(provider, "a", "b")
    assert roles(anna) == {"ansvarlig"}
    assert "0 places are called 'Findes ikke'" in caplog.text
    assert "2 places are called 'KF'" in caplog.text


def test_a_place_that_gets_a_new_name_is_the_same_by_its_short_one(anna: User, provider) -> None:
    in_groups(provider, "kfu")
    Committee.objects.filter(short_name="KFU").update(name="Kulturudvalget")
    in_groups(provider, "kfu")
    assert roles(anna) == {"ansvarlig", "sekretær, Kulturudvalget"}
    assert notes("cancelled") == []


def test_what_the_command_gives_is_given_by_hand(anna: User, provider) -> None:
    in_groups(provider, "drift")
    call_command("make_administrator", "anna")
    in_groups(provider)
    assert "administrator" in roles(anna)
