"""The confined child: one file in on standard input, JSON or PNG out on standard output.

Started by confinement.py with an empty environment as `python -I child.py '{"job": "...", ...}'`.
The job is a module with `answer`: what that imports is all that this child loads.

The child sets its own limits before it looks at the file, because a parent with threads must not
run code between fork and exec. Exit status 0 says that the output is whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from meetings.reading.refused import RefusedError

_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine(limits: dict[str, int]) -> None:
    """Give up memory, time, files, privileges and, where the system allows it, the network."""
    memory = limits["memory_mb"] * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, limits["output_bytes"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # Python would make an error of it, and the parent could not tell it from a broken file.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    with contextlib.suppress(AttributeError):  # only Linux has unshare
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def main() -> None:
    """Do the job that the first argument names with what comes in, write its answer as it comes.

    The job is loaded only now that the limits hold. Where it refuses after it has begun, the
    refusal is a line of its own after what was written.
    """
    order: dict[str, Any] = json.loads(sys.argv[1])
    confine(order["limits"])
    data = sys.stdin.buffer.read()
    out = io.FileIO(1, "w", closefd=False)
    try:
        for piece in import_module(order["job"]).answer(order, data):
            _write(out, piece)
    except RefusedError as refusal:
        _write(out, _refused(refusal.code))
    except (MemoryError, RecursionError):
        _write(out, _refused("too_heavy"))


def _write(out: io.FileIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[out.write(view) :]


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode()


if __name__ == "__main__":
    main()
