"""What was done in the period, by month and by unit, each number with the list behind it."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actions.models import ActionItem
from actions.selectors import (
    NO_DEADLINE,
    ON_TIME,
    PUT_OFF,
    TOO_LATE,
    Kept,
    done_between,
    kept_by_month,
    kept_by_unit,
    kept_in_all,
)
from meetings.models import Unit
from tracker.filter_choices import NO_UNIT
from tracker.reports.charts import BarChart, Value, bar_chart

# As many letters as there is room for above the bars.
LABEL_LENGTH = 36
DONE = ActionItem.Status.DONE.value


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A month or a unit with its numbers, and the lists behind them."""

    label: str
    kept: Kept
    url: str

    @property
    def on_time_url(self) -> str:
        return f"{self.url}&kept={ON_TIME}"

    @property
    def too_late_url(self) -> str:
        return f"{self.url}&kept={TOO_LATE}"

    @property
    def no_deadline_url(self) -> str:
        return f"{self.url}&kept={NO_DEADLINE}"

    @property
    def put_off_url(self) -> str:
        return f"{self.url}&kept={PUT_OFF}"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """All of it, on a period that is told with it."""

    first: date
    last: date
    total: KeptRow
    months: list[KeptRow]
    month_chart: BarChart
    units: list[KeptRow]
    unit_chart: BarChart


def kept_report(
    action_items: QuerySet[ActionItem], period: tuple[date, date], *, url: Callable[..., str]
) -> KeptReport:
    first, last = period
    done = done_between(action_items, first=first, last=last)

    def listed(**narrowing: object) -> str:
        days: dict[str, object] = {"closed_from": first, "closed_to": last}
        return url(status=DONE, **(days | narrowing))

    total = KeptRow(_("I alt"), kept_in_all(done), listed())
    months = [_month(row, period, listed) for row in kept_by_month(done)]
    units = _units(kept_by_unit(done), listed)
    return KeptReport(first, last, total, months, _chart(months), units, _chart(units))


def _month(row: Kept, period: tuple[date, date], listed: Callable[..., str]) -> KeptRow:
    begin = row.key
    assert isinstance(begin, date)  # months have no other key
    end = begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])
    # The first and the last month may be cut by the period.
    days = {"closed_from": max(begin, period[0]), "closed_to": min(end, period[1])}
    return KeptRow(date_format(begin, "M Y"), row, listed(**days))


def _units(rows: Iterable[Kept], listed: Callable[..., str]) -> list[KeptRow]:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    named = [
        KeptRow(
            str(units[row.key].name) if isinstance(row.key, int) else _("Uden enhed"),
            row,
            listed(unit_itself=row.key or NO_UNIT),
        )
        for row in rows
    ]
    return sorted(named, key=lambda row: (-row.kept.done, row.label))


def _chart(rows: Iterable[KeptRow]) -> BarChart:
    """Return what had a deadline as bars, what was on time filled."""
    return bar_chart(
        [
            Value(
                Truncator(row.label).chars(LABEL_LENGTH),
                row.kept.on_time + row.kept.too_late,
                filled=row.kept.on_time,
            )
            for row in rows
        ]
    )
