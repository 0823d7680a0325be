"""The confined child: one file in on standard input, JSON or PNG out on standard output.

Every script that runs confined is built on `serve`; this one opens files and divides their text.

Started by confinement.py with an empty environment as `python -I child.py '{"do": "read", ...}'`.
It sets its own limits before it looks at the file, because a parent with threads must not run
code between fork and exec. Exit status 0 says that the output is whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

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


def serve(answer: Callable[[dict[str, Any], bytes], Iterable[bytes]]) -> None:
    """Do what the first argument asks with what comes in, write what `answer` yields as it comes.

    `answer` loads what it needs only when it is called: then the limits hold. Where it refuses
    after it has begun, the refusal is a line of its own after what was written.
    """
    order: dict[str, Any] = json.loads(sys.argv[1])
    confine(order["limits"])
    data = sys.stdin.buffer.read()
    # Only now: this is the first of ours that the child loads.
    from meetings.reading.refused import RefusedError  # noqa: PLC0415

    out = io.FileIO(1, "w", closefd=False)
    try:
        for piece in answer(order, data):
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


def _answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Load the libraries that the limits are there for, each only where the file needs it."""
    if order["do"] == "structure":
        from meetings.reading import minutes, structure_answers  # noqa: PLC0415

        file_text, file_name, given_date = pickle.loads(data)  # our own, not the file's
        yield structure_answers.answer_structure(
            minutes.read_structure(file_text, file_name=file_name, given_date=given_date)
        )
    elif order["do"] == "unpaged":
        from meetings.reading import unpaged  # noqa: PLC0415

        yield unpaged.answer_unpaged(data, order["format"])
    else:
        yield from _answer_pdf(order, data)


def _answer_pdf(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    from meetings.reading import gate, ocr, pdf  # noqa: PLC0415

    found = gate.inspect(data, most_pages=order["limits"]["pages"])
    if order["do"] == "render":
        number = gate.page_number(order["page"], found)
        yield pdf.render(data, page=number, scale=order["scale"])
    else:
        scans = order["scans"]
        yield from ocr.tell_text(data, scans=scans, order=order, problems=found.problems)


if __name__ == "__main__":
    serve(_answer)
