"""A stranger's mail read in a confined child: what matters of it, or that it cannot be read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from typing import Literal

from actions.replies.mails import (
    LONGEST_TEXT,
    MOST_IDS,
    MOST_PARTS,
    Enclosed,
    ReadMail,
    UnreadableError,
)
from actions.replies.natures import Bounce, Nature
from meetings.reading.answers import BrokenAnswerError, read_object, require
from meetings.reading.confinement import Limits, run_job
from meetings.reading.unreadable import UnreadableError as GivenUpError
from meetings.reading.values import load_value

_JOB = "actions.replies.job"
_HEAD = 1_000_000  # what is said of a mail, before the bytes of its files
SECONDS = 10


@dataclass(frozen=True, slots=True)
class _Said:
    """What the child says of a mail; its files follow as bytes, of these sizes."""

    message_id: str
    sender: str
    subject: str
    thread: tuple[str, ...]
    nature: Literal["reply", "automatic", "bounce"]
    text: str
    names: tuple[str, ...]
    sizes: tuple[int, ...]
    bounce: Bounce | None


def read_stranger(content: bytes, *, limits: Limits) -> ReadMail:
    """Return what `read_mail` finds, found in a child; raises UnreadableError and nothing else.

    A mail is read by the worker that sends mails as well: it may cost a few seconds and no more.
    """
    limits = replace(
        limits,
        cpu_seconds=min(SECONDS, limits.cpu_seconds),
        # What is enclosed is never larger than the mail, and the mail was let in.
        output_bytes=len(content) + _HEAD,
    )
    with tempfile.TemporaryFile(prefix="mail-", buffering=0) as file:
        file.write(content)
        file.seek(0)
        try:
            return read_answer(run_job(_JOB, {}, file, limits=limits))
        except (GivenUpError, BrokenAnswerError) as error:
            raise UnreadableError(type(error).__name__) from None


def answer_mail(mail: ReadMail) -> Iterator[bytes]:
    """Yield what was read as a line of JSON, then the bytes of each file; runs in the child."""
    said = _Said(
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        thread=mail.thread,
        nature=mail.nature.value,
        text=mail.text,
        names=tuple(file.name for file in mail.enclosed),
        sizes=tuple(len(file.content) for file in mail.enclosed),
        bounce=mail.bounce,
    )
    yield json.dumps(asdict(said), ensure_ascii=False).encode() + b"\n"
    for file in mail.enclosed:
        yield file.content


def read_answer(answer: bytes) -> ReadMail:
    """Return the mail that the child's answer tells of; raise BrokenAnswerError if none can be."""
    head, _, files = answer.partition(b"\n")
    said = load_value(_Said, read_object(head))
    _require_bounds(said)
    require(all(size >= 0 for size in said.sizes) and sum(said.sizes) == len(files), "files")
    ends = list(accumulate(said.sizes, initial=0))
    return ReadMail(
        message_id=said.message_id,
        sender=said.sender,
        subject=said.subject,
        thread=said.thread,
        nature=Nature(said.nature),
        text=said.text,
        enclosed=tuple(
            Enclosed(name, files[start : start + size])
            for name, start, size in zip(said.names, ends, said.sizes, strict=False)
        ),
        bounce=said.bounce,
    )


def _require_bounds(said: _Said) -> None:
    """Believe no longer words, and no more of them, than the reading of a mail gives."""
    require(len(said.message_id) <= 202 and len(said.sender) <= 254, "addresses")
    require(len(said.subject) <= 300 and len(said.text) <= LONGEST_TEXT, "words")
    require(len(said.thread) <= MOST_IDS, "thread")
    require(len(said.names) == len(said.sizes) <= MOST_PARTS, "files")
    require(all(len(name) <= 300 for name in said.names), "names")
