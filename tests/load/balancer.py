"""Which web process is asked: each in turn, and of those that answer, as a load balancer does."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.request import urlopen

SECONDS_BETWEEN_CHECKS = 1
SECONDS_TO_CHECK = 2


@dataclass
class Balancer:
    ports: Sequence[int]
    down: set[int] = field(default_factory=set)
    turn: itertools.count[int] = field(default_factory=itertools.count)

    def order(self) -> Iterator[int]:
        """Yield the processes to ask one after another, those that are away last."""
        first = next(self.turn) % len(self.ports)
        turned = [*self.ports[first:], *self.ports[:first]]
        yield from sorted(turned, key=self.down.__contains__)

    def has_failed(self, port: int) -> None:
        self.down.add(port)

    def watch(self) -> None:
        """Take those back that answer again, for as long as the program lives."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(SECONDS_BETWEEN_CHECKS)
            for port in list(self.down):
                if _answers(port):
                    self.down.discard(port)


def _answers(port: int) -> bool:
    address = f"http://127.0.0.1:{port}/healthz"
    try:
        with urlopen(address, timeout=SECONDS_TO_CHECK):
            return True
    except OSError:
        return False
