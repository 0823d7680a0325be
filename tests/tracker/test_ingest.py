"""`manage.py ingest FOLDER`: a folder of minutes comes in from the command line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Committee, Document

MINUTES = """Referat

Kultur- og Fritidsudvalget

Dato: 2. marts 2026

Punkt 1: Svømmehallen

Udvalget ønskede et notat om priserne. KF følger op.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ind"
    (folder / "marts").mkdir(parents=True)
    (folder / "marts" / "referat.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "tidligere.txt").write_text(MINUTES.replace("2. marts", "2. februar"), "utf-8")
    return folder


@pytest.fixture
def committee(db) -> Committee:
    return Committee.objects.create(name="Kultur- og Fritidsudvalget")


def test_every_file_of_a_folder_comes_in_and_is_read(committee: Committee, folder: Path) -> None:
    out, err = _ingest(folder, "--here")

    assert Document.objects.filter(stage=Document.Stage.READY).count() == 2
    assert "2 af 2 filer er lagt ind." in out
    assert "[##############################] 2/2" in err


def test_they_belong_to_the_committee_that_is_named(committee: Committee, folder: Path) -> None:
    _ingest(folder, "--committee", "kultur- og fritidsudvalget", "--here")

    assert {document.committee for document in Document.objects.all()} == {committee}


def test_without_a_reader_here_they_wait_for_the_worker(committee: Committee, folder: Path) -> None:
    _ingest(folder)

    assert Document.objects.filter(stage=Document.Stage.RECEIVED).count() == 2


def test_a_second_time_they_are_named_as_known_and_nothing_is_wrong(
    committee: Committee, folder: Path
) -> None:
    _ingest(folder, "--here")
    out, _ = _ingest(folder, "--here")

    assert Document.objects.count() == 2
    assert "referat.txt: er lagt ind før" in out
    assert "0 af 2 filer er lagt ind." in out


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_in(
    committee: Committee, folder: Path
) -> None:
    (folder / "halv.pdf").write_bytes(b"%PDF-1.7\nmere kom der ikke")

    out, err = _ingest(folder, "--here", fails="1 fil kom ikke med.")

    assert "halv.pdf: " in err
    assert out.count("klar til gennemgang") == 2


def test_a_file_that_is_too_large_is_named_and_the_others_come_in(
    committee: Committee, folder: Path, settings
) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    (folder / "alt.pdf").write_bytes(b"%PDF-1.7\n" + b"0" * 2 * 1024 * 1024)

    _, err = _ingest(folder, fails="1 fil kom ikke med.")

    assert "alt.pdf: er på 2,0 MB; der tages højst imod 1,0 MB." in err
    assert Document.objects.count() == 2


def test_hidden_files_are_left_in_peace(committee: Committee, folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"x")

    _ingest(folder)

    assert Document.objects.count() == 2


def test_waiting_ends_when_all_of_them_are_known(committee: Committee, folder: Path) -> None:
    _ingest(folder, "--here")

    out, _ = _ingest(folder, "--wait")

    assert "0 af 2 filer er lagt ind." in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/findes-ikke"], "/findes-ikke er ikke en mappe."),
        (["--committee", "Byrådet"], "Udvalget Byrådet findes ikke. Der er: Kultur- og"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(
    committee: Committee, folder: Path, arguments: list[str], sentence: str
) -> None:
    given = arguments if arguments[0].startswith("/") else [str(folder), *arguments]
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command("ingest", *given)
    assert refusal.value.returncode == 2
    assert not Document.objects.exists()


def _ingest(folder: Path, *arguments: str, fails: str = "") -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    if fails:
        with pytest.raises(CommandError, match=fails):
            call_command("ingest", str(folder), *arguments, stdout=out, stderr=err)
    else:
        call_command("ingest", str(folder), *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()
