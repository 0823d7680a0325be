"""Two at once: a person with two browsers, and two administrators who leave in the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from meetings.models import Identity, Role, User
from meetings.services.identities import Arrival, NotAdmittedError, identity_admit
from tests.cast import Cast

ISSUER = "https://adfs.noerrevang.example/adfs"
LINES = (("drift", "administrator", ""), ("alle", "reader", ""))

pytestmark = pytest.mark.django_db(transaction=True)


def arrival(subject: str, *groups: str, email: str = "") -> Arrival:
    return Arrival(
        issuer=ISSUER,
        subject=subject,
        email=email,
        is_email_verified=bool(email),
        username=subject,
        groups=frozenset(groups),
        methods=frozenset(),
    )


def at_once(*those: Arrival) -> list[User | str]:
    """Let all in at the same moment, each over a line of its own; return what became of each."""
    start = threading.Barrier(len(those))
    became: list[User | str] = []

    def come(one: Arrival) -> None:
        start.wait(timeout=10)
        try:
            became.append(identity_admit(arrival=one, lines=LINES, now=timezone.now()))
        except NotAdmittedError as refusal:
            became.append(refusal.why)
        except Exception as error:
            became.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(one,)) for one in those]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return became


def repeated(check: Callable[[int], None]) -> None:
    for number in range(5):
        check(number)


def test_one_who_comes_twice_at_once_becomes_one_user(cast: Cast) -> None:
    def check(number: int) -> None:
        became = at_once(*[arrival(f"ny-{number}", "alle")] * 4)
        assert len(became) == 4
        assert set(became) == {User.objects.get(username=f"ny-{number}")}
        assert Identity.objects.filter(subject=f"ny-{number}").count() == 1

    repeated(check)


def test_two_who_claim_one_address_at_once_are_not_both_let_in(cast: Cast) -> None:
    def check(number: int) -> None:
        Identity.objects.all().delete()
        address = "anna.holm@noerrevang.example"
        became = at_once(*[arrival(f"a-{number}-{one}", email=address) for one in range(3)])
        assert len(became) == 3
        assert [one for one in became if isinstance(one, User)] == [cast.anna]
        assert set(became) - {cast.anna} == {"e-mailen er en brugers med en anden arbejdskonto"}

    repeated(check)


def test_two_administrators_who_leave_at_once_leave_one(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    two = [cast.lene, cast.eva]
    for user in two:
        Identity.objects.create(user=user, issuer=ISSUER, subject=user.username)

    def check(_number: int) -> None:
        for user in two:
            Role.objects.get_or_create(user=user, kind="administrator", by_group=True)
        became = at_once(*[arrival(user.username) for user in two])
        assert set(became) == set(two)
        left = Role.objects.filter(kind="administrator", user__in=two)
        assert left.count() == 1

    repeated(check)
