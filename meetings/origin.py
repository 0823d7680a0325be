"""Where the work at hand was asked for: by which request, from which address of the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Nothing where nobody asked: a command, or the minute tick."""

    request_id: str = ""
    address: str = ""


NOBODY = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOBODY)


def current_origin() -> Origin:
    return _origin.get()


def asking_request() -> str:
    return _origin.get().request_id


def asking_address() -> str:
    return _origin.get().address


@contextmanager
def working_for(origin: Origin) -> Iterator[None]:
    """Let what is written inside say where it was asked for."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)
