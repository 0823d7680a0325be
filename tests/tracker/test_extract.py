"""`extract` prints what was promised, and nothing else, without a database."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from meetings.reading.plain import read_plain

pytestmark = pytest.mark.pure

MINUTES = """Referat af møde i Teknisk Udvalg

Dato: 14. maj 2025 kl. 16.00 - 18.00
Sted: Nørrevang Rådhus, lokale 2
Deltagere: Lene Holst (LH), Karsten Bruun (KB)

Punkt 1: Godkendelse af dagsorden

Godkendt.

Punkt 2: Cykelstien ved havnen

KB ønskede et notat om belysningen på stien. TSK følger op senest 1. juni.

Punkt 3: Eventuelt

Intet.
"""
REGISTER = "type;navn;kort\nenhed;Teknisk Sekretariat;TSK\n"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "referat.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def extract(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("extract", *arguments, "--format", "json", stdout=out, stderr=StringIO())
    printed: list[dict[str, Any]] = json.loads(out.getvalue())
    return printed


def test_it_prints_one_object_a_file_with_every_agenda_item(minutes: Path) -> None:
    (found,) = extract(str(minutes))
    (meeting,) = found["meetings"]
    assert found["sha256"] == hashlib.sha256(minutes.read_bytes()).hexdigest()
    assert (found["pages"], found["text_source"]) == (None, "file")
    assert meeting["date"] == "2025-05-14"
    assert [item["number"] for item in meeting["agenda_items"]] == ["1", "2", "3"]


def test_the_commitment_has_its_words_and_its_place(minutes: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    (found,) = extract(str(minutes), "--register", str(register))
    (commitment,) = found["meetings"][0]["agenda_items"][1]["commitments"]
    text = read_plain(minutes.read_bytes()).text
    assert text[commitment["start"] : commitment["end"]] == commitment["quote"]
    assert commitment["quote"].startswith("KB ønskede et notat")
    assert (commitment["owner_text"], commitment["owner"]) == ("TSK", "Teknisk Sekretariat")
    assert (commitment["due"], commitment["page"], commitment["boxes"]) == ("2025-06-01", None, [])
    assert commitment["because"] == "»TSK følger op senest 1. juni« gælder det, der står lige før."


def test_text_prints_the_text_that_the_offsets_count_in(minutes: Path) -> None:
    out = StringIO()
    call_command("extract", str(minutes), "--text", stdout=out)
    assert out.getvalue() == MINUTES


def test_a_meeting_date_may_be_given_where_the_file_states_none(tmp_path: Path) -> None:
    path = tmp_path / "uden-dato.txt"
    path.write_text(MINUTES.replace("Dato: 14. maj 2025 kl. 16.00 - 18.00\n", ""), encoding="utf-8")
    (found,) = extract(str(path), "--meeting-date", "2025-05-14")
    assert found["meetings"][0]["date_source"] == "given"
    assert found["meetings"][0]["date"] == "2025-05-14"


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_is_printed(
    minutes: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "billede.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(
            "extract", str(picture), str(minutes), "--format", "json", stdout=out, stderr=StringIO()
        )
    unread, read = json.loads(out.getvalue())
    assert caught.value.returncode == 1
    assert "billede.png" in str(caught.value)
    assert (unread["meetings"], len(unread["problems"])) == ([], 1)
    assert len(read["meetings"]) == 1


def test_a_broken_register_is_wrong_usage(minutes: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("type;navn\nhest;Lene\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Linje 2") as caught:
        call_command("extract", str(minutes), "--register", str(register), stdout=StringIO())
    assert caught.value.returncode == 2


def test_text_of_two_files_is_wrong_usage(minutes: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("extract", str(minutes), str(minutes), "--text", stdout=StringIO())
    assert caught.value.returncode == 2


def test_the_table_shows_what_a_secretary_needs(minutes: Path) -> None:
    out = StringIO()
    call_command("extract", str(minutes), "--format", "table", stdout=out, stderr=StringIO())
    assert "Notat om belysningen på stien  [TSK; 2025-06-01]" in out.getvalue()


def test_explain_says_which_rule_read_what() -> None:
    out = StringIO()
    call_command("explain", "KB ønskede et notat om støj. TSK følger op.", stdout=out)
    assert out.getvalue().startswith("»X følger op« (follow-up mark), sikkerhed 0.97")
    assert "gælder det, der står lige før" in out.getvalue()


def test_explain_says_why_there_is_no_promise() -> None:
    out = StringIO()
    call_command("explain", "Orienteringen blev taget til efterretning.", stdout=out)
    assert "Intet løfte" in out.getvalue()
    assert "(noted: taget til efterretning)" in out.getvalue()


def test_explain_names_the_rules_of_each_sentence_and_says_where_none_knows_the_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("explain", "Der ønskedes et notat om støj. TSK følger op. Solen skinnede.")
    printed = capsys.readouterr().out
    assert "Regler: »TSK følger op.«: »X følger op«" in printed
    assert "Intet løfte: »Solen skinnede.« (ingen regel kender ordene)" in printed
    assert "»TSK«: ligner en forkortelse" in printed


def test_explain_knows_the_participants_and_the_register_it_is_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    register.write_text("type;navn;kort\nenhed;Teknisk Sekretariat;TSK\n", encoding="utf-8")
    text = "TSK undersøger støjen. LH undersøger taget."
    people = ["--participant", "Lene Holst, chef (LH)", "--participant", "Ib Dam"]
    call_command("explain", text, "--register", str(register), *people)
    printed = capsys.readouterr().out
    assert "ansvarlig: Teknisk Sekretariat, læst af »TSK«" in printed
    assert "»TSK«: står i registret den dag" in printed
    assert "ansvarlig: Lene Holst, læst af »LH«" in printed
    assert "»LH«: én af deltagerne" in printed


def test_explain_refuses_a_register_that_cannot_be_read() -> None:
    with pytest.raises(CommandError, match="Registeret kan ikke læses"):
        call_command("explain", "KF følger op.", "--register", "findes-ikke.csv")


def test_explain_says_how_sure_whose_words_and_which_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "Udvalget ønskede et notat om støj i uge 14. TSK følger op."
    call_command("explain", text, "--date", "2026-03-02")
    printed = capsys.readouterr().out
    assert "(sikker)" in printed
    assert "ansvarlig: TSK, som der står" in printed
    assert "»i uge 14« = fra 2026-03-30 til 2026-04-05 (week, regel week)" in printed


def test_explain_names_nobody_where_nobody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("explain", "Det blev aftalt, at der udarbejdes et notat om støj.")
    assert "ansvarlig: ingen nævnt" in capsys.readouterr().out
