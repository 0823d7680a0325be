"""Files that mean harm end in a text or in a reason, within their limits."""

from __future__ import annotations

import os
import random
import resource
from email.message import EmailMessage
from pathlib import Path

import pytest

from meetings.reading.confined import REASONS, read_file
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from tests.meetings.reading.hostile import ALL, READ, sound, sound_word
from tests.meetings.reading.pdfs import as_bytes

pytestmark = pytest.mark.pure

LIMITS = Limits(
    memory_mb=512, cpu_seconds=10, wall_seconds=20, ocr_seconds=20, ocr_seconds_a_page=10
)
# `make test-slow` has time for more.
MUTATIONS = 60 if os.environ.get("THOROUGH") == "1" else 15
SEED = 20260827
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
MEGABYTE = 1024 * 1024
# What memory a child may have peaked at, and how much more a worker may hold after all of them.
CHILD_PEAK, WORKER_GROWTH = 1100 * MEGABYTE, 60 * MEGABYTE


def test_there_are_more_than_forty_of_them() -> None:
    assert len(ALL) > 40


@pytest.mark.slow
@pytest.mark.parametrize("title", ALL)
def test_each_is_read_or_refused_with_a_clear_reason(tmp_path: Path, title: str) -> None:
    one = ALL[title]
    found = _end(tmp_path, one.make(), one.name)
    if isinstance(found, UnreadableError):
        assert found.code in one.ends
        assert found.reason == REASONS[found.code]
    else:
        assert READ in one.ends
        assert "root:" not in found.text
        assert one.problem in " ".join(found.problems)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "eml"])
def test_changed_bytes_are_read_or_refused(tmp_path: Path, kind: str) -> None:
    """Files that were whole before, of four kinds; the worker that has them read stays small."""
    chance = random.Random(f"{SEED} {kind}")
    whole = [_whole(kind), *([as_bytes(sound())] if kind == "pdf" else [])]
    _end(tmp_path, whole[0], f"referat.{kind}")
    before = _held()
    for at in range(MUTATIONS):
        found = _end(tmp_path, _mutated(whole[at % len(whole)], chance), f"referat.{kind}")
        assert isinstance(found, FileText) or found.reason == REASONS[found.code]
    assert _held() - before < WORKER_GROWTH
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < CHILD_PEAK


def _whole(kind: str) -> bytes:
    if kind == "eml":
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "bo@noerrevang.example", "Referat"
        mail.set_content("Hermed referatet.")
        pdf = (SAMPLES / "direktion-2026-10-06.pdf").read_bytes()
        mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="referat.pdf")
        return mail.as_bytes()
    return next(SAMPLES.glob(f"*[0-9].{kind}")).read_bytes()


def _held() -> int:
    """Return how much memory this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def test_an_ordinary_file_is_none_of_these(tmp_path: Path) -> None:
    for data in (as_bytes(sound()), sound_word()):
        found = _end(tmp_path, data, "referat")
        assert isinstance(found, FileText)
        assert "Per følger op." in found.text
        assert found.problems == ()


def _end(folder: Path, data: bytes, name: str) -> FileText | UnreadableError:
    """Read the file and return how it ended; whatever else happens fails the test."""
    path = folder / name
    path.write_bytes(data)
    try:
        found = read_file(path, limits=LIMITS)
    except UnreadableError as refusal:
        return refusal
    assert found.text.strip()
    assert found.text.encode()  # it can be stored and sent
    structure = read_structure(found, file_name=name)
    assert all(0 <= part.start <= part.end <= len(found.text) for part in structure.parts)
    return found


def _mutated(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(4, len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 60)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 60)]
            case _:
                data[at : at + 4] = chance.randbytes(4)
    return bytes(data)
