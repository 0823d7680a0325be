"""A mailbox on the loopback that speaks as much IMAP over TLS as is asked of it."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import issue

USER, PASSWORD = "folgop", "hemmelig/kode@"


@dataclass
class Mailbox:
    """`mails` by number; `asked` is what the client said, without its password.

    `users` are those who said who they are in letters that LOGIN cannot say, with their password.
    `says` replaces the answer to a command that begins so; "hang up" cuts the line there.
    """

    mails: dict[int, bytes] = field(default_factory=dict)
    uid_validity: int = 7
    asked: list[str] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    users: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    def put(self, content: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = content
        return uid


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        box = self.server.box
        self.wfile.write(b"* OK klar\r\n")
        while line := self.rfile.readline().decode().strip():
            tag, _space, command = line.partition(" ")
            box.asked.append(command.partition(" ")[0] if "LOGIN" in command else command)
            said = next((box.says[one] for one in box.says if command.startswith(one)), None)
            if said == "hang up":
                return
            if said is not None:
                self._say(f"{tag} {said}")
                continue
            if command == "AUTHENTICATE PLAIN":
                self._say("+ ")
                _none, user, password = base64.b64decode(self.rfile.readline()).split(b"\0")
                box.users.append((user.decode(), password.decode()))
            for answer in _answers(box, command):
                self.wfile.write(answer)
            self._say(f"{tag} OK gjort")
            if command == "LOGOUT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def _answers(box: Mailbox, command: str) -> Iterator[bytes]:
    """Yield what goes before the OK."""
    if command == "CAPABILITY":
        yield b"* CAPABILITY IMAP4rev1\r\n"
    elif command.startswith("EXAMINE"):
        yield f"* {len(box.mails)} EXISTS\r\n".encode()
        yield f"* OK [UIDVALIDITY {box.uid_validity}] ok\r\n".encode()
        yield f"* OK [UIDNEXT {max(box.mails, default=0) + 1}] ok\r\n".encode()
    elif found := re.match(r"UID SEARCH UID (\d+):\*", command):
        highest = max(box.mails, default=0)
        wanted = [uid for uid in box.mails if uid >= min(int(found[1]), highest)]
        yield f"* SEARCH {' '.join(map(str, wanted))}\r\n".encode()
    elif found := re.fullmatch(r"UID SEARCH UID (\d+)", command):
        there = int(found[1]) in box.mails
        yield f"* SEARCH {found[1] if there else ''}\r\n".encode()
    elif command.startswith("UID SEARCH SINCE"):
        yield f"* SEARCH {' '.join(map(str, box.mails))}\r\n".encode()
    elif found := re.match(r"UID FETCH (\d+) \((\S+)\)", command):
        yield from _fetched(box, int(found[1]), found[2])
    elif command == "LOGOUT":
        yield b"* BYE farvel\r\n"


def _fetched(box: Mailbox, uid: int, what: str) -> Iterator[bytes]:
    content = box.mails.get(uid)
    if content is None:
        return
    if what == "RFC822.SIZE":
        yield f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(content)})\r\n".encode()
        return
    if "HEADER" in what:
        content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    yield f"* {uid} FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    box: Mailbox
    context: ssl.SSLContext | None

    def get_request(self):  # type: ignore[no-untyped-def]  # as socketserver's own
        plain, address = super().get_request()
        if self.context is None:
            return plain, address
        return self.context.wrap_socket(plain, server_side=True), address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that does not trust us hangs up."""


@contextmanager
def running(folder: Path) -> Iterator[tuple[Mailbox, Path]]:
    """Run a mailbox, and give the certificate that vouches for it."""
    certificate = issue("mail.example", is_authority=True).written(folder / "mail.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running_with(context) as box:
        yield box, certificate


@contextmanager
def running_with(context: ssl.SSLContext | None) -> Iterator[Mailbox]:
    """Run a mailbox behind this side of TLS; without one it speaks openly."""
    box = Mailbox()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.box, server.context = box, context
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
