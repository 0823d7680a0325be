"""A worker says whether it can read scanned pages: only it knows what is installed beside it."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime

from actions.selectors import NO_OCR, OCR
from actions.services.heartbeat import heartbeat_note
from meetings.reading.tesseract import find_engine

# Seconds of the machine for which the answer holds: to ask starts a program.
ASKED_AGAIN_AFTER = 600
_answer: dict[str, tuple[float, bool]] = {}


def ocr_sign(*, now: datetime) -> None:
    """Leave the sign of a worker with OCR, or of one without."""
    heartbeat_note(name=OCR if _is_installed() else NO_OCR, now=now)


def _is_installed() -> bool:
    asked_at, found = _answer.get("ocr", (float("-inf"), False))
    if time.monotonic() - asked_at > ASKED_AGAIN_AFTER:
        engine = find_engine(shutil.which("tesseract"), os.environ.get("TESSDATA_PREFIX"))
        found = engine is not None
        _answer["ocr"] = (time.monotonic(), found)
    return found
