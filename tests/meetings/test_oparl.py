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
from meetings.oparl import OparlError, minutes_text, read_oparl

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
@pytest.mark.parametrize("name", ["mangler.txt", "../uden-for.txt", "/etc/hostname"])
def test_a_file_that_is_not_in_the_folder_is_not_fetched(folder: Path, name: str) -> None:
    (folder.parent / "uden-for.txt").write_text("hemmeligt", encoding="utf-8")
    paper = PAPER | {"mainFile": thing("File", "f/1", fileName=name)}
    (folder / "objekter.json").write_text(json.dumps([ORGANIZATION, paper]), encoding="utf-8")
    _out, wrong = brought_in(folder)
    assert f"Filen {name} ligger ikke i mappen." in wrong
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
    assert "Punkt 2: (Lukket) B" in minutes_text(told)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (HELD | {"start": "i morgen"}, "har ingen dag, der kan læses"),
        (HELD | {"start": None}, "har ingen dag, der kan læses"),
        (HELD | {"organization": []}, "er ikke af ét udvalg"),
        (HELD | {"organization": [f"{BASE}/o/9"]}, "er ikke af ét udvalg"),
        (PAPER | {"mainFile": None}, "har ingen fil"),
        (PAPER | {"underDirectionOf": []}, "er ikke af ét udvalg"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_told(wrong, words: str) -> None:
    content = read(ORGANIZATION, wrong)
    assert (content.meetings, content.papers) == ((), ())
    assert words in content.problems[0]


def test_what_was_deleted_there_is_not_taken() -> None:
    content = read(ORGANIZATION | {"deleted": True})
    assert content.committees == ()


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
