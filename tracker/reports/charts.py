"""Charts as places on a drawing: components/_bar_chart.html and _kept.html set them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW_HEIGHT = 32
BAR_HEIGHT = 20
# As wide as a telephone, lest the letters shrink with the drawing.
WIDTH = 300
LABEL_WIDTH = 100
# Room for "123/456".
VALUE_WIDTH = 66
VALUE_GAP = 8
# Longer labels than there is room for beside the bars stand above them.
LABEL_LENGTH = 12
LABEL_HEIGHT = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its number, and where both are drawn.

    `filled` of its number are filled, which is `part` of its width; `url` leads to what is counted.
    """

    label: str
    value: int
    y: int
    label_y: int
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
    width: int = WIDTH
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
    is_stacked = any(len(value.label) > LABEL_LENGTH for value in values)
    above, bar_x = (LABEL_HEIGHT, 0) if is_stacked else (0, LABEL_WIDTH)
    bars = tuple(
        _bar(row * (ROW_HEIGHT + above), value, longest, above=above, bar_x=bar_x)
        for row, value in enumerate(values)
    )
    height = max(1, len(bars)) * (ROW_HEIGHT + above)
    return BarChart(bars=bars, height=height, bar_x=bar_x)


def _bar(top: int, value: Value, longest: int, *, above: int, bar_x: int) -> Bar:
    room = WIDTH - bar_x - VALUE_WIDTH - VALUE_GAP
    width = round(room * value.number / longest) if longest else 0
    middle = top + above + ROW_HEIGHT // 2
    return Bar(
        label=value.label,
        value=value.number,
        y=top + above + (ROW_HEIGHT - BAR_HEIGHT) // 2,
        label_y=top + above // 2 + 4 if above else middle,
        text_y=middle,
        width=width,
        value_x=bar_x + width + VALUE_GAP,
        filled=value.filled,
        part=round(width * value.filled / value.number) if value.number else 0,
        url=value.url,
    )
