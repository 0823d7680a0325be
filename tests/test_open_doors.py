"""The doors past the ORM and past escaping are open where it is listed here, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("meetings", "actions", "tracker", "config")
# What writes SQL itself, and why it may.
SQL = {
    "meetings/guard.py",  # the triggers of the log
    "meetings/locks.py",  # a lock that PostgreSQL has and the ORM does not
    "actions/search_index.py",  # the tables of words, which are no models
    "actions/services/messages/wire.py",  # two marks between every two mails
    "tracker/backups/databases.py",  # a copy of the database as it is
    "tracker/exchange/importing.py",  # sequences, which follow what is put in
    "tracker/exchange/exporting.py",  # a transaction that sees one moment
}
PAST_THE_ORM = {"raw", "extra", "RawSQL", "RawQuerySet"}
PAST_ESCAPING = {"mark_safe", "SafeText", "csrf_exempt"}
WRITING_SQL = {"cursor", "execute", "executemany"}
# One click leaves the reminders (RFC 8058): a mail program has no token of ours.
EXEMPT = {("tracker/web/unsubscribe.py", "csrf_exempt")}
MARKED_SAFE = re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off")

pytestmark = pytest.mark.pure


def names_in(source: str) -> set[str]:
    """Return each name that is called, put on a function or taken from Django."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found.add(_last(node.func))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.update(_last(decorator) for decorator in node.decorator_list)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django"):
            found.update(name.name for name in node.names)
    return found


def _last(node: ast.expr) -> str:
    """Return "raw" of `Person.objects.raw`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def modules() -> dict[str, set[str]]:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix(): names_in(path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts
    }


def test_nothing_goes_past_the_orm_or_past_escaping() -> None:
    used = {
        (module, name)
        for module, names in modules().items()
        for name in names & (PAST_THE_ORM | PAST_ESCAPING)
    }
    assert used == EXEMPT


def test_sql_is_written_where_it_is_listed_and_nowhere_else() -> None:
    assert {module for module, names in modules().items() if names & WRITING_SQL} == SQL


def test_templates_leave_escaping_on_but_in_mails_as_text() -> None:
    open_ones = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and MARKED_SAFE.search(path.read_text(encoding="utf-8"))
    }
    assert all(name.startswith("templates/emails/") for name in open_ones), open_ones
    assert all(name.endswith(".txt") for name in open_ones), open_ones


@pytest.mark.parametrize(
    "source",
    [
        "Person.objects.raw('SELECT 1')",
        "from django.utils.safestring import mark_safe",
        "import django.utils.safestring as s\ns.mark_safe(text)",
        "@csrf_exempt\ndef view(request): ...",
    ],
)
def test_a_door_that_is_opened_is_seen(source: str) -> None:
    assert names_in(source) & (PAST_THE_ORM | PAST_ESCAPING)


@pytest.mark.parametrize("markup", ["{{ task|safe }}", "{{ a | safe }}", "{% autoescape off %}"])
def test_a_template_that_lets_markup_through_is_seen(markup: str) -> None:
    assert MARKED_SAFE.search(markup)
    assert not MARKED_SAFE.search("{{ task|default:'safe' }}")
