"""Which operations of a migration break the code of the release before while it only reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AlterField,
    AlterModelTable,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

GONE = (DeleteModel, RemoveField, RenameField, RenameModel, AlterModelTable)
DESTROYS = re.compile(r"\b(?:drop|rename|truncate|delete)\b", re.IGNORECASE)
# An index is asked for by nobody by its name.
HARMLESS = re.compile(r"\bdrop\s+index\b", re.IGNORECASE)

Found = tuple[str, str, str]


def found_after(first: Mapping[str, str], later: tuple[str, ...]) -> Iterator[Found]:
    """Yield app, migration and operation of each that breaks readers, oldest first."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    stood = set(loader.graph.forwards_plan(("auth", "0012_alter_user_first_name_max_length")))
    for key in first.items():
        stood |= set(loader.graph.forwards_plan(key))
    state = loader.project_state(list(first.items()))
    for key in _plan(loader, (*first, *later)):
        if key in stood:
            continue
        migration = loader.get_migration(*key)
        yield from breaking(migration, state)
        state = migration.mutate_state(state, preserve=False)


def _plan(loader: MigrationLoader, apps: tuple[str, ...]) -> list[tuple[str, str]]:
    plan: list[tuple[str, str]] = []
    for leaf in (key for key in loader.graph.leaf_nodes() if key[0] in apps):
        plan += [key for key in loader.graph.forwards_plan(leaf) if key not in plan]
    return plan


def breaking(migration: Migration, state: ProjectState) -> Iterator[Found]:
    """Yield the operations of one migration that break readers, from the state before it."""
    state = state.clone()
    for operation in migration.operations:
        for one in _inner(operation):
            if _breaks(one, migration.app_label, state):
                yield migration.app_label, migration.name, one.describe()
        operation.state_forwards(migration.app_label, state)


def _inner(operation: Operation) -> list[Operation]:
    if isinstance(operation, SeparateDatabaseAndState):
        return list(operation.database_operations)
    return [operation]


def _breaks(operation: Operation, app: str, state: ProjectState) -> bool:
    if isinstance(operation, GONE):
        return True
    if isinstance(operation, RunSQL):
        return any(DESTROYS.search(HARMLESS.sub("", sql)) for sql in _statements(operation))
    return isinstance(operation, AlterField) and _is_stricter(operation, app, state)


def _statements(operation: RunSQL) -> list[str]:
    given = operation.sql if isinstance(operation.sql, list | tuple) else [operation.sql]
    return [one if isinstance(one, str) else str(one[0]) for one in given]


def _is_stricter(operation: AlterField, app: str, state: ProjectState) -> bool:
    """Tell whether the field took an empty value, or another column or kind, and no longer does."""
    model = state.models[app, operation.model_name.lower()]
    before, after = model.get_field(operation.name), operation.field
    is_other = before.__class__ is not after.__class__ or before.db_column != after.db_column
    return is_other or (before.null and not after.null)
