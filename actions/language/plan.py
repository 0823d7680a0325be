"""The planned meetings that a deadline can hang on: "til næste møde", "på mødet i februar"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# "udvalgsmøde" is the meeting of those who say it, not of another committee.
OWN = ("", "udvalgs", "ordinære", "bestyrelses", "direktions", "chef", "leder", "gruppe", "råds")
SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """Days of meetings: of the committee whose minutes are read, and of the others by name."""

    own: tuple[date, ...] = ()
    others: tuple[tuple[str, tuple[date, ...]], ...] = ()

    def next_after(self, day: date, *, of: str = "") -> date | None:
        """Return the first meeting after the day, None where none is planned.

        `of` is what stands before "møde" in a compound: "byråds" asks for the meeting of the
        one other committee called so.
        """
        return min((held for held in self._days(of.lower()) if held > day), default=None)

    def last_within(self, first: date, last: date) -> date | None:
        """Return the last own meeting from the first day to the last, both inclusive."""
        return max((held for held in self.own if first <= held <= last), default=None)

    def _days(self, of: str) -> tuple[date, ...]:
        named = of.removesuffix("s")
        if len(named) >= SHORTEST_NAME:
            fits = [days for name, days in self.others if name.lower().startswith(named)]
            if len(fits) == 1:
                return fits[0]
        return self.own if of in OWN else ()


NO_PLAN = MeetingPlan()
