"""What is asked of the database, and shown as markup, goes by ways that cannot be talked into more.

Nothing that comes from outside becomes SQL or markup: what could make it so stands on a list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("config", "tracker", "actions", "meetings")
# Ways past the ORM and past escaping, by the name they are called by.
WAYS = {
    *("raw", "extra", "RawSQL", "RunSQL", "cursor", "execute", "executemany"),
    *("mark_safe", "SafeString", "SafeText", "format_html_join"),
}

# Where it is done all the same, with words of ours alone or parameters beside them.
CURSOR = {"cursor", "execute"}
ALLOWED = {
    "actions/search_index.py": CURSOR,
    "actions/services/messages/wire.py": CURSOR,
    "meetings/guard.py": CURSOR,
    "meetings/locks.py": CURSOR,
    "tracker/backups/databases.py": CURSOR,
    "tracker/exchange/exporting.py": CURSOR,
    "tracker/exchange/importing.py": CURSOR,
    "tracker/templatetags/folgop.py": {"format_html_join"},
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+off|safeseq")

pytestmark = pytest.mark.pure


def used() -> Iterator[tuple[str, str]]:
    """Return (module, way) for each call of one of the ways; migrations ask what nobody sends."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" in name:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if way := _way(node):
                    yield name, way


def _way(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name if name in WAYS else ""


def test_no_other_module_goes_past_the_orm_or_past_escaping() -> None:
    found: dict[str, set[str]] = {}
    for name, way in used():
        found.setdefault(name, set()).add(way)
    assert found == ALLOWED


def test_no_page_or_mail_in_html_shows_anything_unescaped() -> None:
    found = [
        path.name
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if UNESCAPED.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("way", ["Row.objects.raw(sql)", "rows.extra(where=[x])", "mark_safe(x)"])
def test_each_way_would_be_seen(way: str) -> None:
    assert any(_way(node) for node in ast.walk(ast.parse(way)))
