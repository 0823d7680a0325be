"""The virus scanner of the house, where there is one: clamd, asked by its INSTREAM command."""

from __future__ import annotations

import re
import socket
import struct
from pathlib import Path
from urllib.parse import urlsplit

CHUNK = 1 << 16
SECONDS = 40
LONGEST_ANSWER = 1000
PORT = 3310

_FOUND = re.compile(r"stream: (.+) FOUND$", re.DOTALL)
_UNFIT = re.compile(r"[^\w.:/()+-]+")


class ScannerAwayError(Exception):
    """The scanner did not say whether the file is clean."""


def find_virus(path: Path, *, scanner: str) -> str | None:
    """Return the name of the virus in the file, None where the scanner calls it clean.

    `scanner` is tcp://host:port or unix:///path. Raises ScannerAwayError where it does not answer,
    or answers anything else.
    """
    try:
        with _connect(scanner) as connection, path.open("rb") as file:
            connection.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                connection.sendall(struct.pack(">I", len(chunk)) + chunk)
            connection.sendall(struct.pack(">I", 0))
            answer = _answer(connection)
    except OSError as error:
        raise ScannerAwayError(str(error)) from error
    found = _FOUND.match(answer)
    if found:
        return _UNFIT.sub(" ", found[1])[:100].strip()
    if answer != "stream: OK":
        raise ScannerAwayError(ascii(answer[:200]))
    return None


def _connect(scanner: str) -> socket.socket:
    address = urlsplit(scanner)
    if address.scheme == "tcp":
        return socket.create_connection((address.hostname, address.port or PORT), timeout=SECONDS)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(SECONDS)
    try:
        connection.connect(address.path)
    except OSError:
        connection.close()
        raise
    return connection


def _answer(connection: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        heard = connection.recv(LONGEST_ANSWER)
        if not heard:
            break
        said += heard
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
