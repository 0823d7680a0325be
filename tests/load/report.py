"""The table at the end: what each page cost, what people saw, what became of all they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from tests.load.verdict import Line


def percentile(values: Iterable[float], share: int) -> float:
    """Return the least value that so many percent of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)]


def report(
    told: Mapping[str, Any],
    lines: Sequence[Line],
    kills: Mapping[str, int],
    memory: Mapping[str, float],
    *,
    seconds: float,
    settled: float,
) -> str:
    pages: Mapping[str, list[float]] = told["seconds"]
    requests = sum(len(one) for one in pages.values())
    counts = ", ".join(f"{what} {count}" for what, count in sorted(told["counts"].items()))
    return "\n".join(
        [
            f"{told['people']} people, {requests:,} requests, {requests / seconds:.1f} a second",
            f"killed: {', '.join(f'{name} {count}' for name, count in sorted(kills.items()))}",
            f"behind the balancer: {counts or 'nothing'}; all done {settled:.0f} s after the end",
            "",
            *_pages(pages),
            "",
            "| what | figure | bar | |",
            "| --- | --- | --- | --- |",
            *(_line(line) for line in lines),
            "",
            f"memory in MB: {', '.join(f'{name} {size:.0f}' for name, size in memory.items())}",
            *(f"seen: {error} ({count})" for error, count in Counter(told["errors"]).items()),
        ]
    )


def _pages(pages: Mapping[str, list[float]]) -> list[str]:
    rows = ["| page | asked | p50 ms | p95 ms | p99 ms |", "| --- | --- | --- | --- | --- |"]
    for name, taken in sorted(pages.items()):
        figures = " | ".join(f"{1000 * percentile(taken, share):.0f}" for share in (50, 95, 99))
        rows.append(f"| {name} | {len(taken)} | {figures} |")
    return rows


def _line(line: Line) -> str:
    bar = "" if line.most is None else f"≤ {line.most}"
    verdict = "" if line.most is None else ("met" if line.is_met else "MISSED")
    return f"| {line.what} | {line.figure:,} | {bar} | {verdict} |"
