"""The confined child: one file in on standard input, JSON or PNG out on standard output.

Started by confined.py with an empty environment as `python -I child.py '{"do": "read", ...}'`.
It sets its own limits before it looks at the file, because a parent with threads must not run
code between fork and exec. Exit status 0 says that the output is whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
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
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
    with contextlib.suppress(AttributeError):  # only Linux has unshare
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def main() -> None:
    """Do what the first argument asks, write the answer."""
    order: dict[str, Any] = json.loads(sys.argv[1])
    confine(order["limits"])
    data = sys.stdin.buffer.read()
    # Only now: these load the libraries that the limits are there for.
    from meetings.reading import gate, layout, pdf  # noqa: PLC0415

    try:
        found = gate.inspect(data, most_pages=order["limits"]["pages"])
        if order["do"] == "render":
            number = gate.page_number(order["page"], found)
            answer = pdf.render(data, page=number, scale=order["scale"])
        else:
            file_text = layout.lay_out(pdf.read_pages(data))
            answer = gate.answer(file_text, found)
    except gate.RefusedError as refusal:
        answer = json.dumps({"refused": refusal.code}).encode()
    except MemoryError:
        answer = json.dumps({"refused": "too_heavy"}).encode()
    out = io.FileIO(1, "w", closefd=False)
    view = memoryview(answer)
    while view:
        view = view[out.write(view) :]


if __name__ == "__main__":
    main()
