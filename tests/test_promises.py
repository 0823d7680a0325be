"""What docs/reliability.md and docs/threat-model.md name as shown by a test is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("docs/reliability.md", "docs/threat-model.md")

pytestmark = pytest.mark.pure


def files() -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}


def functions() -> set[str]:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in files()]
    return {name for text in texts for name in re.findall(r"def (test_\w+)\(", text)}


def named(text: str) -> Iterator[str]:
    """Yield each word in code's letters that is of a test: a file, or a function."""
    for words in re.findall(r"`([^`\n]+)`", text):
        for word in words.split():
            if word.startswith("tests/") or re.fullmatch(r"test_\w+(?:\.py)?", word):
                yield word


def is_there(path: str) -> bool:
    found = ROOT / path
    return found.is_dir() if path.endswith("/") else found.is_file()


def missing(text: str) -> list[str]:
    """Return what is named and not there; a file may be named without its folder."""
    known = functions()
    ends = {name.rpartition("/")[2] for name in files()}
    return [
        word
        for word in named(text)
        if not (is_there(word) if "/" in word else word in ends or word in known)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_each_test_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(list(named(text))) > 30
    assert missing(text) == []


def test_a_test_that_is_not_there_is_found() -> None:
    told = "| x | `tests/test_promises.py`, `test_promises.py`, `tests/tracker/test_nothing.py` |"
    assert missing(told) == ["tests/tracker/test_nothing.py"]
    assert missing("`test_of_nothing_at_all` and `test_nothing_here.py`") == [
        "test_of_nothing_at_all",
        "test_nothing_here.py",
    ]


def test_each_threat_has_a_test_or_says_that_it_has_none() -> None:
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| [A-Z]", line)]
    assert len(rows) > 20
    assert [row for row in rows if not any(named(row)) and "**not yet**" not in row] == []


def test_each_promise_has_a_test_a_command_or_says_that_it_has_none() -> None:
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| [A-ZG–]", line)]
    assert len(rows) > 60
    shown = re.compile(r"\*\*not yet\*\*|`make [\w-]+")
    assert [row for row in rows if not any(named(row)) and not shown.search(row)] == []
