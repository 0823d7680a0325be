"""Tesseract, a page at a time: each in a process of its own, with limits of its own.

A job is a fork of the confined child that draws a page and then becomes Tesseract. It inherits the
child's limits on memory, file size, open files, privileges and network, and may start no
processes. What it says comes through a pipe: the pipe ends when the job does. The child has one
thread, so forking it is sound; where drawing aborts, one page is lost.

A page's time is counted in seconds of CPU: on a busy machine the clock runs while a page stands
still, and would take words from it. The clock is only the net below, for a job that hangs.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import select
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

MOST_OUTPUT = 8_000_000  # bytes: a page of 10,000 words is a tenth of it

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_FAILED = 70
_SECONDS_TO_LIST = 20
_TRIES = 3  # noise can keep Tesseract busy without end: one try may not take the time of the next
_PATIENCE = 10  # seconds of the clock for a second of CPU: as slow as a machine may be

_Try = TypeVar("_Try")
_Found = TypeVar("_Found")


class Heard(NamedTuple):
    """What Tesseract said in a try; `is_late` where it was given up because its time was up."""

    said: bytes = b""
    is_late: bool = False


# What is to be tried on a page goes out, what was heard of it comes in. TimeoutError is thrown in
# when the page's time is up.
Ladder = Generator[_Try, Heard, _Found]


@dataclass(frozen=True, slots=True)
class Engine:
    """An installed Tesseract that knows Danish: its program and its environment."""

    program: str
    environment: Mapping[str, str]


def find_engine(program: str | None, tessdata: str | None) -> Engine | None:
    """Return the engine, None where the program is missing, does not start or lacks Danish."""
    if not program:
        return None
    # One thread a page: pages in parallel use the cores better than threads on a page.
    environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    if tessdata:
        environment["TESSDATA_PREFIX"] = tessdata
    try:
        listed = subprocess.run(
            [program, "--list-langs"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=_SECONDS_TO_LIST,
            check=True,
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return None
    return Engine(program, environment) if b"dan" in listed else None


@dataclass(slots=True, eq=False)
class _Job:
    """A process that reads a page, and what it has said so far."""

    pid: int
    pipe: int
    until: float
    said: bytearray = field(default_factory=bytearray)

    def fileno(self) -> int:
        return self.pipe

    def listen(self) -> bool:
        """Take in what is there; tell whether there may be more."""
        heard = os.read(self.pipe, 1 << 16)
        self.said += heard
        return bool(heard) and len(self.said) <= MOST_OUTPUT

    def end(self, *, is_late: bool = False) -> tuple[Heard, float]:
        """Return what was heard and the seconds of CPU it took."""
        os.close(self.pipe)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        _, status, used = os.wait4(self.pid, 0)
        is_late = is_late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU)
        return Heard(bytes(self.said), is_late), used.ru_utime + used.ru_stime


def _start(
    engine: Engine, draw: Callable[[], list[str] | None], *, cpu_seconds: float, until: float
) -> _Job:
    listening, speaking = os.pipe()
    conductor = os.getpid()
    pid = os.fork()
    if pid:
        os.close(speaking)
        return _Job(pid, listening, until)
    try:
        os.dup2(speaking, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _limit(cpu_seconds, conductor)
        arguments = draw()
        if arguments:
            os.execve(engine.program, [engine.program, *arguments], dict(engine.environment))
    finally:  # whatever happened, this process must not go on as a second child
        os._exit(_FAILED)


def _limit(cpu_seconds: float, conductor: int) -> None:
    # The soft limit ends it with SIGXCPU, which tells why; the hard one would not.
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = max(1, math.ceil(cpu_seconds))
    hard = soft + 1 if most == resource.RLIM_INFINITY else min(soft + 1, most)
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    with contextlib.suppress(AttributeError):  # only Linux has prctl
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != conductor:
        os._exit(_FAILED)


@dataclass(slots=True)
class _Climb(Generic[_Try, _Found]):
    """A page on its way up the ladder: the seconds of CPU it has left, and when it must be done."""

    place: int
    ladder: Ladder[_Try, _Found]
    cpu_seconds: float
    until: float

    @property
    def is_late(self) -> bool:
        return self.cpu_seconds <= 0 or self.until <= time.monotonic()


class Readers(Generic[_Try, _Found]):
    """At most `jobs` pages are read at a time, all of them within `seconds` of the clock.

    Each gets `seconds_a_page` of CPU, and ten times that of the clock.
    """

    def __init__(
        self,
        engine: Engine,
        draw: Callable[[_Try], list[str] | None],
        *,
        jobs: int,
        seconds_a_page: float,
        seconds: float,
        tell: Callable[[int], None],
    ) -> None:
        """`draw` runs in the job: it returns Tesseract's arguments, None where none is needed.

        `tell` hears how many pages are done.
        """
        self._engine, self._draw = engine, draw
        self._jobs, self._seconds_a_page, self._tell = jobs, seconds_a_page, tell
        self._until = time.monotonic() + seconds
        self._running: dict[_Job, _Climb[_Try, _Found]] = {}
        self._found: dict[int, _Found] = {}

    def read(self, ladders: Iterable[Ladder[_Try, _Found]]) -> list[_Found]:
        """Return what each ladder came to, in their order."""
        waiting = deque(enumerate(ladders))
        self._tell(0)
        while waiting or self._running:
            while waiting and len(self._running) < self._jobs:
                place, ladder = waiting.popleft()
                until = min(time.monotonic() + _PATIENCE * self._seconds_a_page, self._until)
                self._step(_Climb(place, ladder, self._seconds_a_page, until), None)
            self._listen()
            self._stop_the_late()
        return [self._found[place] for place in sorted(self._found)]

    def _step(self, climb: _Climb[_Try, _Found], heard: Heard | None) -> None:
        """Take the ladder to its next try and start it, or keep what it came to."""
        try:
            attempt = next(climb.ladder) if heard is None else climb.ladder.send(heard)
            if climb.is_late:
                climb.ladder.throw(TimeoutError())
        except StopIteration as done:
            self._found[climb.place] = done.value
            self._tell(len(self._found))
            return
        share = self._seconds_a_page / _TRIES
        job = _start(
            self._engine,
            lambda: self._draw(attempt),
            cpu_seconds=min(climb.cpu_seconds, share),
            until=min(climb.until, time.monotonic() + _PATIENCE * share),
        )
        self._running[job] = climb

    def _listen(self) -> None:
        if not self._running:
            return
        soonest = min(job.until for job in self._running)
        patience = max(0.0, soonest - time.monotonic())
        ready, _, _ = select.select(list(self._running), [], [], patience)
        for job in ready:
            if not job.listen():
                self._end(job)

    def _stop_the_late(self) -> None:
        now = time.monotonic()
        for job in [job for job in self._running if job.until <= now]:
            self._end(job, is_late=True)

    def _end(self, job: _Job, *, is_late: bool = False) -> None:
        climb = self._running.pop(job)
        heard, cpu_seconds = job.end(is_late=is_late)
        climb.cpu_seconds -= cpu_seconds
        self._step(climb, heard)
