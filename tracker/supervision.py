"""Child processes that are started, watched, started again and stopped together.

Each child leads a process group of its own, so that Ctrl-C in the terminal reaches us alone and
we alone decide who is told to stop. Only the leaders are told: a worker whose own children get
the signal beside it may never return. What remains of a group after its time is ended.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

SECONDS_TO_STOP = 15
SECONDS_BETWEEN_LOOKS = 0.2
# A child that lived so long has recovered: its next pause is the shortest again.
SECONDS_TO_RECOVER = 60
LONGEST_PAUSE = 30
PR_SET_PDEATHSIG = 1


class AlreadyRunningError(Exception):
    """Another process holds the lock of this data folder."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file while the block runs; the kernel lets go of it however we end."""
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunningError(file.read().strip() or "?") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@dataclass(frozen=True, slots=True)
class Program:
    """A Python module to run as a child, with its arguments, and what people call it."""

    name: str
    command: tuple[str, ...]


class Child:
    """A program while it runs, with the pause it has earned by dying."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.deaths = 0
        self.start_at = 0.0
        self.started_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.program.command],
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 (the supervisor has one thread)
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> tuple[int, int]:
        """Return how it ended and the seconds to wait before it is started again."""
        assert self.process is not None
        status = self.process.returncode
        self.end_group()
        self.process = None
        if time.monotonic() - self.started_at > SECONDS_TO_RECOVER:
            self.deaths = 0
        self.deaths += 1
        pause = min(2**self.deaths, LONGEST_PAUSE)
        self.start_at = time.monotonic() + pause
        return status, pause

    def tell(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def end_group(self) -> None:
        """End whoever is left of the group: grandchildren that outlived their leader."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs the programs until it is told to stop."""

    def __init__(self, *, programs: list[Program], say: Callable[[str], None]) -> None:
        self.children = [Child(program) for program in programs]
        self.say = say
        self.is_stopping = False

    def stop(self) -> None:
        """Ask for the end; safe to call from a signal handler, and more than once."""
        self.is_stopping = True

    def run(self, *, ready: Callable[[], bool]) -> None:
        """Start everything, look after it, and call `ready` until it answers yes."""
        is_ready = False
        try:
            while not self.is_stopping:
                for child in self.children:
                    self._look_after(child)
                is_ready = is_ready or ready()
                time.sleep(SECONDS_BETWEEN_LOOKS)
        finally:
            self._stop_all()

    def _look_after(self, child: Child) -> None:
        if child.has_died():
            status, pause = child.bury()
            self.say(
                _("%(name)s stoppede (%(status)s) og startes igen om %(pause)s sekunder.")
                % {"name": child.program.name, "status": status, "pause": pause}
            )
        if child.process is None and time.monotonic() >= child.start_at:
            child.start()

    def _stop_all(self) -> None:
        for child in self.children:
            child.tell(signal.SIGTERM)
        last_moment = time.monotonic() + SECONDS_TO_STOP - 1
        while time.monotonic() < last_moment and not self._all_ended():
            time.sleep(SECONDS_BETWEEN_LOOKS)
        for child in self.children:
            child.end_group()
            if child.process is not None:
                child.process.wait()

    def _all_ended(self) -> bool:
        return all(child.process is None or child.has_died() for child in self.children)


def _end_with_parent() -> None:
    """Have the kernel stop the child when we are killed without a chance to say so (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
