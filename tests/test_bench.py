"""The benches are found by name, and compare what they are given by its median."""

from __future__ import annotations

import time

import pytest

from tests.bench.__main__ import main
from tests.bench.registry import BENCHES, Measure, bench, interleaved, ratio

pytestmark = pytest.mark.pure


def test_a_bench_is_run_by_its_name_and_a_missed_bar_is_told(capsys) -> None:
    bench("met")(lambda: [ratio("one beside another", 1.0, 4.0, most=0.25)])
    bench("missed")(lambda: [Measure("a size", "9", "≤ 8", is_met=False)])
    try:
        assert main(["met"]) == 0
        assert "| met | one beside another (1.00 / 4.00) | 0.25 | ≤ 0.25 | met |" in (
            capsys.readouterr().out
        )
        assert main(["met", "missed"]) == 1
        assert "| missed |" in capsys.readouterr().out
    finally:
        del BENCHES["met"], BENCHES["missed"]


def test_a_name_that_is_none_says_which_there_are(capsys) -> None:
    assert main(["none"]) == 2
    said = capsys.readouterr().out
    assert "reading" in said
    assert "ocr" in said


def test_ways_are_measured_in_turn() -> None:
    order: list[str] = []
    slow, quick = interleaved(
        lambda: (order.append("slow"), time.sleep(0.02)),
        lambda: order.append("quick"),
        rounds=3,
    )
    assert order == ["slow", "quick"] * 3
    assert slow > quick
