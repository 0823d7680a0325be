"""Things that hang together because one touches the next."""

from __future__ import annotations


class Groups:
    """Numbers from 0, in groups that only ever grow together."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, one: int) -> int:
        """Return the number that stands for the group of `one`."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Let the groups of both be one."""
        self._above[self.of(one)] = self.of(other)
