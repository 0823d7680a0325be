"""A line to an address that was looked up before: to that one, whatever the name means by then.

No proxy of the environment and no redirect. The whole of it has so many seconds, however slowly the
other end speaks.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import suppress


class PinnedLine(http.client.HTTPConnection):
    """Goes to the address it was given; with a context it speaks TLS, under the host's name."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        address: str,
        context: ssl.SSLContext | None,
        step_seconds: float,
        all_seconds: float,
    ) -> None:
        super().__init__(host, port, timeout=step_seconds)
        self.is_cut = False
        self._address = address
        self._context = context
        self._timer = threading.Timer(all_seconds, self._cut)
        self._handle: socket.socket | None = None

    def connect(self) -> None:
        raw = socket.create_connection((self._address, self.port), timeout=self.timeout)
        # A second handle, as TLS takes the first one over.
        self._handle = raw.dup()
        self._timer.daemon = True
        self._timer.start()
        self.sock = raw
        if self._context:
            self.sock = self._context.wrap_socket(raw, server_hostname=self.host)

    def close(self) -> None:
        self._timer.cancel()
        super().close()
        if self._handle:
            self._handle.close()

    def _cut(self) -> None:
        self.is_cut = True
        if self._handle:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)
