"""A file's findings as the value that `extract` prints: no database, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from actions.language import DEFAULT_GRADE, CommitmentFinding, Grade, find_commitments
from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.structure import Item, Minutes
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from meetings.register import Register

NO_MINUTES = "Der er ikke fundet noget referat i filen."


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one file gave: the printable value, and why it could not be read where it could not."""

    value: Mapping[str, Any]
    failure: str | None = None


def extract_file(
    path: Path,
    *,
    limits: Limits,
    register: Register,
    meeting_date: date | None,
    seen: Grade = DEFAULT_GRADE,
) -> Extraction:
    """Read one file and return what was promised in it, as the contract's JSON object.

    `seen` is the lowest grade of confidence that is listed.
    """
    try:
        data = path.read_bytes()
        file_text = read_file(path, limits=limits)
    except UnreadableError as error:
        return _unread(path, hashlib.sha256(data).hexdigest(), error.reason)
    except FileNotFoundError:
        return _unread(path, None, "Filen findes ikke.")
    except OSError:
        return _unread(path, None, "Filen kan ikke åbnes.")
    structure = read_structure(file_text, file_name=path.name, given_date=meeting_date)
    meetings = [_meeting(one, file_text, register, seen) for one in structure.minutes]
    problems = [*file_text.problems, *structure.problems]
    if not meetings and not problems:
        problems = [NO_MINUTES]
    return Extraction(
        {
            "file": path.name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "pages": len(file_text.pages) or None,
            "text_source": file_text.source,
            "problems": problems,
            "meetings": meetings,
        }
    )


def _unread(path: Path, digest: str | None, reason: str) -> Extraction:
    value = {
        "file": path.name,
        "sha256": digest,
        "pages": None,
        "text_source": None,
        "problems": [reason],
        "meetings": [],
    }
    return Extraction(value, failure=reason)


def _meeting(
    minutes: Minutes, file_text: FileText, register: Register, seen: Grade
) -> dict[str, Any]:
    found = find_commitments(minutes, file_text=file_text, register=register)
    shown = [finding for finding in found if finding.confidence >= seen.least_confidence]
    return {
        "title": minutes.title,
        "date": _iso(minutes.date),
        "date_source": minutes.date_source,
        "start": _clock(minutes.start_time),
        "end": _clock(minutes.end_time),
        "place": minutes.place,
        "participants": [person.name for person in minutes.participants],
        "page": minutes.page,
        "agenda_items": [
            _item(item, [finding for finding in shown if finding.item == index], file_text)
            for index, item in enumerate(minutes.items)
        ],
    }


def _item(item: Item, findings: list[CommitmentFinding], file_text: FileText) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "closed": item.closed,
        "page": item.page,
        "commitments": [_commitment(finding, file_text) for finding in findings],
    }


def _commitment(finding: CommitmentFinding, file_text: FileText) -> dict[str, Any]:
    boxes = file_text.boxes(finding.start, finding.end)
    return {
        "quote": file_text.text[finding.start : finding.end],
        "page": file_text.page_at(finding.start),
        "start": finding.start,
        "end": finding.end,
        "boxes": [
            {
                "page": box.page,
                "x0": round(box.x0, 1),
                "top": round(box.top, 1),
                "x1": round(box.x1, 1),
                "bottom": round(box.bottom, 1),
            }
            for box in boxes
        ],
        "task": finding.task,
        "owner_text": finding.owner_text,
        "owner": finding.owner,
        "co_owners": list(finding.co_owners),
        "due_text": finding.due_text,
        "due": _iso(finding.due),
        "not_before": _iso(finding.not_before),
        "recurrence": finding.recurrence,
        "condition": finding.condition,
        "confidence": finding.confidence,
        "rule": finding.rule,
        "because": finding.because,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _clock(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None
