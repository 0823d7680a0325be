"""OParl objects of an invented agenda system become committees, plan, minutes and papers."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from actions.models import Commitment
from meetings.models import AgendaItem, Committee, Document, Event, Meeting, PlannedMeeting
from meetings.oparl import OparlError, read_oparl
from meetings.oparl_minutes import minutes_text
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
BASE = "https://dagsorden.noerrevang.example"
SCHEMA = "https://schema.oparl.org/1.1"


def thing(kind: str, key: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"{BASE}/{key}", "type": f"{SCHEMA}/{kind}", **fields}


def point(number: int, name: str, *, public: bool | None = True, **fields: Any) -> dict[str, Any]:
    told = {} if public is None else {"public": public}
    return thing(
        "AgendaItem", f"p/{number}", number=str(number), order=number, name=name, **told, **fields
    )


ORGANIZATION = thing("Organization", "o/1", name="Kulturudvalget", shortName="KU")
HELD = thing(
    "Meeting",
    "m/1",
    name="Kulturudvalget",
    start="2026-10-08T16:00:00+02:00",
    organization=[f"{BASE}/o/1"],
    location={"description": "Rådhuset, lokale 2"},
    agendaItem=[
        point(3, "Køb af grund", public=False, resolutionText="Udvalget godkendte købet."),
        point(1, "Godkendelse af dagsorden", result="Godkendt."),
        point(
            2,
            "Støj fra Nordhavnen",
            resolutionText="Udvalget ønskede et notat om støj inden 1. december 2026.",
        ),
    ],
)
COMING = thing(
    "Meeting",
    "m/2",
    start="2026-12-03",
    organization=[f"{BASE}/o/1"],
    location={"streetAddress": "Torvet 1"},
)
PAPER = thing(
    "Paper",
    "d/1",
    name="Notat om støj",
    underDirectionOf=[f"{BASE}/o/1"],
    mainFile=thing("File", "f/1", fileName="notat.txt", name="Notat om støj"),
)
BODY = thing("Body", "b", name="Nørrevang Kommune")
ALL = [BODY, ORGANIZATION, HELD, COMING, PAPER]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "objekter.json").write_text(json.dumps({"data": ALL}), encoding="utf-8")
    (tmp_path / "notat.txt").write_text("Notat om støj\n\nDer er støj.\n", encoding="utf-8")
    return tmp_path


def brought_in(folder: Path) -> tuple[str, str]:
    out, wrong = io.StringIO(), io.StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("import_oparl", str(folder), here=True, stdout=out, stderr=wrong)
    return out.getvalue(), wrong.getvalue()


@pytest.mark.django_db
def test_a_folder_becomes_committee_plan_minutes_and_papers(folder: Path) -> None:
    out, wrong = brought_in(folder)
    assert "Nye: 1 udvalg, 1 planlagte møder, 2 dokumenter." in out
    assert wrong == ""
    committee = Committee.objects.get()
    assert (committee.name, committee.short_name) == ("Kulturudvalget", "KU")
    planned = PlannedMeeting.objects.get()
    assert (planned.held_on, planned.place) == (date(2026, 12, 3), "Torvet 1")
    meeting = Meeting.objects.get()
    assert (meeting.committee, meeting.held_on) == (committee, date(2026, 10, 8))
    assert meeting.place == "Rådhuset, lokale 2"
    told = AgendaItem.objects.order_by("position").values_list("number", "is_closed")
    assert list(told) == [("1", False), ("2", False), ("3", True)]
    assert AgendaItem.objects.get(number="2").title == "Støj fra Nordhavnen"
    assert Commitment.objects.get(agenda_item__number="2").due == date(2026, 12, 1)
    assert {document.name for document in Document.objects.all()} == {
        "Kulturudvalget 2026-10-08.txt",
        "notat.txt",
    }
    assert Event.objects.filter(kind="imported", note__startswith="OParl").count() == 2


@pytest.mark.django_db
def test_the_same_folder_brings_nothing_twice(folder: Path) -> None:
    brought_in(folder)
    out, _wrong = brought_in(folder)
    assert "Nye: 0 udvalg, 0 planlagte møder, 0 dokumenter." in out
    assert "Her i forvejen: 2 dokumenter." in out


@pytest.mark.django_db
def test_the_file_with_the_minutes_goes_before_the_points(folder: Path) -> None:
    held = HELD | {"resultsProtocol": thing("File", "f/2", fileName="referat.txt")}
    (folder / "objekter.json").write_text(json.dumps([ORGANIZATION, held]), encoding="utf-8")
    (folder / "referat.txt").write_text("Kulturudvalget\n\nReferat\n", encoding="utf-8")
    brought_in(folder)
    assert Document.objects.get().name == "referat.txt"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["mangler.txt", "../uden-for.txt", "/etc/hostname", "a" * 300, "nul\x00.txt"]
)
def test_a_file_that_is_not_in_the_folder_is_not_fetched(folder: Path, name: str) -> None:
    (folder.parent / "uden-for.txt").write_text("hemmeligt", encoding="utf-8")
    paper = PAPER | {"mainFile": thing("File", "f/1", fileName=name)}
    (folder / "objekter.json").write_text(json.dumps([ORGANIZATION, paper]), encoding="utf-8")
    _out, wrong = brought_in(folder)
    assert f"Filen {name[:200]} ligger ikke i mappen." in wrong
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_what_is_no_json_brings_in_nothing(folder: Path) -> None:
    (folder / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"a\.json kan ikke læses som JSON"):
        call_command("import_oparl", str(folder))
    for path in folder.glob("*.json"):
        path.unlink()
    with pytest.raises(CommandError, match="ingen JSON-filer"):
        call_command("import_oparl", str(folder))
    assert not Committee.objects.exists()


def read(*objects: dict[str, Any]) -> Any:
    return read_oparl([("a.json", json.dumps(list(objects)))])


def test_a_point_is_closed_unless_it_says_that_it_is_open() -> None:
    meeting = HELD | {"agendaItem": [point(1, "A"), point(2, "B", public=None)]}
    (told,) = read(ORGANIZATION, meeting).meetings
    assert [one.is_closed for one in told.points] == [False, True]
    assert "Punkt 2: (Lukket) B" in (minutes_text(told) or "")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (HELD | {"start": "i morgen"}, "har ingen dag, der kan læses"),
        (HELD | {"start": None}, "har ingen dag, der kan læses"),
        (HELD | {"organization": []}, "er ikke af ét udvalg"),
        (HELD | {"organization": [f"{BASE}/o/9"]}, "er ikke af ét udvalg"),
        (HELD | {"organization": [{"id": "x", "name": "Et andet udvalg"}]}, "er ikke af ét udvalg"),
        (PAPER | {"mainFile": None}, "har ingen fil"),
        (PAPER | {"underDirectionOf": []}, "er ikke af ét udvalg"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_told(wrong: dict[str, Any], words: str) -> None:
    content = read(ORGANIZATION, wrong)
    assert (content.meetings, content.papers) == ((), ())
    assert words in content.problems[0]


def test_what_was_deleted_there_is_not_taken() -> None:
    content = read(ORGANIZATION | {"deleted": True}, HELD, COMING, PAPER)
    assert (content.committees, content.meetings, content.papers) == ((), (), ())
    assert len(content.problems) == 3


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("2026-06-01T22:30:00Z", date(2026, 6, 2), "00.30"),
        ("2026-12-01T15:00:00+00:00", date(2026, 12, 1), "16.00"),
        ("2026-06-01T17:00:00", date(2026, 6, 1), "17.00"),
        ("2026-06-01", date(2026, 6, 1), ""),
    ],
)
def test_a_meeting_is_on_the_day_and_hour_of_a_danish_clock(
    start: str, day: date, hour: str
) -> None:
    (told,) = read(ORGANIZATION, HELD | {"start": start}).meetings
    assert (told.held_on, told.starts) == (day, hour)


OPEN, SECRET = "Godkendt.", "HEMMELIGT blev aftalt."
SERIES = {
    "a series of its own for the closed": [
        ("Ö 1", "Budget", 1),
        ("N 1", "Køb", 0),
        ("N 2", "B", 0),
    ],
    "the same number twice": [("1", "Budget", 1), ("1", "Personsag", 0)],
    "letters": [("1a", "Budget", 1), ("1b", "Personsag", 0), ("1c", "Personsag", 0)],
    "through the year": [("2026/117", "Budget", 1), ("2026/118", "Personsag", 0)],
    "numbered onwards": [("117", "Budget", 1), ("118", "Personsag", 0)],
    "in disorder": [("1", "Budget", 1), ("10", "Sag", 0), ("2", "Skole", 1), ("3", "Køb", 0)],
    "a long title": [("1", "Budget", 1), ("2", "A" * 400, 0), ("3", "Skole", 1)],
    "parts of a point": [("4.1", "Budget", 1), ("4.2", "Personsag", 0), ("5", "Skole", 1)],
}


@pytest.mark.parametrize("name", SERIES)
def test_words_of_closed_points_stand_under_closed_points_alone(name: str) -> None:
    points = [
        point(at, title, public=bool(is_open), resolutionText=OPEN if is_open else SECRET)
        | {"number": number}
        for at, (number, title, is_open) in enumerate(SERIES[name], start=1)
    ]
    (told,) = read(ORGANIZATION, HELD | {"agendaItem": points}).meetings
    text = minutes_text(told)
    assert text is not None
    items = [item for one in read_structure(FileText(text=text)).minutes for item in one.items]
    open_words = "".join(text[item.start : item.end] for item in items if not item.closed)
    closed_words = "".join(text[item.start : item.end] for item in items if item.closed)
    assert "HEMMELIGT" not in open_words
    assert closed_words.count("HEMMELIGT") == text.count("HEMMELIGT") > 0


def test_a_number_of_their_own_is_kept_with_the_title() -> None:
    points = [point(1, "Budget") | {"number": "2026/117"}, point(2, "Skole") | {"number": "N 1"}]
    (told,) = read(ORGANIZATION, HELD | {"agendaItem": points}).meetings
    text = minutes_text(told) or ""
    assert "Punkt 1: Budget (2026/117)" in text
    assert "Punkt 2: Skole (N 1)" in text


@pytest.mark.django_db
def test_points_that_cannot_be_told_apart_do_not_come_in(folder: Path) -> None:
    forged = "Punkt 3: Åbent. " + SECRET
    points = [point(1, "Budget"), point(2, "Køb", public=False, resolutionText=forged)]
    held = HELD | {"agendaItem": points}
    (folder / "objekter.json").write_text(json.dumps([ORGANIZATION, held]), encoding="utf-8")
    _out, wrong = brought_in(folder)
    assert "kan ikke stilles op, så de lukkede står for sig" in wrong
    assert not Document.objects.exists()


def test_objects_inside_others_are_read_once() -> None:
    inside = HELD | {"organization": [ORGANIZATION]}
    content = read(ORGANIZATION, inside)
    assert content.committees == (("Kulturudvalget", "KU"),)
    assert len(content.meetings) == 1


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' * 5000 + "1" + "}" * 5000, "ikke json"])
def test_odd_json_is_refused_or_means_nothing(text: str) -> None:
    try:
        content = read_oparl([("a.json", text)])
    except OparlError:
        return
    assert (content.committees, content.meetings, content.papers) == ((), (), ())


def test_fields_of_other_kinds_are_no_reason_to_fall() -> None:
    odd = HELD | {"location": 7, "agendaItem": {"name": 3}, "cancelled": "måske", "name": []}
    (told,) = read(ORGANIZATION | {"shortName": 5}, odd).meetings
    assert (told.place, told.points, told.is_cancelled) == ("", (), False)
