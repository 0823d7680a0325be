"""The page of files on their way in: counts, reasons, pause, and trying again."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from meetings.models import Document
from meetings.services.intake import intake_state
from tests.cast import NOW, make_document

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def folder(cast):
    """Five files: two wait, one is read page by page, one is ready, one failed."""
    rows = [make_document(cast.committee, sha256=f"{number:064}") for number in range(5)]
    for number, document in enumerate(rows):
        document.name = f"referat {number}.pdf"
        document.is_bulk = True
    for document in rows[:3]:
        document.stage, document.read_at = Document.Stage.RECEIVED, None
    rows[2].taken_at, rows[2].pages_done, rows[2].pages_all = NOW, 3, 12
    rows[4].stage, rows[4].problems = Document.Stage.REJECTED, ["Filen er låst."]
    rows[4].read_at = None
    for document in rows:
        document.save()
    return rows


def look(client, query="", **extra):
    return client.get(reverse("intake") + query, **extra)


def test_it_counts_what_waits_what_is_read_and_what_failed(client_of, cast, folder):
    answer = look(client_of(cast.lene))
    counts = {choice.value: choice.count for choice in answer.context["choices"]}
    assert counts == {"": 5, "waiting": 2, "reading": 1, "ready": 1, "rejected": 1}
    assert "2 af 5 filer er færdige. 1 kunne ikke læses." in answer.text
    assert "Læses, side 4 af 12" in answer.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?vis=waiting", {"referat 0.pdf", "referat 1.pdf"}),
        ("?vis=rejected", {"referat 4.pdf"}),
        ("?navn=referat+3", {"referat 3.pdf"}),
        ("?vis=ready&navn=4", set()),
    ],
)
def test_the_files_of_one_state_or_name_can_be_seen_alone(client_of, cast, folder, query, names):
    rows = look(client_of(cast.lene), query).context["rows"]
    assert {row.document.name for row in rows} == names


def test_why_files_failed_is_counted_by_reason(client_of, cast, folder):
    page = look(client_of(cast.lene), "?vis=rejected")
    assert page.context["reasons"] == [("Filen er låst.", 1)]
    assert "Læs alle igen" in page.text


def test_another_committees_files_are_neither_shown_nor_counted(client_of, cast, folder):
    answer = look(client_of(cast.eva))
    assert answer.context["total"] == 0
    assert "referat" not in answer.context["rows"]
    client_of(cast.eva).post(reverse("intake_retry"))
    assert Document.objects.rejected().count() == 1


def test_it_asks_again_while_something_moves_and_stops_when_nothing_does(client_of, cast, folder):
    client = client_of(cast.bo)
    assert "every 3s" in look(client).text
    Document.objects.in_hand().update(stage=Document.Stage.READY, taken_at=None)
    assert "every 3s" in look(client).text
    client.post(reverse("intake_pause"), {"til": "pause"})
    assert "every 3s" not in look(client).text
    client.post(reverse("intake_pause"), {"til": "start"})
    Document.objects.waiting().update(stage=Document.Stage.READY)
    assert "every 3s" not in look(client).text


def test_htmx_gets_the_list_alone(client_of, cast, folder):
    answer = look(client_of(cast.lene), headers=HTMX)
    assert 'id="intake"' in answer.text
    assert "<html" not in answer.text


def test_a_pause_says_who_and_when_and_can_be_ended(client_of, cast, folder):
    client = client_of(cast.bo)
    client.post(reverse("intake_pause"), {"til": "pause"})
    assert intake_state().is_paused
    page = look(client).text
    assert "sat på pause" in page
    assert str(cast.bo) in page
    client.post(reverse("intake_pause"), {"til": "start"})
    assert not intake_state().is_paused


def test_who_takes_care_of_one_committee_does_not_stop_the_others(client_of, cast, folder):
    client = client_of(cast.lene)
    assert "intake_pause" not in look(client).text
    assert client.post(reverse("intake_pause"), {"til": "pause"}).status_code == 403
    assert not intake_state().is_paused


def test_all_that_failed_are_read_again(client_of, cast, folder):
    page = client_of(cast.lene).post(reverse("intake_retry"), follow=True)
    assert "1 fil læses igen." in page.text
    assert Document.objects.rejected().count() == 0


def test_one_that_failed_is_read_again_and_the_page_stays(client_of, cast, folder):
    client = client_of(cast.lene)
    answer = client.post(reverse("document_retry", args=[folder[4].pk]), {"fra": "intake"})
    assert answer.url == reverse("intake")


def test_many_files_are_shown_a_page_at_a_time_with_few_questions(
    client_of, cast, django_assert_max_num_queries
):
    for number in range(60):
        make_document(cast.committee, sha256=f"{number:064}")
    client = client_of(cast.lene)
    with django_assert_max_num_queries(16):
        answer = look(client, "?vis=ready")
    assert len(answer.context["rows"]) == 50
    assert "Side 1 af 2" in answer.text


def test_a_name_full_of_markup_stays_text(client_of, cast, folder):
    Document.objects.filter(pk=folder[0].pk).update(name='<img src=x onerror="x">')
    page = look(client_of(cast.lene), "?navn=<img+src")
    assert "<img src=x" not in page.text


def test_the_command_pauses_resumes_and_tries_again(cast, folder):
    assert "I kø: 2. Læses: 1." in ask("status")
    assert "sat på pause af kommandolinjen" in ask("pause")
    assert "pause" not in ask("resume")
    assert "1 filer læses igen." in ask("retry")
    assert Document.objects.filter(rung_at__gte=timezone.now() - timedelta(minutes=1)).exists()


def ask(action):
    out = StringIO()
    call_command("intake", action, stdout=out)
    return out.getvalue()


def test_a_name_no_file_can_have_finds_what_is_left_of_it(client_of, cast, folder):
    rows = look(client_of(cast.lene), "?navn=%00referat+3").context["rows"]
    assert [row.document.name for row in rows] == ["referat 3.pdf"]
