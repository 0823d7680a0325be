"""Charts as places on a drawing: components/_bar_chart.html and _kept.html set them as SVG."""

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
    """One bar: what it stands for, its number, and where both are drawn.

    `filled` of its number are filled, which is `part` of its width; `url` leads to what is counted.
    """

    label: str
    value: int
    y: int
    text_y: int
    width: int
    value_x: int
    filled: int = 0
    part: int = 0
    url: str = ""


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


@dataclass(frozen=True, slots=True)
class Value:
    """What a bar is to show: its number, as many of it as are filled, and the list behind it."""

    label: str
    number: int
    filled: int = 0
    url: str = ""


def bar_chart(values: Sequence[Value]) -> BarChart:
    """Return a chart, the longest bar as wide as there is room for."""
    longest = max((value.number for value in values), default=0)
    bars = tuple(_bar(row, value, longest) for row, value in enumerate(values))
    return BarChart(bars=bars, height=max(1, len(bars)) * ROW_HEIGHT)


def _bar(row: int, value: Value, longest: int) -> Bar:
    width = round(BARS_WIDTH * value.number / longest) if longest else 0
    return Bar(
        label=value.label,
        value=value.number,
        y=row * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) // 2,
        text_y=row * ROW_HEIGHT + ROW_HEIGHT // 2,
        width=width,
        value_x=LABEL_WIDTH + width + VALUE_GAP,
        filled=value.filled,
        part=round(width * value.filled / value.number) if value.number else 0,
        url=value.url,
    )
