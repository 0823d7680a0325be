"""A mail server on the loopback that answers as it is told and remembers what it took."""

from __future__ import annotations

import asyncio
import email
import socket
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Sink:
    """`answers` holds the reply to RCPT by address, `data_answers` those to DATA in turn."""

    delay: float = 0.0
    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    data_answers: list[str] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd names it)
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        if self.data_answers:
            answer = self.data_answers.pop(0)
            if answer == "hang up":
                self._take(envelope)
                server.transport.close()
                return "250 OK"
            if not answer.startswith("250"):
                return answer
        self._take(envelope)
        return "250 OK"

    def _take(self, envelope: Any) -> None:
        message = email.message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], message["Message-ID"]))
        self.bodies.append(envelope.content)

    @property
    def count_by_id(self) -> Counter[str]:
        return Counter(message_id for _address, message_id in self.taken)


def start(sink: Sink) -> Controller:
    """Start a server on a free port, which the sink then knows."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sink.port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    return controller
