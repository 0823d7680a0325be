"""Charts as places on a drawing: templates/components/_bar_chart.html sets them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW_HEIGHT = 32
BAR_HEIGHT = 20
# As wide as a telephone, lest the letters shrink with the drawing.
LABEL_WIDTH = 100
BARS_WIDTH = 160
VALUE_WIDTH = 40
VALUE_GAP = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its number, and where both are drawn."""

    label: str
    value: int
    y: int
    text_y: int
    width: int
    value_x: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one below the other on a drawing of `width` times `height`."""

    bars: tuple[Bar, ...]
    height: int
    width: int = LABEL_WIDTH + BARS_WIDTH + VALUE_WIDTH
    bar_x: int = LABEL_WIDTH
    bar_height: int = BAR_HEIGHT

    @property
    def total(self) -> int:
        return sum(bar.value for bar in self.bars)


def bar_chart(values: Sequence[tuple[str, int]]) -> BarChart:
    """Return a chart of (label, number), the longest bar as wide as there is room for."""
    longest = max((value for _, value in values), default=0)
    bars = tuple(_bar(row, label, value, longest) for row, (label, value) in enumerate(values))
    return BarChart(bars=bars, height=max(1, len(bars)) * ROW_HEIGHT)


def _bar(row: int, label: str, value: int, longest: int) -> Bar:
    width = round(BARS_WIDTH * value / longest) if longest else 0
    return Bar(
        label=label,
        value=value,
        y=row * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) // 2,
        text_y=row * ROW_HEIGHT + ROW_HEIGHT // 2,
        width=width,
        value_x=LABEL_WIDTH + width + VALUE_GAP,
    )
