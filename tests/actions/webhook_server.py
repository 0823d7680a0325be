"""Another system on a real line: it keeps what it was told, and behaves as a test wants."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Request:
    """What came over the line."""

    first_line: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[[socket.socket], None]


def answers(status: int, *headers: str) -> Answer:
    head = "\r\n".join([f"HTTP/1.1 {status} X", "Content-Length: 0", *headers])
    return lambda line: line.sendall(f"{head}\r\n\r\n".encode())


def says(text: bytes) -> Answer:
    return lambda line: line.sendall(text)


def hangs(line: socket.socket) -> None:
    """Say nothing until the other end has gone."""
    with suppress(OSError):
        line.recv(1)


def drips(line: socket.socket) -> None:
    """Say a header that never ends, a letter at a time."""
    with suppress(OSError):
        line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            line.sendall(b"x")
            time.sleep(0.05)


def resets(line: socket.socket) -> None:
    """Break the line, as a machine that falls over."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@dataclass
class System:
    """The other end. `answer` is what it does with the next request, `tls` its side of TLS."""

    port: int
    tls: ssl.SSLContext | None = None
    answer: Answer = field(default_factory=lambda: answers(200))
    requests: list[Request] = field(default_factory=list)
    lines: int = 0

    @property
    def address(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/folgop"


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[System]:
    listener = socket.create_server(("127.0.0.1", 0))
    system = System(port=listener.getsockname()[1], tls=tls)
    thread = threading.Thread(target=_accept, args=(listener, system), daemon=True)
    thread.start()
    try:
        yield system
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)


def _accept(listener: socket.socket, system: System) -> None:
    with suppress(OSError):
        while True:
            line, _address = listener.accept()
            system.lines += 1
            threading.Thread(target=_serve, args=(line, system), daemon=True).start()


def _serve(raw: socket.socket, system: System) -> None:
    with suppress(OSError), _secured(raw, system.tls) as line:
        line.settimeout(10)
        request = _read(line)
        if request:
            system.requests.append(request)
            system.answer(line)


def _secured(line: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    return tls.wrap_socket(line, server_side=True) if tls else line


def _read(line: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            return None
        data += piece
    head, _gap, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    headers = dict(one.split(": ", 1) for one in rest)
    while len(body) < int(headers.get("Content-Length", 0)):
        body += line.recv(65536)
    return Request(first, headers, body)
