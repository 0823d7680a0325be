"""The paper for a coming meeting, made of the sample minutes: its words as they are to be read."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.conf import settings
from django.core.files import File
from django.urls import reverse
from docx import Document as WordFile

from actions.language import DEFAULT_GRADE
from actions.models import ActionItem, Commitment
from actions.services.answers import action_item_answer, answer_accept
from actions.services.commitments import commitment_accept
from actions.services.extensions import deadline_extend
from actions.services.reviews import review_send
from actions.services.status import status_note
from meetings.models import Committee, Document, Meeting, PlannedMeeting, Role, Unit, User
from meetings.register import read_register
from meetings.services.documents import document_receive
from meetings.services.register import register_import
from tests.tracker.test_papers import structure
from tracker import pipeline
from tracker.reports.paper import CLOSED_PART, OPEN_PART

SAMPLES = settings.BASE_DIR / "samples"
GOLDEN = Path(__file__).with_name("golden") / "opfoelgning-kultur-2026-11-12.txt"
COMMITTEE = "Kultur- og Fritidsudvalget"
FILES = ("kultur-2026-08-27.txt", "kultur-2026-10-08.pdf")
REVIEWED = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
PARTS = (OPEN_PART, CLOSED_PART)
PRINTED = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def planned(db) -> PlannedMeeting:
    with time_machine.travel(REVIEWED, tick=False):
        register = read_register((SAMPLES / "register.csv").read_text(encoding="utf-8"))
        register_import(register=register, by=None, now=REVIEWED)
        secretary = User.objects.create(username="lene")
        Role.objects.create(user=secretary, kind=Role.Kind.SECRETARY)
        for name in FILES:
            _review(_read(name), secretary)
    _become(secretary)
    committee = Committee.objects.get(name=COMMITTEE)
    return PlannedMeeting.objects.create(committee=committee, held_on=date(2026, 11, 12))


def _read(name: str) -> Document:
    with (SAMPLES / name).open("rb") as content:
        document = document_receive(
            name=name,
            content=File(content, name=name),
            committee=Committee.objects.get(name=COMMITTEE),
            by=None,
            now=REVIEWED,
        )
    pipeline.walk(document.pk)
    return document


def _review(document: Document, secretary: User) -> None:
    meeting = Meeting.objects.get(document=document)
    rows = Commitment.objects.undecided().sure(DEFAULT_GRADE)
    for row in rows.filter(agenda_item__meeting=meeting).order_by("start", "ordinal"):
        owned = row.owner_person_id or row.owner_unit_id
        commitment_accept(
            commitment=row,
            task=row.task,
            owner_person=row.owner_person,
            owner_unit=row.owner_unit if owned else Unit.objects.get(name="Kultur og Fritid"),
            deadline=row.due,
            by=secretary,
            now=REVIEWED,
        )
    review_send(meeting=meeting, by=secretary, now=REVIEWED)


def _become(secretary: User) -> None:
    """One is done, one waits for approval, one is put off, and of one a status is told."""
    done, waits, put_off, told = ActionItem.objects.order_by("promised_on", "pk")[:4]
    answers = {done: "Evalueringen er sendt til udvalget.", waits: "Handelsforeningen vil gerne."}
    for item, note in answers.items():
        action_item_answer(
            action_item=item,
            deadline_version=item.deadline_version,
            note=note,
            by=None,
            by_name="Anna Holm",
            now=PRINTED,
        )
    answer_accept(action_item=done, by=secretary, now=PRINTED)
    deadline_extend(
        action_item=put_off,
        deadline_version=put_off.deadline_version,
        deadline=date(2026, 12, 1),
        reason="Leverandøren svarer først i november.",
        by=None,
        by_name="Anna Holm",
        now=PRINTED,
    )
    status_note(
        action_item=told,
        text="Ventelisten er gjort op; vi mangler tal fra skolen.",
        by=None,
        by_name="Anna Holm",
        now=PRINTED,
    )


@pytest.fixture
def fetched(planned: PlannedMeeting, client_of):
    def fetch(kind: str, part: str = "aaben") -> bytes:
        address = reverse("paper_file", args=[planned.pk, part, kind])
        with time_machine.travel(PRINTED, tick=False):
            return client_of(User.objects.get(username="lene")).get(address).content

    return fetch


def numbered(text: str) -> str:
    """Put the number of each item in the order of the meeting for its key, which no run shares."""
    keys = ActionItem.objects.order_by("pk").values_list("pk", flat=True)
    for number, key in enumerate(keys, start=1):
        text = re.sub(rf"(Nr\.|opgave) {key}\b(?!\d)", rf"\1 #{number}", text)
    return text.replace("#", "")


def word_lines(content: bytes) -> str:
    file = WordFile(io.BytesIO(content))
    lines = [f"{paragraph.style.name}: {paragraph.text}" for paragraph in file.paragraphs]
    return numbered("\n".join(lines)) + "\n"


def pdf_words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    return " ".join(
        " ".join(re.sub(r"^\d+ / \d+\s*$", "", page, flags=re.M) for page in pages).split()
    )


def test_word_and_pdf_read_as_the_golden_paper_with_every_item_once(fetched) -> None:
    told = {part: word_lines(fetched("docx", part)) for part in PARTS}
    printed = {part: numbered(pdf_words(fetched("pdf", part))) for part in PARTS}
    assert "\n".join(told.values()) == GOLDEN.read_text(encoding="utf-8")
    for part in PARTS:
        for line in told[part].splitlines():
            text = line.split(": ", 1)[1]
            assert text.replace(" ", "") in printed[part].replace(" ", ""), text
    assert ActionItem.objects.count() == 10
    for item in ActionItem.objects.all():
        head, part = numbered(f"Nr. {item.pk}:"), PARTS[item.is_confidential]
        assert "".join(told.values()).count(f"{head} {item.task}") == 1
        assert [printed[one].count(head) for one in PARTS] == [one == part for one in PARTS]


def drawn(page: pikepdf.Page) -> list[str]:
    named = page.get("/Resources", {}).get("/XObject", {})
    return [name for name in named if str(named[name].get("/Subtype")) == "/Image"]


def test_the_pdf_is_for_everybody(fetched) -> None:
    with pikepdf.open(io.BytesIO(fetched("pdf"))) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "da"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].endswith("12-11-2026")
        tags = structure(file.Root.StructTreeRoot)
        assert tags.count("/H1") == 1
        assert tags.count("/H3") == ActionItem.objects.public().count()
        # No picture is in it that would need words of its own.
        assert "/Figure" not in tags
        assert not any(drawn(page) for page in file.pages)
        for page in file.pages:
            assert str(page.get("/Tabs")) == "/S"
            for link in page.get("/Annots", []):
                assert link.get("/StructParent") is not None
