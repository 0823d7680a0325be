"""A run finds what goes wrong, makes it small and keeps it, and does the same again by its seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.fuzz import corpora
from tests.fuzz.changing import bytes_changed, text_changed
from tests.fuzz.running import FaultError, run_for, smallest
from tests.fuzz.target import Ending, NoCaseError, Target

pytestmark = pytest.mark.pure


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(corpora, "CORPUS", tmp_path)
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "even.0.txt").write_bytes(b"ab" * 500)
    return tmp_path / "toy"


def toy(*, breaks_at: bytes) -> Target:
    """Return a target that ends by the length, and breaks where those bytes are in it."""

    def run(content: bytes) -> Ending:
        assert breaks_at not in content
        return Ending("odd" if len(content) % 2 else "even")

    def change(content: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
        return content + chance.choice((b"x", b"yy", b"zz!"))

    return Target("toy", run, change, lambda _content: ".txt")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_fault_is_kept_as_small_as_it_can_be_with_what_repeats_it(corpus: Path) -> None:
    with pytest.raises(FaultError, match="toy, seed s, input "):
        run_for(toy(breaks_at=b"!"), seconds=5, seed="s", is_keeping=False)
    (fault,) = names(corpus) - {"even.0.txt"}
    assert fault.startswith("fault.")
    assert (corpus / fault).read_bytes() == b"!"


def test_what_ends_in_a_new_way_is_kept_under_how_it_ends(corpus: Path) -> None:
    told = run_for(toy(breaks_at=b"nothing"), seconds=0.2, seed="s", is_keeping=True)
    (odd,) = names(corpus) - {"even.0.txt"}
    assert odd.startswith("odd.")
    assert told.kept == [odd]
    assert len((corpus / odd).read_bytes()) < 100


def test_what_ends_in_known_ways_is_not_kept(corpus: Path) -> None:
    run_for(toy(breaks_at=b"nothing"), seconds=0.1, seed="s", is_keeping=False)
    assert names(corpus) == {"even.0.txt"}


def test_an_input_that_says_nothing_is_counted_as_none(corpus: Path) -> None:
    def run(_content: bytes) -> Ending:
        raise NoCaseError

    target = Target("toy", run, text_changed, lambda _content: ".txt")
    assert not run_for(target, seconds=0.05, seed="s", is_keeping=True).endings


@pytest.mark.parametrize("change", [bytes_changed, text_changed])
def test_the_same_seed_draws_the_same_changes(change) -> None:
    drawn = [change(b"Punkt 1: Taget\n", Random("s 7"), [b"KF\n"]) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len({change(b"Punkt 1: Taget\n", Random(n), [b"KF\n"]) for n in range(20)}) > 10


def test_the_smallest_input_still_does_what_the_whole_one_did() -> None:
    assert smallest(b"x" * 40 + b"AB" + b"y" * 40, lambda content: b"AB" in content) == b"AB"
