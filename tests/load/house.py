"""The house that is worked in: its items drawn by SQL, its people, and the meetings to review."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database first

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.bench.lists import COMMITTEES, ITEMS, LIVING, PEOPLE, REGISTER, UNITS, _new_columns
from tests.load.papers import minutes
from tests.load.people import PASSWORD

USERS = {"secretary": 6, "manager": 6, "reader": 4}
RECIPIENTS = 200
# What each secretary finds to be reviewed in one meeting.
SUGGESTIONS = 60
# Items that each secretary reports as done, one after another.
OWN = 400


def make_house(items: int) -> dict[str, Any]:
    """Fill an empty database, and return what the people who work in it have to know."""
    _draw(items)
    users = _users()
    secretaries = [name for name, kind in users.items() if kind == "secretary"]
    own = _own(items, secretaries)
    return {
        "users": users,
        "reviews": _reviews(secretaries),
        "own": own,
    }


def _draw(items: int) -> None:
    from django.core.management.color import no_style
    from django.db import connection

    from meetings.models import Committee, Person, Unit

    shape = {"committees": COMMITTEES, "people": PEOPLE, "units": UNITS, **_new_columns()}
    with connection.cursor() as cursor:
        cursor.execute(REGISTER)
        cursor.execute(ITEMS.format(odd=0, status=LIVING, first=1, last=items, **shape))
        for statement in connection.ops.sequence_reset_sql(no_style(), [Committee, Unit, Person]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _users() -> dict[str, str]:
    from django.contrib.auth.hashers import make_password

    from meetings.models import Committee, Person, Role, Unit, User

    Unit.objects.filter(pk=2).update(abbreviation="KF", name="Kultur og Fritid")
    Person.objects.bulk_create(
        Person(name=f"Modtager {number:04}", email=f"modtager{number}@x.example")
        for number in range(RECIPIENTS)
    )
    scopes: dict[str, dict[str, Any]] = {
        "secretary": {},
        "manager": {"unit": Unit.objects.get(pk=4)},
        "reader": {"committee": Committee.objects.get(pk=4)},
    }
    password, found = make_password(PASSWORD), {}
    for kind, number in USERS.items():
        for nth in range(number):
            user = User.objects.create(username=f"{kind}{nth}", password=password)
            Role.objects.create(user=user, kind=kind, **scopes[kind])
            found[user.username] = kind
    return found


def _reviews(secretaries: list[str]) -> dict[str, int]:
    """Return the meeting that each secretary reviews: read and understood as in the product."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from meetings.models import Committee
    from meetings.services.documents import document_receive
    from tracker import pipeline

    found = {}
    for number, name in enumerate(secretaries):
        document = document_receive(
            name=f"{name}.txt",
            content=ContentFile(minutes(f"gennemgang {name}", items=SUGGESTIONS)),
            committee=Committee.objects.get(pk=2 * (number + 1)),
            by=None,
            now=timezone.now() - timedelta(hours=1),
        )
        pipeline.walk(document.pk)
        found[name] = document.meetings.get().pk
    return found


def _own(items: int, secretaries: list[str]) -> dict[str, list[int]]:
    from actions.models import ActionItem

    is_open = ActionItem.objects.filter(status="open", pk__lte=items).order_by("pk")
    keys = list(is_open.values_list("pk", flat=True)[: OWN * len(secretaries)])
    return {name: keys[nth :: len(secretaries)] for nth, name in enumerate(secretaries)}
