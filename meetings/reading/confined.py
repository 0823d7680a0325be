"""Files from strangers: read and drawn in a child process that has limits and no secrets.

The libraries that open PDFs can be made to eat all memory, to run for ever or to abort, so they
never run in a web process or a worker. The child gets the file on standard input, an empty
environment and a temporary folder of its own; what it answers is checked before it is used.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import TypeVar

from meetings.reading.answers import BrokenAnswerError, read_answer, read_png
from meetings.reading.plain import is_plain, read_plain
from meetings.reading.text import FileText

PDF_MAGIC = b"%PDF-"

REASONS: dict[str, str] = {
    "empty": "Filen er tom.",
    "not_a_document": "Filen er hverken en PDF eller en tekstfil.",
    "encrypted": "Filen er låst med en adgangskode. Gem den uden adgangskode, og prøv igen.",
    "damaged": "Filen er beskadiget eller kom ikke helt med og kan ikke læses.",
    "no_pages": "Filen har ingen sider.",
    "too_many_pages": "Filen har for mange sider. Del den, og prøv igen.",
    "page_too_large": "Filen har en side, der er for stor til at blive vist.",
    "too_heavy": "Filen er for tung, eller det tog for lang tid at læse den.",
    "no_text": "Filen har ingen tekst at læse: den er scannet eller består af billeder.",
    "no_such_page": "Filen har ikke den side.",
}

_Read = TypeVar("_Read")

_CHILD = Path(__file__).with_name("child.py")
_OUT_OF_MEANS = frozenset((-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGXFSZ))


class UnreadableError(Exception):
    """The file cannot be read; `reason` is one Danish sentence for the person who gave it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.reason = REASONS[code]
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use."""

    memory_mb: int = 1024
    cpu_seconds: int = 40
    wall_seconds: int = 55
    pages: int = 1000
    output_bytes: int = 20_000_000


def read_file(path: Path, *, limits: Limits) -> FileText:
    """Return the text of a PDF, text or Markdown file, told apart by content, not by name."""
    with path.open("rb", buffering=0) as file:
        start = file.read(len(PDF_MAGIC))
        if not start:
            raise UnreadableError("empty")
        file.seek(0)
        if start == PDF_MAGIC:
            answer = _ask(file, {"do": "read"}, limits)
            return _checked(read_answer, answer)
        data = file.read()
    if not is_plain(data):
        raise UnreadableError("not_a_document")
    file_text = read_plain(data)
    if not file_text.text.strip():
        raise UnreadableError("empty")
    return file_text


def render_page(path: Path, *, page: int, scale: float, limits: Limits) -> bytes:
    """Return page `page` (from 1) of a PDF as PNG, `scale` pixels a point, at most 2,000 a side."""
    with path.open("rb", buffering=0) as file:
        if file.read(len(PDF_MAGIC)) != PDF_MAGIC:
            raise UnreadableError("not_a_document")
        file.seek(0)
        answer = _ask(file, {"do": "render", "page": page, "scale": scale}, limits)
    return _checked(read_png, answer)


def _checked(reader: Callable[[bytes], _Read], answer: bytes) -> _Read:
    try:
        return reader(answer)
    except BrokenAnswerError as error:
        code = error.refused if error.refused in REASONS else "damaged"
        raise UnreadableError(code) from None


def _ask(file: FileIO, order: dict[str, object], limits: Limits) -> bytes:
    """Run the child on the unbuffered file, which it shares with us, and return what it wrote."""
    order["limits"] = asdict(limits)
    # The answer goes to a file and not through a pipe: the child's own limit bounds it.
    with tempfile.TemporaryDirectory(prefix="reading-") as folder, tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), json.dumps(order)],
            stdin=file,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            start_new_session=True,
        )
        status = _wait(process, limits.wall_seconds)
        if status in _OUT_OF_MEANS:
            raise UnreadableError("too_heavy")
        if status != 0:
            raise UnreadableError("damaged")
        out.seek(0)
        return out.read(limits.output_bytes + 1)


def _wait(process: subprocess.Popen[bytes], seconds: int) -> int:
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableError("too_heavy") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
