"""The one way into a confined child: what it may use, how long it may take, how far it is.

Which work a child does is its job's business. What goes in is ours; what comes out is to
be checked by whoever asked, for the child may have been taken over by what it was given.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from meetings.reading.unreadable import UnreadableError

SECONDS_BETWEEN_BEATS = 5.0

_CHILD = Path(__file__).with_name("child.py")
_OUT_OF_MEANS = frozenset((-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGXFSZ))
_PROGRESS = re.compile(rb"\s*(\d{1,6}) +(\d{1,6})\n")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use; OCR has a clock of its own for the file, and CPU for each page."""

    memory_mb: int = 1024
    cpu_seconds: int = 40
    wall_seconds: int = 55
    pages: int = 1000
    output_bytes: int = 20_000_000
    ocr_seconds: int = 1800
    ocr_seconds_a_page: int = 60
    ocr_jobs: int = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the child is: pages that are done, of so many."""

    done: int
    of: int


# Called every few seconds while a child works; what it raises ends the child.
Beat = Callable[[Progress | None], None]


def no_beat(progress: Progress | None) -> None:
    """Tell nobody."""


def run_job(
    job: str, order: dict[str, object], file: FileIO, *, limits: Limits, beat: Beat = no_beat
) -> bytes:
    """Let a child do the job, the name of a module with `answer`, and return what it wrote.

    The unbuffered file is shared with the child. Raises UnreadableError: "too_heavy" where a limit
    stopped it, "damaged" where it broke down.
    """
    return run_child(_CHILD, {**order, "job": job}, file, limits=limits, beat=beat)


def run_child(
    script: Path, order: dict[str, object], file: FileIO, *, limits: Limits, beat: Beat = no_beat
) -> bytes:
    """Run the script on the file and return what it wrote, as `run_job` does."""
    # The answer goes to a file and not through a pipe: the child's own limit bounds it.
    with (
        tempfile.TemporaryDirectory(prefix="reading-") as folder,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as told,
    ):
        whole = {**order, "limits": asdict(limits), "progress": told.fileno()}
        process = subprocess.Popen(
            [sys.executable, "-I", str(script), json.dumps(whole)],
            stdin=file,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            pass_fds=(told.fileno(),),
            start_new_session=True,
        )
        status = _wait(process, limits.wall_seconds, lambda: beat(_progress(told.fileno())))
        if status in _OUT_OF_MEANS:
            raise UnreadableError("too_heavy")
        if status != 0:
            raise UnreadableError("damaged")
        out.seek(0)
        return out.read(limits.output_bytes + 1)


def _wait(process: subprocess.Popen[bytes], seconds: int, beat: Callable[[], None]) -> int:
    until = time.monotonic() + seconds
    try:
        while True:
            left = until - time.monotonic()
            try:
                return process.wait(timeout=max(0.0, min(left, SECONDS_BETWEEN_BEATS)))
            except subprocess.TimeoutExpired:
                if left <= SECONDS_BETWEEN_BEATS:
                    raise UnreadableError("too_heavy") from None
            beat()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _progress(told: int) -> Progress | None:
    """Return what the child last told of itself, None where it told nothing that makes sense."""
    said = _PROGRESS.match(os.pread(told, 32, 0))
    if said is None:
        return None
    done, of = int(said[1]), int(said[2])
    return Progress(done, of) if done <= of else None
