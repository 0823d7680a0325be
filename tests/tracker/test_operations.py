"""The page of operations: each part of the machinery, what is wrong with it, and what to do."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from actions.models import Heartbeat, Message
from actions.selectors import BACKUP, INBOX, NO_OCR, OCR, TICK, last_at
from actions.trouble_words import WORDS, trouble_words
from actions.troubles import find_troubles
from meetings.models import Document
from meetings.services.intake import intake_pause
from tests.cast import NOW, make_document
from tracker import ocr_sign, tasks


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page(cast, client_of):
    return lambda: client_of(cast.bo).get(reverse("operations")).text


def sign(name: str, **ago: float) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": NOW - timedelta(**ago)})


def waiting_file(cast, **ago: float) -> None:
    make_document(cast.committee)
    moments = {"uploaded_at": NOW - timedelta(**ago), "read_at": None}
    Document.objects.update(stage="received", **moments)


def test_where_all_is_well_the_page_says_so_part_by_part(page) -> None:
    for name in (TICK, OCR, BACKUP):
        sign(name)
    shown = page()
    assert "Alt går, som det skal." in shown
    assert shown.count("i orden") == 10
    for words in (
        "Var her 03-03-2026",
        "Er der, målt",
        "Ingen venter på at blive læst",
        "GB ledig",
    ):
        assert words in shown


def test_of_a_scheduler_that_was_never_there_it_is_not_said_that_all_is_well(page) -> None:
    for name in (OCR, BACKUP):
        sign(name)
    shown = page()
    assert "Har ikke meldt sig endnu" in shown
    assert shown.count("i orden") == 9


def test_a_trouble_stands_at_its_part_with_what_to_do(page) -> None:
    sign(TICK, minutes=4)
    shown = page()
    assert "Alt går, som det skal." not in shown
    assert "Planlæggeren står stille" in shown
    assert "Start den igen." in shown


def test_mails_that_stand_still_are_told_with_the_hour_of_the_last(page) -> None:
    times = {"created_at": NOW, "day": NOW.date()}
    Message.objects.create(
        recipient="a", message_id="1", state="sent", sent_at=NOW, next_at=NOW, **times
    )
    late = NOW - timedelta(minutes=20)
    Message.objects.create(recipient="b", message_id="2", next_at=late, **times)
    assert "Ingen påmindelser siden 03-03-2026 kl. 10.00" in page()


@pytest.mark.parametrize(("minutes", "is_missing"), [(0, True), (9, True), (11, False)])
def test_ocr_is_missing_where_a_worker_said_so_lately(page, minutes: int, is_missing: bool) -> None:
    sign(OCR)
    sign(NO_OCR, minutes=minutes)
    assert ("OCR mangler" in page()) is is_missing


def test_what_no_worker_has_said_is_unknown(page) -> None:
    shown = page()
    assert "ukendt" in shown
    assert "Workeren har ikke svaret endnu" in shown


def test_a_worker_leaves_a_sign_of_what_is_installed_beside_it(db, monkeypatch) -> None:
    monkeypatch.setattr(ocr_sign, "_answer", {})
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    tasks.tick()
    assert last_at(NO_OCR) is None  # who hears the ticks may have no use for it
    tasks.note_ocr()
    assert (last_at(NO_OCR), last_at(OCR)) == (NOW, None)


def test_a_program_that_knows_no_danish_is_no_ocr(db, monkeypatch, tmp_path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n", encoding="utf-8")
    program.chmod(0o700)
    for languages, name in (("eng", NO_OCR), ("dan", OCR)):
        program.write_text(f"#!/bin/sh\necho {languages}\n", encoding="utf-8")
        monkeypatch.setattr(ocr_sign, "_answer", {})
        monkeypatch.setattr(shutil, "which", lambda _name: str(program))
        ocr_sign.ocr_sign(now=NOW)
        assert last_at(name) == NOW


@pytest.mark.parametrize(("minutes", "waits"), [(14, False), (16, True)])
def test_files_that_nobody_reads_are_told(page, cast, minutes: int, waits: bool) -> None:
    waiting_file(cast, minutes=minutes)
    sign(TICK)
    shown = page()
    assert "1 fil venter på at blive læst" in shown
    assert ("Filer venter på at blive læst, og ingen bliver det." in shown) is waits


def test_files_that_wait_behind_others_or_on_pause_are_no_trouble(cast) -> None:
    waiting_file(cast, hours=5)
    sign(TICK)
    other = make_document(cast.committee, sha256="b" * 64)
    Document.objects.filter(pk=other.pk).update(read_at=NOW)
    assert find_troubles(now=NOW) == []
    Document.objects.filter(pk=other.pk).update(read_at=NOW - timedelta(hours=1))
    assert find_troubles(now=NOW) == ["files_wait"]
    intake_pause(by=cast.bo, now=NOW)
    assert find_troubles(now=NOW) == []


def test_scans_that_nobody_reads_are_told_while_other_files_are_read(cast) -> None:
    waiting_file(cast, hours=5)
    Document.objects.update(is_scanned=True)
    sign(TICK)
    other = make_document(cast.committee, sha256="b" * 64)
    Document.objects.filter(pk=other.pk).update(read_at=NOW)
    assert find_troubles(now=NOW) == ["files_wait"]
    Document.objects.filter(pk=other.pk).update(is_scanned=True)
    assert find_troubles(now=NOW) == []


def test_a_disk_that_is_nearly_full_is_told(page, monkeypatch) -> None:
    usage = shutil.disk_usage("/")._replace(total=10 * 1024**3, free=1024**3 - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    shown = page()
    assert "0 GB ledig af 10 GB" in shown
    assert "Gør plads" in shown


@pytest.mark.parametrize(("hours", "is_old"), [(25, False), (27, True)])
def test_a_backup_that_is_too_old_is_told(page, hours: int, is_old: bool) -> None:
    sign(BACKUP, hours=hours)
    assert ("Der er ikke taget en sikkerhedskopi i over et døgn." in page()) is is_old


def test_in_production_there_has_to_be_a_backup(db, settings) -> None:
    assert find_troubles(now=NOW) == []
    settings.PRODUCTION = True
    assert find_troubles(now=NOW) == ["backup_old"]


def test_where_no_backup_was_ever_taken_the_page_does_not_say_that_all_is_well(
    page, settings
) -> None:
    for is_production in (False, True):
        settings.PRODUCTION = is_production
        shown = page()
        assert "Alt går, som det skal." not in shown
        assert "Der er aldrig taget en sikkerhedskopi. Kør" in shown
        assert "i over et døgn" not in shown
    sign(BACKUP)
    assert "aldrig taget" not in page()


def test_a_backup_leaves_a_sign_once_it_is_whole(db, tmp_path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(Exception, match="findes allerede"):
        call_command("backup", str(tmp_path / "there"))
    assert last_at(BACKUP) is None


def test_clocks_that_differ_are_told_to_who_looks(page) -> None:
    sign(TICK, minutes=-3)
    assert "Maskinernes ure går ikke ens" in page()
    assert find_troubles(now=NOW) == []


def test_a_mailbox_that_is_away_is_told(page, settings) -> None:
    assert "Ingen postkasse læses" in page()
    settings.INBOX_HOST = "mail.noerrevang.example"
    sign(INBOX, hours=2)
    assert "kan ikke læses. Se, om mailserveren svarer" in page()


def test_every_trouble_says_what_to_do() -> None:
    for name in WORDS:
        assert trouble_words(name).count(".") >= 1


def test_the_banner_leads_to_the_page(cast, client_of) -> None:
    sign(TICK, minutes=4)
    shown = client_of(cast.bo).get(reverse("register")).text
    assert f'href="{reverse("operations")}"' in shown
    assert client_of(cast.lene).get(reverse("operations")).status_code == 403
