"""What is tried: how an input is changed, how it is run, and how it may end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

Change = Callable[[bytes, Random, Sequence[bytes]], bytes]


class NoCaseError(Exception):
    """The input does not say anything that could be tried."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an input ended, in one word, and finer marks of where it went on the way."""

    word: str
    marks: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Target:
    """A place where input from outside comes in.

    `run` returns how the input ended; anything it raises, NoCaseError apart, is a fault. `change`
    takes one input, and the others to borrow from. `suffix` is that of a kept file, for its reader.
    """

    name: str
    run: Callable[[bytes], Ending]
    change: Change
    suffix: Callable[[bytes], str]
    # Seconds of CPU in this process that one input may cost.
    most_seconds: float = 10
