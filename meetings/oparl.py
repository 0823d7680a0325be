"""Objects of OParl, the standard for council information, as values of ours: no network, no rows.

Reads what an agenda system has written into files: an object, a list of them, or a page of a list
(`{"data": [...]}`). An object may stand inside another, or be named by its id. See docs/exchange.md
for what becomes of each field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

DEEPEST = 40
DANISH_TIME = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class OparlFile:
    """A file that came along with the objects, by its name in the folder."""

    name: str
    shown_as: str


@dataclass(frozen=True, slots=True)
class OparlPoint:
    """A point of the agenda; what was decided, where that is told."""

    number: str
    title: str
    is_closed: bool
    decided: str


@dataclass(frozen=True, slots=True)
class OparlMeeting:
    """A meeting of one committee; `minutes` is the file with its minutes."""

    id: str
    committee: str
    held_on: date
    starts: str
    place: str
    is_cancelled: bool
    points: tuple[OparlPoint, ...]
    minutes: OparlFile | None


@dataclass(frozen=True, slots=True)
class OparlPaper:
    """A paper of a committee, with its file."""

    id: str
    committee: str
    name: str
    file: OparlFile


@dataclass(frozen=True, slots=True)
class OparlContent:
    """All that was understood, and a Danish sentence for each object that was not."""

    body: str = ""
    committees: tuple[tuple[str, str], ...] = ()
    meetings: tuple[OparlMeeting, ...] = ()
    papers: tuple[OparlPaper, ...] = ()
    problems: tuple[str, ...] = field(default=())


class OparlError(Exception):
    """The file is no OParl; says which, and why."""


def read_oparl(files: Iterable[tuple[str, str]]) -> OparlContent:
    """Return what the files (name, text) hold; raises OparlError where one is no JSON."""
    objects: list[dict[str, Any]] = []
    for name, text in files:
        try:
            objects += _objects(json.loads(text), 0)
        except (ValueError, RecursionError) as error:
            raise OparlError(f"{name} kan ikke læses som JSON: {error}") from error
    return _Reader(objects).content()


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield every object that has a type, those inside others too."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("type"), str):
            yield value
        for one in value.values():
            yield from _objects(one, depth + 1)


def kind_of(value: dict[str, Any]) -> str:
    """Return the last part of the type: `https://schema.oparl.org/1.1/Meeting` is a Meeting."""
    return str(value.get("type", "")).rstrip("/").rsplit("/", 1)[-1]


class _Reader:
    def __init__(self, objects: list[dict[str, Any]]) -> None:
        self.by_id = {str(one["id"]): one for one in objects if isinstance(one.get("id"), str)}
        # The same object may stand alone and inside another: it is read once.
        self.objects = list({str(one.get("id", id(one))): one for one in objects}.values())
        # By name, as they are stored: one that was deleted there is none of ours.
        self.organizations = {
            _text(one, "name"): one for one in self._all("Organization") if _text(one, "name")
        }
        self.problems: list[str] = []

    def content(self) -> OparlContent:
        body = next((_text(one, "name") for one in self._all("Body")), "")
        committees = tuple(
            (_text(one, "name"), _text(one, "shortName")) for one in self.organizations.values()
        )
        meetings = tuple(filter(None, map(self._meeting, self._all("Meeting"))))
        papers = tuple(filter(None, map(self._paper, self._all("Paper"))))
        return OparlContent(body, committees, meetings, papers, tuple(self.problems))

    def _all(self, kind: str) -> list[dict[str, Any]]:
        alive = (one for one in self.objects if one.get("deleted") is not True)
        return [one for one in alive if kind_of(one) == kind]

    def _refers(self, value: Any) -> dict[str, Any]:
        """Return the object that stands here, or is named here by its id."""
        if isinstance(value, str):
            return self.by_id.get(value, {})
        return value if isinstance(value, dict) else {}

    def _meeting(self, one: dict[str, Any]) -> OparlMeeting | None:
        name = _text(one, "id") or _text(one, "name") or "uden id"
        started = _moment(one.get("start"))
        if started is None:
            self.problems.append(f"Møde {name} har ingen dag, der kan læses (start).")
            return None
        organizations = _list(one.get("organization"))
        names = self._committees(organizations)
        if len(organizations) != 1 or len(names) != 1:
            self.problems.append(f"Møde {name} er ikke af ét udvalg, der er med (organization).")
            return None
        return OparlMeeting(
            id=name,
            committee=names[0],
            held_on=started.date(),
            starts=f"{started:%H.%M}" if "T" in str(one.get("start")) else "",
            place=self._place(one),
            is_cancelled=one.get("cancelled") is True,
            points=self._points(one),
            minutes=self._file(one.get("resultsProtocol"))
            or self._file(one.get("verbatimProtocol")),
        )

    def _committees(self, values: list[Any]) -> list[str]:
        """Return the names of those that come in too: what is of any other cannot be placed."""
        names = [_text(self._refers(value), "name") for value in values]
        return [name for name in dict.fromkeys(names) if name in self.organizations]

    def _place(self, one: dict[str, Any]) -> str:
        place = self._refers(one.get("location"))
        return _text(place, "description") or _text(place, "streetAddress")

    def _points(self, one: dict[str, Any]) -> tuple[OparlPoint, ...]:
        rows = [self._refers(value) for value in _list(one.get("agendaItem"))]
        # As they are numbered in the standard; a list that says nothing keeps its own order.
        ordered = sorted(
            rows, key=lambda row: row["order"] if isinstance(row.get("order"), int) else 0
        )
        return tuple(
            OparlPoint(
                number=_text(row, "number") or str(at),
                title=_text(row, "name"),
                # Closed unless it says that it is open: a secret told cannot be taken back.
                is_closed=row.get("public") is not True,
                decided=_text(row, "resolutionText") or _text(row, "result"),
            )
            for at, row in enumerate(ordered, start=1)
            if _text(row, "name")
        )

    def _paper(self, one: dict[str, Any]) -> OparlPaper | None:
        name = _text(one, "name") or _text(one, "reference") or "uden navn"
        file = self._file(one.get("mainFile"))
        if file is None:
            self.problems.append(f"Papiret »{name}« har ingen fil (mainFile).")
            return None
        keys = ("underDirectionOf", "originatorOrganization")
        committees = self._committees([value for key in keys for value in _list(one.get(key))])
        if len(committees) != 1:
            self.problems.append(
                f"Papiret »{name}« er ikke af ét udvalg, der er med (underDirectionOf)."
            )
            return None
        return OparlPaper(_text(one, "id"), committees[0], name, file)

    def _file(self, value: Any) -> OparlFile | None:
        told = self._refers(value)
        name = _text(told, "fileName")
        return OparlFile(name, _text(told, "name") or name) if name else None


def _text(value: dict[str, Any], key: str) -> str:
    text = value.get(key)
    return " ".join(text.split()) if isinstance(text, str) else ""


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _moment(value: Any) -> datetime | None:
    """Return the moment as a clock in Denmark shows it; one without a zone is taken for Danish."""
    try:
        told = datetime.fromisoformat(value) if isinstance(value, str) else None
        return told.astimezone(DANISH_TIME) if told and told.tzinfo else told
    except (ValueError, OverflowError):
        return None
