"""The suite's own runner: what it forgives, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run import ROOT, Run, _pytest, _runs

pytestmark = [pytest.mark.pure, pytest.mark.slow]

UNSTEADY = """
from pathlib import Path
import pytest

{mark}
def test_of_the_second_try(tmp_path):
    before = Path(__file__).with_suffix(".tried")
    tried = before.exists()
    before.touch()
    assert tried
"""
WRONG = """
import pytest

@pytest.mark.slow
def test_that_never_passes():
    assert False
"""


def test_a_slow_test_that_passes_alone_is_named_and_forgiven(tmp_path: Path) -> None:
    passed, unsteady = _run(tmp_path, UNSTEADY.format(mark="@pytest.mark.slow"))
    assert passed
    assert [name.rpartition("::")[2] for name in unsteady] == ["test_of_the_second_try"]


def test_a_plain_test_gets_no_second_try(tmp_path: Path) -> None:
    assert _run(tmp_path, UNSTEADY.format(mark="")) == (False, [])


def test_a_slow_test_that_fails_twice_has_failed(tmp_path: Path) -> None:
    assert _run(tmp_path, WRONG) == (False, [])


@pytest.mark.parametrize(
    ("asked", "marks"),
    [
        ("", ["", "not pure and not browser"]),
        ("1", ["slow", "slow and not pure and not browser"]),
    ],
)
def test_the_thorough_run_takes_the_slow_ones_alone(
    asked: str, marks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THOROUGH", asked)
    runs = _runs(with_browser=True, with_services=True)
    assert [run.marks for run in runs] == marks


def _run(folder: Path, text: str) -> tuple[bool, list[str]]:
    path = folder / "test_sample.py"
    path.write_text(text, encoding="utf-8")
    return _pytest(Run("a sample", "", {}), ["-c", str(ROOT / "pyproject.toml"), str(path)])
