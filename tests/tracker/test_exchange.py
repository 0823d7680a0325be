"""Everything out as files and back into an empty database: the same rows, and no secret."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from actions.models import (
    ActionItem,
    Attachment,
    Comment,
    CoOwner,
    Extension,
    HouseRule,
    Reminder,
)
from actions.services.reminders import reminders_plan
from meetings.models import AgendaItem, Committee, Document, Event, Person, PlannedMeeting, User
from meetings.services.events import event_record
from tests.cast import NOW, TODAY, Cast
from tests.tracker.test_pages_lists import PAYLOADS
from tracker.exchange.exporting import MANIFEST, csv_of, json_lines
from tracker.exchange.tables import LEFT_OUT, TABLES, describe, table_named

DOCS = Path(__file__).resolve().parents[2] / "docs" / "exchange.md"
KEY, PASSWORD = "kalendernoegle-hemmelig", "argon2-hemmelig"


@pytest.fixture
def filled(cast: Cast, action_item: ActionItem) -> Cast:
    """A row or more in nearly every table; a closed agenda item, and secrets."""
    AgendaItem.objects.filter(position=0).update(is_closed=True)
    Person.objects.update(calendar_key=KEY)
    User.objects.update(password=PASSWORD)
    cast.unit.manager = cast.anna_holm
    cast.unit.save()
    second = ActionItem.objects.create(
        committee=cast.committee,
        task="=1+1; med »æøå« og\nny linje",
        owner_unit=cast.unit,
        assigned_at=NOW.replace(microsecond=123456),
        created_at=NOW,
        is_closed=True,
        form_key="skjult-formular",
    )
    ActionItem.objects.filter(pk=action_item.pk).update(merged_into=second)
    CoOwner.objects.create(action_item=second, person=cast.anna_holm, added_at=NOW)
    Comment.objects.create(action_item=second, text="Hej", by=cast.lene, at=NOW, form_key="k1")
    Attachment.objects.create(
        action_item=second,
        file=ContentFile(b"%PDF-1.7", name="svar.pdf"),
        name="svar.pdf",
        content_type="application/pdf",
        size=8,
        by_name="Anna",
        at=NOW,
    )
    Extension.objects.create(
        action_item=second,
        deadline_version=1,
        deadline=TODAY,
        reason="Venter",
        state="granted",
        asked_at=NOW,
        asked_by="Anna",
    )
    HouseRule.objects.create(kind="never", phrase="til orientering", created_at=NOW)
    PlannedMeeting.objects.create(committee=cast.committee, held_on=TODAY)
    reminders_plan(action_item=second, today=TODAY, assigned=True)
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=second.pk,
        kind=Event.Kind.CHANGED,
        at=NOW,
        by=cast.lene,
        changes={"task": ["a", "b"]},
    )
    return cast


def stored() -> dict[str, list[bytes]]:
    return {table.name: list(json_lines(table)) for table in TABLES}


def empty() -> None:
    """Take away all that the tests put in, as a new database has it."""
    call_command("flush", verbosity=0, interactive=False)


def exported(folder: Path) -> Path:
    call_command("export_all", str(folder), stdout=io.StringIO())
    return folder


@pytest.mark.django_db(transaction=True)
def test_all_that_is_promised_comes_back_into_an_empty_database(
    filled: Cast, tmp_path: Path
) -> None:
    before = stored()
    bytes_before = Document.objects.get().file.read()
    folder = exported(tmp_path / "ud")
    empty()
    assert not Committee.objects.exists()
    call_command("import_all", str(folder), stdout=io.StringIO())
    after = stored()
    # The log went on: it tells of the export, and of the import.
    assert after["events"][: len(before["events"])] == before.pop("events")
    assert {name: after[name] for name in before} == before
    assert Document.objects.get().file.read() == bytes_before
    assert Attachment.objects.get().file.read() == b"%PDF-1.7"
    assert [item.is_closed for item in AgendaItem.objects.order_by("position")] == [True, False]
    assert not any(user.has_usable_password() for user in get_user_model().objects.all())
    assert Reminder.objects.exists()
    fresh = Committee.objects.create(name="Et nyt udvalg")
    assert fresh.pk > max(json.loads(row)["id"] for row in before["committees"])


@pytest.mark.django_db(transaction=True)
def test_the_same_rows_give_the_same_files(filled: Cast, tmp_path: Path) -> None:
    first, second = exported(tmp_path / "a"), exported(tmp_path / "b")
    for path in sorted(path for path in first.rglob("*") if path.is_file()):
        name = path.relative_to(first)
        # The log tells of the first export.
        if name.stem not in {"events", "manifest"}:
            assert path.read_bytes() == (second / name).read_bytes(), name


@pytest.mark.django_db(transaction=True)
def test_no_secret_is_in_any_file(filled: Cast, tmp_path: Path) -> None:
    folder = exported(tmp_path / "ud")
    document = Document.objects.get()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode(errors="replace")
            for secret in (KEY, PASSWORD, "skjult-formular", document.file.name):
                assert secret not in content, (path, secret)


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_or_is_not_empty_is_refused_whole(filled: Cast, tmp_path: Path) -> None:
    folder = exported(tmp_path / "ud")
    with pytest.raises(CommandError, match="Her er allerede noget"):
        call_command("import_all", str(folder))
    with pytest.raises(CommandError, match="Vælg en mappe, der er tom"):
        call_command("export_all", str(folder))
    empty()
    lines = (folder / "units.jsonl").read_text(encoding="utf-8")
    (folder / "units.jsonl").write_text(lines.replace("Kultur", "Natur"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"units\.jsonl mangler eller er ændret"):
        call_command("import_all", str(folder))
    (folder / "units.jsonl").unlink()
    with pytest.raises(CommandError, match=r"units\.jsonl mangler"):
        call_command("import_all", str(folder))
    assert not Committee.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told.update(form=99), "en anden udgave"),
        (lambda told: told["tables"].pop("units"), "en anden udgave"),
        (lambda told: told["files"].update({"../../etc/passwd": "0"}), "mangler eller er ændret"),
        (lambda told: told["tables"]["units"].update(rows=99), "andre rækker"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_manifest_that_is_not_ours_is_refused(
    filled: Cast, tmp_path: Path, change, words: str
) -> None:
    folder = exported(tmp_path / "ud")
    empty()
    told = json.loads((folder / MANIFEST).read_text())
    change(told)
    (folder / MANIFEST).write_text(json.dumps(told))
    with pytest.raises(CommandError, match=words):
        call_command("import_all", str(folder))
    assert not Committee.objects.exists()
    (folder / MANIFEST).unlink()
    with pytest.raises(CommandError, match="kan ikke læses"):
        call_command("import_all", str(folder))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_runs_nothing(cast: Cast, payload: str) -> None:
    Committee.objects.filter(pk=cast.committee.pk).update(name=payload)
    table = table_named("committees")
    assert table is not None
    text = b"".join(csv_of(table)).decode("utf-8-sig")
    cells = [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row
    ]
    risky = ("=", "+", "-", "@", "\t", "\r", "|", "%")
    assert not any(cell.lstrip(" \n").startswith(risky) for cell in cells)


def test_every_table_is_taken_along_or_left_out_for_a_reason() -> None:
    models = {
        model.__name__
        for label in ("meetings", "actions", "tracker")
        for model in apps.get_app_config(label).get_models()
    }
    assert models == {table.model.__name__ for table in TABLES} | set(LEFT_OUT)


def test_the_documentation_names_every_field() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert "\n".join(describe()).strip() in text
    for name in LEFT_OUT:
        assert f"`{name}`" in text


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_administrator_takes_a_table_along(cast: Cast, meeting, client_of, kind: str) -> None:
    AgendaItem.objects.update(is_closed=True)
    answer = client_of(cast.bo).get(reverse("exchange_table", args=["agenda_items", kind]))
    content = answer.getvalue().decode("utf-8-sig")
    assert "Svømmehallens åbningstider" in content
    note = Event.objects.filter(kind="exported").latest("pk").note
    assert "agenda_items" in note
    page = client_of(cast.bo).get(reverse("exchange")).text
    assert all(table.name in page for table in TABLES)


@pytest.mark.parametrize("who", ["anna", "ib", "mads", "lene", "eva"])
def test_nobody_else_takes_any_along(cast: Cast, meeting, client_of, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(reverse("exchange")).status_code == 403
    address = reverse("exchange_table", args=["people", "csv"])
    assert client.get(address).status_code == 403
    unknown = reverse("exchange_table", args=["people", "csv"]).replace("people", "nothing")
    assert client_of(cast.bo).get(unknown).status_code == 404


def test_exports_are_counted(cast: Cast, meeting, client_of, settings) -> None:
    settings.EXPORTS_AN_HOUR = 1
    client, address = client_of(cast.bo), reverse("exchange_table", args=["people", "json"])
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 429
