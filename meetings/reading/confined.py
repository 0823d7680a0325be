"""Files from strangers: read and drawn in a child process that has limits and no secrets.

The libraries that open PDFs can be made to eat all memory, to run for ever or to abort, so they
never run in a web process or a worker. The child gets the file on standard input, an empty
environment and a temporary folder of its own; what it answers is checked before it is used.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from io import FileIO
from pathlib import Path
from typing import TypeVar

from meetings.reading.answers import (
    BrokenAnswerError,
    FromMail,
    read_answer,
    read_mail,
    read_png,
    read_unpaged,
)
from meetings.reading.formats import PDF_MAGIC, Format, format_of
from meetings.reading.plain import is_plain, read_plain
from meetings.reading.refused import RefusedError
from meetings.reading.text import FileText

REASONS: dict[str, str] = {
    "empty": "Filen er tom.",
    "not_a_document": "Filen er hverken PDF, Word, HTML, mail eller ren tekst.",
    "old_word": "Filen er i Words gamle format .doc. Gem den som .docx eller PDF, og prøv igen.",
    "other_format": "Filen er i et format, der ikke kan læses, fx et regneark, .odt, .rtf eller "
    ".msg. Gem den som PDF eller .docx, og prøv igen.",
    "picture": "Filen er et billede. Gem det som PDF, og prøv igen.",
    "encrypted": "Filen er låst med en adgangskode. Gem den uden adgangskode, og prøv igen.",
    "damaged": "Filen er beskadiget eller kom ikke helt med og kan ikke læses.",
    "no_pages": "Filen har ingen sider.",
    "too_many_pages": "Filen har for mange sider. Del den, og prøv igen.",
    "page_too_large": "Filen har en side, der er for stor til at blive vist.",
    "too_heavy": "Filen er for tung, eller det tog for lang tid at læse den.",
    "no_text": "Filen har ingen tekst, der kan læses: den er scannet for dårligt eller er kun "
    "billeder.",
    "no_ocr": "Filen er scannet, og OCR mangler på denne maskine: Tesseract med dansk er ikke "
    "installeret.",
    "no_such_page": "Filen har ikke den side.",
}

_Read = TypeVar("_Read")

_CHILD = Path(__file__).with_name("child.py")
_MAIL_HEAD = 10_000
_PICTURE_BYTES = 41_000_000  # a page of 40 megapixels in shades of grey
_OUT_OF_MEANS = frozenset((-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGXFSZ))


class UnreadableError(Exception):
    """The file cannot be read; `reason` is one Danish sentence for the person who gave it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.reason = REASONS[code]
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use; OCR has a clock of its own, for the file and for each page."""

    memory_mb: int = 1024
    cpu_seconds: int = 40
    wall_seconds: int = 55
    pages: int = 1000
    output_bytes: int = 20_000_000
    ocr_seconds: int = 1800
    ocr_seconds_a_page: int = 60
    ocr_jobs: int = 2


def read_file(path: Path, *, limits: Limits) -> FileText:
    """Return the text of a file of minutes, told apart by content and not by name.

    It may be a PDF, a Word file, HTML, text, Markdown, or a mail with one of these.
    """
    with path.open("rb", buffering=0) as file:
        kind = _format(file)
        if kind != "mail":
            return _read(file, kind, limits)
        mail = _open_mail(file, limits)
        if mail.enclosure is None:
            return FileText(text=mail.text, problems=(mail.problem,))
        with _kept(mail.enclosure) as enclosed:
            file_text = _read(enclosed, _format(enclosed), limits)
    return replace(file_text, problems=(mail.problem, *file_text.problems))


def _format(file: FileIO) -> Format:
    """Tell what the file is; a PDF, which may be large, is not taken in for that."""
    start = file.read(len(PDF_MAGIC))
    if not start:
        raise UnreadableError("empty")
    if start != PDF_MAGIC:
        start += file.read()
    file.seek(0)
    try:
        return format_of(start)
    except RefusedError as refusal:
        raise UnreadableError(refusal.code) from None


def _read(file: FileIO, kind: Format, limits: Limits) -> FileText:
    if kind == "pdf":
        return _read_pdf(file, limits)
    if kind == "text":
        return _read_text(file.read())
    if kind == "mail":  # a mail in a mail: whoever sent it on can send the file itself
        raise UnreadableError("not_a_document")
    return _checked(read_unpaged, _ask(file, {"do": "unpaged", "format": kind}, limits))


def _read_pdf(file: FileIO, limits: Limits) -> FileText:
    answer = _ask(file, {"do": "read", "scans": "ask"}, limits)
    try:
        return read_answer(answer)
    except BrokenAnswerError as error:
        if error.refused != "scanned":
            raise _unreadable(error) from None
    try:
        return _read_scans(file, limits)
    except UnreadableError as error:
        if error.code not in {"too_heavy", "damaged"}:
            raise
        # The pictures were too much. What the text layer has is still to be had.
        with contextlib.suppress(UnreadableError):
            file.seek(0)
            return _checked(read_answer, _ask(file, {"do": "read", "scans": "leave"}, limits))
        raise


def _read_scans(file: FileIO, limits: Limits) -> FileText:
    """Read scanned pages by OCR: a pass of its own, because it may take so much longer."""
    order: dict[str, object] = {
        "do": "read",
        "scans": "read",
        "tesseract": shutil.which("tesseract"),
        "tessdata": os.environ.get("TESSDATA_PREFIX"),
    }
    limits = replace(
        limits,
        # The limits hold for each page's process too, and a page is drawn into a file.
        cpu_seconds=limits.cpu_seconds + limits.ocr_seconds_a_page,
        wall_seconds=limits.wall_seconds + limits.ocr_seconds,
        output_bytes=max(limits.output_bytes, _PICTURE_BYTES),
    )
    file.seek(0)
    return _checked(read_answer, _ask(file, order, limits))


def _read_text(data: bytes) -> FileText:
    if not is_plain(data):
        raise UnreadableError("not_a_document")
    file_text = read_plain(data)
    if not file_text.text.strip():
        raise UnreadableError("empty")
    return file_text


def _open_mail(file: FileIO, limits: Limits) -> FromMail:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    # What is enclosed is never larger than the mail, and the mail was let in.
    limits = replace(limits, output_bytes=max(limits.output_bytes, size + _MAIL_HEAD))
    return _checked(read_mail, _ask(file, {"do": "unpaged", "format": "mail"}, limits))


@contextlib.contextmanager
def _kept(content: bytes) -> Iterator[FileIO]:
    """Give what came with a mail as a file, for as long as it is read."""
    with tempfile.TemporaryFile(prefix="mail-", buffering=0) as file:
        file.write(content)
        file.seek(0)
        yield file


def render_page(path: Path, *, page: int, scale: float, limits: Limits) -> bytes:
    """Return page `page` (from 1) of a PDF as PNG, `scale` pixels a point, at most 2,000 a side."""
    order: dict[str, object] = {"do": "render", "page": page, "scale": scale}
    with path.open("rb", buffering=0) as file:
        kind = _format(file)
        if kind == "mail":
            with _kept(_open_mail(file, limits).enclosure or b"") as enclosed:
                return _draw(enclosed, _format(enclosed), order, limits)
        return _draw(file, kind, order, limits)


def _draw(file: FileIO, kind: Format, order: dict[str, object], limits: Limits) -> bytes:
    if kind != "pdf":
        raise UnreadableError("not_a_document")
    return _checked(read_png, _ask(file, order, limits))


def _checked(reader: Callable[[bytes], _Read], answer: bytes) -> _Read:
    try:
        return reader(answer)
    except BrokenAnswerError as error:
        raise _unreadable(error) from None


def _unreadable(error: BrokenAnswerError) -> UnreadableError:
    return UnreadableError(error.refused if error.refused in REASONS else "damaged")


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
