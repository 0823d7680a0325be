"""The list and the status of units as papers: for everybody, of what the asker may see."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import Event
from tests.cast import NOW, TODAY, Cast
from tests.tracker.test_pages_lists import PAYLOADS
from tests.tracker.test_papers import structure
from tracker.web import action_item_export


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(NOW, tick=False):
        yield


def words_of(content: bytes) -> str:
    file = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in file).split())


def listed(client, **narrowing: str) -> bytes:
    return client.get(reverse("action_items"), {"format": "pdf", **narrowing}).content


def units(client, kind: str = "pdf", **narrowing: str):
    return client.get(reverse("unit_status", args=[kind]), narrowing)


def sheet(client) -> str:
    """Return the one sheet as it is stored; constant_memory writes words into it."""
    with zipfile.ZipFile(io.BytesIO(units(client, "xlsx").getvalue())) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def status_rows(client) -> list[tuple[object, ...]]:
    rows = re.findall(r"<row .*?</row>", sheet(client), flags=re.DOTALL)[1:]
    return [
        tuple(
            words or int(number)
            for words, number in re.findall(r"<t[^>]*>(.*?)</t>|<v>(.*?)</v>", row)
        )
        for row in rows
    ]


def is_for_everybody(content: bytes, title: str) -> None:
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "da"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert title in metadata["dc:title"]
        tags = set(structure(file.Root.StructTreeRoot))
        assert {"/H1", "/Table", "/TR", "/TH", "/TD"} <= tags


def test_the_list_is_a_paper_for_everybody(cast: Cast, action_item, client_of) -> None:
    content = listed(client_of(cast.lene))
    is_for_everybody(content, "Opfølgningsliste")
    told = words_of(content)
    for words in (action_item.task, "Anna Holm", "01-04-2026", "åben", "Status: "):
        assert words in told
    assert Event.objects.filter(kind="exported", note__contains="pdf").exists()


def test_a_list_that_is_too_long_is_refused_and_leads_to_the_spreadsheet(
    cast: Cast, action_item, client_of, monkeypatch
) -> None:
    monkeypatch.setattr(action_item_export, "MOST_PRINTED", 0)
    address = reverse("action_items")
    page = client_of(cast.lene).get(address, {"format": "pdf", "status": "open"}, follow=True)
    assert "hent listen til Excel" in page.text
    assert page.redirect_chain[0][0] == f"{address}?status=open"


def test_a_paper_fetches_nothing_that_a_task_names(cast: Cast, action_item, client_of) -> None:
    written = '<img src="http://127.0.0.1:9/x"> &amp; <b>fed</b>'
    ActionItem.objects.update(task=written)
    told = words_of(listed(client_of(cast.lene)))
    assert written.replace(" ", "") in told.replace(" ", "")


def test_what_is_closed_is_in_nobody_elses_papers(cast: Cast, action_item, client_of) -> None:
    ActionItem.objects.update(is_closed=True, task="Kanariefuglen")
    assert "Kanariefuglen" in words_of(listed(client_of(cast.lene)))
    for who in (cast.ib, cast.mads, cast.eva):
        assert "Kanariefuglen" not in words_of(listed(client_of(who)))
    assert "Ingen åbne opgaver." in words_of(units(client_of(cast.mads)).content)
    assert status_rows(client_of(cast.mads)) == []


@pytest.fixture
def tree(cast: Cast, action_item: ActionItem) -> Cast:
    """One open with Anna in the unit, one late with the unit above it, one with another unit."""
    rows = {
        "owner_unit": (cast.directorate, cast.other_unit),
        "deadline": (TODAY - timedelta(days=3), date(2026, 5, 1)),
    }
    for unit, deadline in zip(rows["owner_unit"], rows["deadline"], strict=True):
        ActionItem.objects.create(
            committee=cast.committee,
            promised_on=date(2026, 2, 2),
            task="Skriv notat",
            owner_unit=unit,
            deadline=deadline,
            assigned_at=NOW,
            created_at=NOW,
        )
    return cast


def test_each_unit_is_counted_by_itself_and_with_what_is_below(tree: Cast, client_of) -> None:
    assert status_rows(client_of(tree.lene)) == [
        ("Kultur og Borgere", 1, 1, 1, 0, 2, 1),
        ("Kultur og Fritid", 2, 1, 0, 0, 1, 0),
        ("Teknik og Miljø", 1, 1, 0, 0, 1, 0),
    ]


def test_a_manager_sees_the_own_units_alone(tree: Cast, client_of) -> None:
    assert [row[0] for row in status_rows(client_of(tree.mads))] == [
        "Kultur og Borgere",
        "Kultur og Fritid",
    ]
    assert [row[0] for row in status_rows(client_of(tree.ulla))] == ["Teknik og Miljø"]


def test_what_nobody_has_is_told_of_to_who_sees_everything(tree: Cast, client_of) -> None:
    ActionItem.objects.update(owner_unit=None, owner_person=None)
    assert status_rows(client_of(tree.lene)) == [("Uden enhed", 1, 3, 1, 0, 3, 1)]
    assert status_rows(client_of(tree.mads)) == []


def test_the_status_of_units_is_a_paper_for_everybody(tree: Cast, client_of) -> None:
    content = units(client_of(tree.lene)).content
    is_for_everybody(content, "Status pr. enhed")
    told = words_of(content)
    assert "Kultur og Borgere 1 1 0 2 1" in told
    assert "I alt 3 1 0 3 1" in told


def test_it_is_narrowed_as_the_overview_is(tree: Cast, client_of) -> None:
    other = str(tree.other_committee.pk)
    page = units(client_of(tree.lene), committee=other)
    assert page.status_code == 302
    told = words_of(units(client_of(tree.lene), unit=str(tree.other_unit.pk)).content)
    assert "Kultur og Fritid" not in told
    assert "Teknik og Miljø" in told


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_name_of_a_unit_runs_nothing_in_a_spreadsheet(
    tree: Cast, client_of, payload: str
) -> None:
    type(tree.unit).objects.filter(pk=tree.unit.pk).update(name=payload)
    stored = sheet(client_of(tree.lene))
    assert "<f>" not in stored
    assert "<hyperlink" not in stored
    assert payload.strip() in stored
