"""Running a target for a while: draw, change, run, and make small what is new or goes wrong."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.corpora import keep, kept
from tests.fuzz.target import Ending, NoCaseError, Target

# How often an input is run to make it smaller; each run may cost a child.
MOST_TRIES = 100
# What is this short can be read as it is.
SHORT = 600
MOST_NEW = 400


class FaultError(AssertionError):
    """An input ended as none may; it stands in the corpus, or in what is said here."""


@dataclass(slots=True)
class Told:
    """What a run saw: how many inputs, how they ended, and which files it kept."""

    cases: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        ends = ", ".join(f"{word} {many}" for word, many in self.endings.most_common())
        return f"{self.cases} inputs: {ends}; {len(self.kept)} kept"


def run_for(target: Target, *, seconds: float, seed: str, is_keeping: bool) -> Told:
    """Run changed inputs until the time is up; raises FaultError at the first fault."""
    pool = [path.read_bytes() for path in kept(target.name)]
    seen = {mark for content in pool for mark in _marks(_once(target, content))}
    told, until = Told(), time.monotonic() + seconds
    while time.monotonic() < until:
        chance = Random(f"{seed} {target.name} {told.cases}")
        content = target.change(chance.choice(pool), chance, pool)
        told.cases += 1
        try:
            ending = _once(target, content)
        except Exception as error:
            raise _fault(target, content, error, case=told.cases, seed=seed) from error
        if ending is None:
            continue
        told.endings[ending.word] += 1
        new = _marks(ending) - seen
        if new and len(pool) < MOST_NEW:
            seen |= new
            pool.append(content)
            if is_keeping:
                told.kept.append(_kept_small(target, content, ending, new))
    return told


def _marks(ending: Ending | None) -> set[str]:
    return {f"={ending.word}", *ending.marks} if ending else set()


def _once(target: Target, content: bytes) -> Ending | None:
    began = time.process_time()
    try:
        ending = target.run(content)
    except NoCaseError:
        return None
    spent = time.process_time() - began
    assert spent <= target.most_seconds, f"{spent:.1f} s of CPU"
    return ending


def _kept_small(target: Target, content: bytes, ending: Ending, new: set[str]) -> str:
    def is_as_new(smaller: bytes) -> bool:
        try:
            found = _once(target, smaller)
        except Exception:
            return False
        return found is not None and found.word == ending.word and new <= _marks(found)

    small = content if len(content) <= SHORT else smallest(content, is_as_new)
    return keep(target.name, small, ending=ending.word, suffix=target.suffix(small)).name


def _fault(target: Target, content: bytes, error: Exception, *, case: int, seed: str) -> FaultError:
    kind, where = type(error), _where(error)

    def fails_alike(smaller: bytes) -> bool:
        try:
            _once(target, smaller)
        except Exception as other:
            return type(other) is kind and _where(other) == where
        return False

    small = smallest(content, fails_alike)
    path = keep(target.name, small, ending="fault", suffix=target.suffix(small))
    words = f"{target.name}, seed {seed}, input {case}: {kind.__name__}: {error}"
    return FaultError(f"{words}\nkept as {path.name}: {small[:2000]!r}")


def _where(error: Exception) -> tuple[str, int | None]:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return last.filename, last.lineno


def smallest(content: bytes, holds: Callable[[bytes], bool]) -> bytes:
    """Return a shorter input of which the same holds, found by leaving out ever smaller pieces."""
    tries, size = 0, len(content) // 2
    while size >= 1 and tries < MOST_TRIES:
        at = 0
        while at < len(content) and tries < MOST_TRIES:
            smaller = content[:at] + content[at + size :]
            tries += 1
            if holds(smaller):
                content = smaller
            else:
                at += size
        size //= 2
    return content
