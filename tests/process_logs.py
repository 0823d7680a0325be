"""What processes that tests start write to their logs: workers, web servers, commands.

Read is what goes to stderr, where the product logs, into a file or a pipe. What a process answers
on stdout is no log, but where the two are one.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

# Of an address in the environment: no log is to tell them.
PASSWORD = re.compile(r"://[^:/@\s]*:([^@\s]{8,})@")


class ProcessLogs:
    """Files that processes write to, each with how far it is read; and what came through pipes."""

    def __init__(self) -> None:
        self.places: dict[Path, int] = {}
        self.piped: list[str] = []
        self.both_in_one: WeakSet[Any] = WeakSet()
        self.passwords: set[str] = set()

    def begun(self, process: Any, handles: Mapping[str, Any]) -> None:
        """Note where the log of a process goes."""
        log = handles.get("stderr")
        if log == subprocess.STDOUT:
            self.both_in_one.add(process)
            log = handles.get("stdout")
        name = getattr(log, "name", None)
        if isinstance(name, str) and Path(name).is_file():
            self.places.setdefault(Path(name), 0)
        for value in (handles.get("env") or {}).values():
            self.passwords.update(PASSWORD.findall(value))

    def answered(self, process: Any, stdout: Any, stderr: Any) -> None:
        """Keep what came through a pipe."""
        said = stdout if process in self.both_in_one else stderr
        if said:
            self.piped.append(said if isinstance(said, str) else said.decode(errors="replace"))

    def read(self) -> str:
        """Return what was written since it was last read."""
        piped, self.piped = self.piped, []
        return "\n".join([*piped, *(self._rest_of(path) for path in list(self.places))])

    def _rest_of(self, path: Path) -> str:
        if not path.is_file():
            del self.places[path]
            return ""
        with path.open("rb") as log:
            log.seek(self.places[path])
            rest = log.read()
        self.places[path] += len(rest)
        return rest.decode(errors="replace")


@contextmanager
def process_logs() -> Iterator[ProcessLogs]:
    """Hear every process that is begun meanwhile."""
    logs, process = ProcessLogs(), subprocess.Popen
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "__init__", _noting_begin(logs, process.__init__))
        patch.setattr(process, "communicate", _noting_answer(logs, process.communicate))
        yield logs


def _noting_begin(logs: ProcessLogs, whole: Callable[..., None]) -> Callable[..., None]:
    def noting(self: Any, *args: Any, **handles: Any) -> None:
        whole(self, *args, **handles)
        logs.begun(self, handles)

    return noting


def _noting_answer(logs: ProcessLogs, whole: Callable[..., Any]) -> Callable[..., Any]:
    def noting(self: Any, *args: Any, **named: Any) -> Any:
        answer = whole(self, *args, **named)
        logs.answered(self, *answer)
        return answer

    return noting
