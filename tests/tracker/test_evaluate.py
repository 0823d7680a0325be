"""`evaluate`: the reader measured against gold, and against what people decided."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actions.models import Commitment
from actions.services.commitments import commitment_accept, commitment_reject
from meetings.models import Meeting
from tests.cast import NOW, Cast
from tracker.evaluation import Found, Gold, coverage, letters, score

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHARED = Path(__file__).resolve().parents[3] / "shared"
LEAST_F1 = 0.95
PLAIN = ("kultur-2026-08-27", "bibliotek-2026-09-10", "teknik-2026-11-03")


def item(anchor: str, **more: object) -> dict[str, object]:
    usual = {"meeting": "m", "agenda_item": "1", "owner": None, "due": None, "strength": "must"}
    return {**usual, "anchor": anchor, "due_text": None, "group": None, **more}


def found(quote: str, **more: object) -> Found:
    usual = {"date": "2026-03-02", "number": "1", "owner": None, "due": None}
    return Found(quote=quote, **{"rule": "r", "confidence": 0.9, **usual, **more})  # type: ignore[arg-type]


def gold(*items: dict[str, object]) -> Gold:
    return Gold(("f.txt",), {"m": "2026-03-02"}, items)


ASKED = "Udvalget ønskede et notat om parkering ved havnen."
OTHER = "Kultur og Fritid inviterer svømmeklubben til næste møde."


@pytest.mark.pure
def test_what_is_found_is_right_what_is_not_is_missed_and_the_rest_is_wrong() -> None:
    result = score(gold(item(ASKED), item(OTHER)), [found(ASKED), found("Mødet slut klokken ti.")])
    assert (len(result.hits), len(result.right), len(result.wrong)) == (1, 1, 1)
    assert (result.precision, result.recall, result.f1) == (0.5, 0.5, 0.5)


@pytest.mark.pure
def test_the_same_item_found_twice_is_wrong_once() -> None:
    result = score(gold(item(ASKED)), [found(ASKED), found(ASKED)])
    assert (len(result.right), len(result.wrong)) == (1, 1)


@pytest.mark.pure
def test_an_arguable_item_counts_neither_way_and_a_group_may_be_found_as_one() -> None:
    assert score(gold(item(ASKED, strength="may")), [found(ASKED)]).wrong == []
    pair = gold(item(ASKED, group="g"), item(OTHER, group="g"))
    result = score(pair, [found(f"{ASKED} {OTHER}")])
    assert (result.recall, result.precision) == (1.0, 1.0)


@pytest.mark.pure
def test_fields_are_judged_one_by_one() -> None:
    wanted = item(ASKED, owner="Kultur", owner_also=["KF"], due="2026-04-01", due_text="1. april")
    (hit,) = score(gold(wanted), [found(ASKED, owner="KF", due="2026-05-01", number="2")]).hits
    assert (hit.link, hit.owner, hit.due) == (False, True, False)


@pytest.mark.pure
def test_damaged_letters_and_line_ends_weigh_nothing() -> None:
    assert letters("gn-\nsket Møde") == letters("gnsket mode")
    assert coverage(letters(ASKED), letters(f"Først. {ASKED.upper()}")) == 1.0


# --- the command -----------------------------------------------------------------------------


def evaluated(capsys: pytest.CaptureFixture[str], *args: str) -> dict:
    call_command("evaluate", *args, format="json")
    return json.loads(capsys.readouterr().out)


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        text = (SAMPLES / "gold" / f"{name}.json").read_text(encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.pure
def test_the_samples_do_not_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = str(SAMPLES / "register.csv")
    args = ("--gold", str(folder(tmp_path, *PLAIN)), "--minutes", str(SAMPLES))
    report = evaluated(capsys, *args, "--register", register, "--min-f1", "0.99")
    assert report["files"] == len(PLAIN)
    assert {one["name"]: one["right"] for one in report["fields"]} == {
        "owner": 1.0,
        "due": 1.0,
        "link": 1.0,
    }
    assert sum(rule["right"] for rule in report["rules"]) == report["found"]
    assert all(bucket["right"] <= bucket["number"] for bucket in report["reliability"])


@pytest.mark.pure
@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="no gold standard here")
def test_real_minutes_do_not_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plain texts alone: reading pages is tried elsewhere, and takes long."""
    for path in (SHARED / "gold").glob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["files"] = [name for name in data["files"] if name.endswith(".txt")]
        (tmp_path / path.name).write_text(json.dumps(data), encoding="utf-8")
    args = ("--gold", str(tmp_path), "--minutes", str(SHARED / "minutes"))
    assert evaluated(capsys, *args)["f1"] >= LEAST_F1


@pytest.mark.pure
def test_a_fall_below_the_bound_is_an_error(tmp_path: Path) -> None:
    args = ("--gold", str(folder(tmp_path, PLAIN[0])), "--minutes", str(SAMPLES))
    with pytest.raises(CommandError, match=r"^f1 er \d\.\d{3}, under 1\.100\.$"):
        call_command("evaluate", *args, "--min-f1", "1.1")


@pytest.mark.pure
def test_a_folder_without_gold_and_a_file_that_is_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Ingen referater med facit"):
        call_command("evaluate", "--gold", str(tmp_path))
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match=r"a\.json: ikke en facitfil"):
        call_command("evaluate", "--gold", str(tmp_path))


def test_decisions_are_counted_by_rule_with_what_was_corrected(
    cast: Cast, meeting: Meeting, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = Commitment.objects.order_by("start")
    usual = {"owner_unit": None, "by": cast.lene, "now": NOW}
    commitment_accept(
        commitment=first, task=first.task, owner_person=None, deadline=first.due, **usual
    )
    commitment_accept(
        commitment=second,
        task="Inviter svømmeklubben",
        owner_person=cast.anna_holm,
        deadline=date(2026, 5, 1),
        **usual,
    )
    commitment_reject(commitment=third, reason="Er allerede gjort", by=cast.lene, now=NOW)
    total = evaluated(capsys, "--database")["total"]
    counts = {"unchanged": 1, "corrected": 1, "owner": 1, "deadline": 1, "task": 1, "rejected": 1}
    assert {name: total[name] for name in counts} == counts
    call_command("evaluate", "--database")
    printed = capsys.readouterr().out
    assert "3 beslutninger, 67 % godkendt" in printed
    assert "få" in printed
    assert "Er allerede gjort" in printed
