"""Files from strangers: read and drawn in a child process that has limits and no secrets.

The libraries that open PDFs can be made to eat all memory, to run for ever or to abort, so they
never run in a web process or a worker. The child gets the file on standard input, an empty
environment and a temporary folder of its own; what it answers is checked before it is used.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import FileIO
from pathlib import Path
from typing import TypeVar

from meetings.reading.answers import (
    BrokenAnswerError,
    FromMail,
    read_mail,
    read_png,
    read_unpaged,
)
from meetings.reading.confinement import Beat, Limits, no_beat, run_job
from meetings.reading.formats import PDF_MAGIC, Format, format_of
from meetings.reading.page_answers import read_pages_answer
from meetings.reading.plain import is_plain, read_plain
from meetings.reading.refused import RefusedError
from meetings.reading.structure import Structure
from meetings.reading.structure_answers import read_structure_answer
from meetings.reading.text import FileText
from meetings.reading.unreadable import REASONS, ScannedError, UnreadableError

_Read = TypeVar("_Read")

_JOBS = "meetings.reading.jobs"
_MAIL_HEAD = 10_000
_PICTURE_BYTES = 41_000_000  # a page of 40 megapixels in shades of grey


@dataclass(frozen=True, slots=True)
class _Means:
    """What a child may use, and whom it keeps waiting."""

    limits: Limits
    beat: Beat = no_beat
    with_ocr: bool = True


def read_file(
    path: Path, *, limits: Limits, beat: Beat = no_beat, with_ocr: bool = True
) -> FileText:
    """Return the text of a file of minutes, told apart by content and not by name.

    It may be a PDF, a Word file, HTML, text, Markdown, or a mail with one of these. `beat` is
    called every few seconds while a child reads. Raises ScannedError where it would take OCR and
    that is not wanted.
    """
    means = _Means(limits, beat, with_ocr)
    with path.open("rb", buffering=0) as file:
        kind = _format(file)
        if kind != "mail":
            return _read(file, kind, means)
        mail = _open_mail(file, means)
        if mail.enclosure is None:
            return FileText(text=mail.text, problems=(mail.problem,))
        with _kept(mail.enclosure) as enclosed:
            file_text = _read(enclosed, _format(enclosed), means)
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


def _read(file: FileIO, kind: Format, means: _Means) -> FileText:
    if kind == "pdf":
        return _read_pdf(file, means)
    if kind == "text":
        return _read_text(file.read())
    if kind == "mail":  # a mail in a mail: whoever sent it on can send the file itself
        raise UnreadableError("not_a_document")
    return _checked(read_unpaged, _ask("unpaged", file, {"format": kind}, means))


def _read_pdf(file: FileIO, means: _Means) -> FileText:
    answer = _ask("text_layer", file, {"scans": "ask"}, means)
    try:
        return read_pages_answer(answer)
    except BrokenAnswerError as error:
        if error.refused != "scanned":
            raise _unreadable(error) from None
    if not means.with_ocr:
        raise ScannedError
    try:
        return _read_scans(file, means)
    except UnreadableError as error:
        if error.code not in {"too_heavy", "damaged"}:
            raise
        # The pictures were too much. What the text layer has is still to be had.
        with contextlib.suppress(UnreadableError):
            file.seek(0)
            answer = _ask("text_layer", file, {"scans": "leave"}, means)
            return _checked(read_pages_answer, answer)
        raise


def _read_scans(file: FileIO, means: _Means) -> FileText:
    """Read scanned pages by OCR: a pass of its own, because it may take so much longer."""
    order: dict[str, object] = {
        "tesseract": shutil.which("tesseract"),
        "tessdata": os.environ.get("TESSDATA_PREFIX"),
    }
    limits = means.limits
    limits = replace(
        limits,
        # The limits hold for each page's process too, and a page is drawn into a file.
        cpu_seconds=limits.cpu_seconds + limits.ocr_seconds_a_page,
        wall_seconds=limits.wall_seconds + limits.ocr_seconds,
        output_bytes=max(limits.output_bytes, _PICTURE_BYTES),
    )
    file.seek(0)
    answer = _ask("scans", file, order, replace(means, limits=limits))
    return _checked(read_pages_answer, answer)


def _read_text(data: bytes) -> FileText:
    if not is_plain(data):
        raise UnreadableError("not_a_document")
    file_text = read_plain(data)
    if not file_text.text.strip():
        raise UnreadableError("empty")
    return file_text


def _open_mail(file: FileIO, means: _Means) -> FromMail:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    # What is enclosed is never larger than the mail, and the mail was let in.
    most = max(means.limits.output_bytes, size + _MAIL_HEAD)
    means = replace(means, limits=replace(means.limits, output_bytes=most))
    return _checked(read_mail, _ask("unpaged", file, {"format": "mail"}, means))


@contextlib.contextmanager
def _kept(content: bytes) -> Iterator[FileIO]:
    """Give what is no file of its own as one, for as long as it is read."""
    with tempfile.TemporaryFile(prefix="kept-", buffering=0) as file:
        file.write(content)
        file.seek(0)
        yield file


def read_minutes(
    file_text: FileText,
    *,
    file_name: str | None,
    limits: Limits,
    given_date: date | None = None,
    beat: Beat = no_beat,
) -> Structure:
    """Return what `read_structure` finds in the text, its blocks left out, read in a child.

    Text from strangers can be made to take for ever too.
    """
    given = pickle.dumps((file_text, file_name, given_date))
    with _kept(given) as file:
        answer = _ask("structure", file, {}, _Means(limits, beat))
    return _checked(lambda said: read_structure_answer(said, text=file_text.text), answer)


def render_page(path: Path, *, page: int, scale: float, limits: Limits) -> bytes:
    """Return page `page` (from 1) of a PDF as PNG, `scale` pixels a point, at most 2,000 a side."""
    order: dict[str, object] = {"page": page, "scale": scale}
    means = _Means(limits)
    with path.open("rb", buffering=0) as file:
        kind = _format(file)
        if kind == "mail":
            with _kept(_open_mail(file, means).enclosure or b"") as enclosed:
                return _draw(enclosed, _format(enclosed), order, means)
        return _draw(file, kind, order, means)


def _draw(file: FileIO, kind: Format, order: dict[str, object], means: _Means) -> bytes:
    if kind != "pdf":
        raise UnreadableError("not_a_document")
    return _checked(read_png, _ask("picture", file, order, means))


def _checked(reader: Callable[[bytes], _Read], answer: bytes) -> _Read:
    try:
        return reader(answer)
    except BrokenAnswerError as error:
        raise _unreadable(error) from None


def _unreadable(error: BrokenAnswerError) -> UnreadableError:
    return UnreadableError(error.refused if error.refused in REASONS else "damaged")


def _ask(job: str, file: FileIO, order: dict[str, object], means: _Means) -> bytes:
    return run_job(f"{_JOBS}.{job}", order, file, limits=means.limits, beat=means.beat)
