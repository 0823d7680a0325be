"""Run as a process: fills a database of the first schema, by the models as they were then.

`python -m tests.upgrade.filling all` writes rows into every table, in every state;
`… many 100000` that many follow-ups with their suggestions, reminders and events.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

# ruff: noqa: E402 (models can be imported only now)
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader

from tests.upgrade.first_schema import DJANGOS, FIRST

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HELD = date(2026, 3, 2)
PASSWORD = "en lang adgangskode"
TEXT = "Kultur- og Fritidsudvalget\n\nPunkt 1: Taget\n\nKF undersøger taget i æøå-hallen.\n"
QUOTE = "KF undersøger taget i æøå-hallen."
APPS = MigrationLoader(None, ignore_no_migrations=True).project_state(list(FIRST.items())).apps


def model(name: str) -> Any:
    app = "meetings" if name in MEETINGS else "actions"
    return APPS.get_model(app, name)


MEETINGS = {one.__name__ for one in APPS.get_app_config("meetings").get_models()}


def choices(name: str, field: str) -> list[str]:
    return [value for value, _word in model(name)._meta.get_field(field).choices]


def everything() -> None:
    """Write rows into every table: of each row that has states, one in each."""
    people = _register()
    meetings = _documents(people["lene"])
    _action_items(meetings, people)
    _events(people["lene"])


def _register() -> dict[str, Any]:
    top = model("Unit").objects.create(name="Kultur og Borgere", abbreviation="KB")
    unit = model("Unit").objects.create(
        name="Kultur og Fritid", abbreviation="KF", parent=top, valid_from=HELD
    )
    anna = model("Person").objects.create(
        name="Anna Høj", initials="AH", email="anna@noerrevang.example", unit=unit
    )
    model("Unit").objects.filter(pk=unit.pk).update(manager=anna)
    committee = model("Committee").objects.create(name="Kultur- og Fritidsudvalget")
    model("Alias").objects.create(text="Kulturen", unit=unit, valid_from=HELD)
    model("Alias").objects.create(text="Kulturchefen", person=anna)
    model("ClosingDay").objects.create(day=date(2026, 5, 15), name="Lukket efter Kristi himmelfart")
    model("Heartbeat").objects.create(name="tick", at=NOW)
    people = {"unit": unit, "anna": anna, "committee": committee}
    for kind in choices("Role", "kind"):
        is_anna = kind == "owner"
        user = model("User").objects.create(
            username=kind,
            password=make_password(PASSWORD),
            person=anna if is_anna else None,
            is_superuser=kind == "administrator",
        )
        whole = kind in {"administrator", "owner", "manager"}
        model("Role").objects.create(
            user=user,
            kind=kind,
            committee=None if whole else committee,
            unit=top if kind == "manager" else None,
        )
        people[kind] = user
    people["lene"] = people["secretary"]
    return people


def _documents(lene: Any) -> list[Any]:
    committee = model("Committee").objects.get()
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    meetings = []
    for number, stage in enumerate(choices("Document", "stage")):
        (folder / f"{stage}.txt").write_text(TEXT, encoding="utf-8")
        is_read = stage in {"read", "ready"}
        document = model("Document").objects.create(
            name=f"Referat {stage}.txt",
            sha256=str(number) * 64,
            size=len(TEXT.encode()),
            file=f"{stage}.txt",
            committee=committee,
            uploaded_by=lene,
            uploaded_at=NOW,
            stage=stage,
            problems=["Filen er tom."] if stage == "rejected" else [],
            text=TEXT if is_read else "",
            text_source="file" if is_read else "",
            read_at=NOW if is_read else None,
        )
        model("Page").objects.create(
            document=document, number=1, width=595, height=842, start=0, end=9, source="file",
            words=[[0, 8, 50.0, 50.0, 90.0, 60.0, None]],
        )  # fmt: skip
        if is_read:
            meetings += [
                _meeting(document, committee, review, position)
                for position, review in enumerate(choices("Meeting", "review"))
            ]
    return meetings


def _meeting(document: Any, committee: Any, review: str, position: int) -> Any:
    meeting = model("Meeting").objects.create(
        document=document,
        position=position,
        committee=committee,
        title=f"Møde {review}",
        held_on=HELD,
        date_source="header",
        review=review,
        participants=[{"name": "Anna Høj", "initials": "AH", "title": None, "role": "chair"}],
    )
    for number, is_closed in enumerate((False, True)):
        model("AgendaItem").objects.create(
            meeting=meeting,
            position=number,
            number=str(number + 1),
            title="En personsag" if is_closed else "Taget",
            is_closed=is_closed,
            start=0,
            end=len(TEXT),
        )
    return meeting


def _action_items(meetings: list[Any], people: dict[str, Any]) -> None:
    messages = [
        _message(kind, state, number)
        for kind in choices("Message", "kind")
        for number, state in enumerate(choices("Message", "state"))
    ]
    agenda = model("AgendaItem").objects.filter(meeting__in=meetings, is_closed=False)
    first, ordinal = agenda[0], 0
    for status in choices("Commitment", "status"):
        if status != "accepted":
            _commitment(first, ordinal := ordinal + 1, status)
    owners = ({}, {"owner_person": people["anna"]}, {"owner_unit": people["unit"]})
    for status in choices("ActionItem", "status"):
        for owner in owners:
            ordinal += 1
            item = model("ActionItem").objects.create(
                commitment=_commitment(first, ordinal, "accepted"),
                agenda_item=first,
                task=f"Undersøg taget nr. {ordinal}",
                deadline=None if ordinal % 2 else date(2026, 6, ordinal),
                status=status,
                assigned_at=NOW if owner else None,
                answer="Taget er tæt." if status == "done" else "",
                answered_by="Anna Høj" if status == "done" else "",
                closed_at=None if status == "open" else NOW,
                created_by=people["lene"],
                created_at=NOW,
                **owner,
            )
            for step, state in enumerate(choices("Reminder", "state")):
                model("Reminder").objects.create(
                    action_item=item,
                    step=f"trin {step}",
                    deadline_version=1,
                    recipient=f"person:{people['anna'].pk}",
                    due_on=HELD,
                    state=state,
                    message=None if state == "planned" else messages[step],
                )


def _commitment(agenda_item: Any, ordinal: int, status: str) -> Any:
    return model("Commitment").objects.create(
        agenda_item=agenda_item,
        quote=QUOTE,
        start=TEXT.index(QUOTE),
        end=TEXT.index(QUOTE) + len(QUOTE),
        ordinal=ordinal,
        page=1,
        boxes=[{"page": 1, "x0": 50.0, "top": 50.0, "x1": 90.0, "bottom": 60.0}],
        task="Undersøg taget",
        owner_text="KF",
        confidence=0.9,
        rule="follow-up mark",
        because="Ordene siger, hvad der skal ske.",
        status=status,
        rejected_because="Det er gjort." if status == "rejected" else "",
    )


def _message(kind: str, state: str, number: int) -> Any:
    return model("Message").objects.create(
        recipient="person:1",
        kind=kind,
        day=HELD + timedelta(days=number),
        message_id=f"<{kind}-{state}@noerrevang.example>",
        state=state,
        to_email="anna@noerrevang.example",
        subject=f"Opgaver {state}",
        text="Undersøg taget.",
        # Not before the test is over: nothing may go out meanwhile.
        next_at=NOW + timedelta(days=36_500),
        sent_at=NOW if state == "sent" else None,
        created_at=NOW,
    )


def _events(lene: Any) -> None:
    for number, subject in enumerate(choices("Event", "subject")):
        for kind in choices("Event", "kind"):
            model("Event").objects.create(
                at=NOW + timedelta(minutes=number),
                subject=subject,
                subject_id=1,
                kind=kind,
                by=lene,
                by_name="Lene",
                changes={"frist": ["2026-03-01", "2026-04-01"]},
                note="Æ, ø og å.",
            )


def many(number: int) -> None:
    """Write so many follow-ups with all that hangs on one, fifty to an agenda item."""
    with transaction.atomic():
        people = _register()
        meetings = _documents(people["lene"])
        first = model("AgendaItem").objects.filter(meeting=meetings[0]).first()
        fill = {"quote": QUOTE, "start": 0, "end": 9, "task": "Undersøg taget", "confidence": 0.9}
        _bulk("Commitment", number, lambda at: {
            **fill, "agenda_item_id": first.pk, "id": at, "start": at, "end": at + 9,
            "rule": "x", "because": "x", "status": "accepted",
        })  # fmt: skip
        _bulk("ActionItem", number, lambda at: {
            "id": at, "commitment_id": at, "agenda_item_id": first.pk, "task": f"Undersøg tag {at}",
            "deadline": HELD + timedelta(days=at % 900), "owner_person": people["anna"],
            "status": "open" if at % 5 else "done", "closed_at": None if at % 5 else NOW,
            "assigned_at": NOW, "created_at": NOW,
        })  # fmt: skip
        _bulk("Reminder", number, lambda at: {
            "action_item_id": at, "step": "late", "deadline_version": 1, "recipient": "person:1",
            "due_on": HELD, "state": "sent",
        })  # fmt: skip
        _bulk("Event", number, lambda at: {
            "at": NOW, "subject": "action_item", "subject_id": at, "kind": "accepted",
            "by": people["lene"], "by_name": "Lene", "changes": {"frist": [None, "2026-04-01"]},
        })  # fmt: skip


def _bulk(name: str, number: int, values: Any) -> None:
    rows = (model(name)(**values(at)) for at in range(1, number + 1))
    model(name).objects.bulk_create(rows, batch_size=500)


def first_version() -> None:
    """Make the tables of then, as the first version's own migrate did."""
    for app in DJANGOS:
        call_command("migrate", app, verbosity=0)
    for app, name in FIRST.items():
        call_command("migrate", app, name, verbosity=0)


if __name__ == "__main__":
    first_version()
    if sys.argv[1] == "many":
        many(int(sys.argv[2]))
    else:
        everything()
