"""While a release is put in place, the one before goes on reading: no migration forbids it."""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.upgrade.breaking import breaking, found_after
from tests.upgrade.first_schema import ALLOWED, FIRST, LATER

pytestmark = pytest.mark.pure


def test_no_migration_takes_away_what_the_release_before_reads() -> None:
    assert set(found_after(FIRST, LATER)) == set(ALLOWED)


def test_each_exception_has_its_reason() -> None:
    assert all(len(reason.split()) > 5 for reason in ALLOWED.values())


def state() -> ProjectState:
    fields = [("id", models.BigAutoField(primary_key=True)), ("note", models.TextField(null=True))]
    known = ProjectState()
    known.add_model(ModelState("actions", "Thing", fields))
    return known


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("thing", "note"),
        migrations.RenameField("thing", "note", "words"),
        migrations.AlterField("thing", "note", models.TextField()),
        migrations.AlterField("thing", "note", models.IntegerField(null=True)),
        migrations.DeleteModel("Thing"),
        migrations.RenameModel("Thing", "Matter"),
        migrations.AlterModelTable("Thing", "matters"),
        migrations.RunSQL("ALTER TABLE actions_thing DROP COLUMN note"),
        migrations.RunSQL(["SELECT 1", ("DROP TABLE actions_thing", None)]),
        migrations.SeparateDatabaseAndState([migrations.DeleteModel("Thing")], []),
    ],
    ids=[
        "field gone",
        "field renamed",
        "no longer empty",
        "another kind",
        "model gone",
        "model renamed",
        "table renamed",
        "column dropped",
        "table dropped",
        "in the database alone",
    ],
)
def test_what_takes_something_away_is_found(
    operation: Operation,
) -> None:
    migration = migrations.Migration("0099_next", "actions")
    migration.operations = [operation]
    assert [one[:2] for one in breaking(migration, state())] == [("actions", "0099_next")]


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("thing", "more", models.TextField(default="")),
        migrations.AlterField("thing", "note", models.TextField(null=True, blank=True)),
        migrations.AddIndex("thing", models.Index(fields=["note"], name="thing_note")),
        migrations.RunSQL("DROP INDEX thing_note"),
        migrations.RunSQL("CREATE TABLE other (id bigint)"),
    ],
    ids=["field added", "only words", "index", "index dropped", "table made"],
)
def test_what_only_adds_is_let_be(operation: Operation) -> None:
    migration = migrations.Migration("0099_next", "actions")
    migration.operations = [operation]
    assert list(breaking(migration, state())) == []
