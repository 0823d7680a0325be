"""A mail server in a process of its own: `python -m tests.bench.mail_sink SECONDS`."""

from __future__ import annotations

import sys
import threading

from tests.actions import sink

if __name__ == "__main__":
    server = sink.Sink(delay=float(sys.argv[1]))
    sink.start(server)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    threading.Event().wait()
