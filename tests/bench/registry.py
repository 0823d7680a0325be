"""The named benches, and how two ways are compared on a machine that others use too."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Measure:
    """A line of the table: what was measured, the figure, the bar it is held against."""

    what: str
    figure: str
    bar: str = ""
    is_met: bool | None = None


Bench = Callable[[], list[Measure]]
BENCHES: dict[str, Bench] = {}


def bench(name: str) -> Callable[[Bench], Bench]:
    """Enter a function that measures under a name."""

    def enter(function: Bench) -> Bench:
        BENCHES[name] = function
        return function

    return enter


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def interleaved(*ways: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median seconds of each way, one of each in turn, so that all meet the same."""
    taken = [[seconds(way) for way in ways] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def ratio(what: str, one: float, other: float, *, most: float) -> Measure:
    """Return one / other as a line, held against the most it may be."""
    found = one / other
    return Measure(
        f"{what} ({one:.2f} / {other:.2f})", f"{found:.2f}", f"≤ {most:g}", found <= most
    )
