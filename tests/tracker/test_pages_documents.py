"""The pages of documents: files in, reading followed, problems told."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from meetings.models import AgendaItem, Document, Event, Page
from meetings.services.events import event_record
from tests.cast import NOW, TEXT, make_document

pytestmark = pytest.mark.django_db


def minutes(name: str = "referat.txt", content: bytes = TEXT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def upload(client, *files, committee="", **extra):
    data = {"file": list(files), "committee": committee}
    return client.post(reverse("documents"), data, **extra)


def refused_document(cast) -> Document:
    document = make_document(cast.committee, sha256="f" * 64)
    document.stage, document.read_at = Document.Stage.REJECTED, None
    document.problems = ["Filen er låst med en adgangskode."]
    document.save()
    return document


def test_a_dropped_file_is_kept_and_put_in_line(client_of, cast):
    response = upload(client_of(cast.lene), minutes(), committee=cast.committee.pk)
    assert response.status_code == 302
    document = Document.objects.get()
    assert document.stage == Document.Stage.RECEIVED
    assert document.committee == cast.committee
    assert document.uploaded_by == cast.lene


def test_the_list_says_how_far_the_reading_is(client_of, cast):
    client = client_of(cast.lene)
    upload(client, minutes(), committee=cast.committee.pk)
    assert "I kø" in client.get(reverse("documents")).text
    Document.objects.update(taken_at=NOW)
    assert "Læses" in client.get(reverse("documents")).text


def test_what_is_read_to_the_end_says_so_and_what_holds_no_minutes_too(client_of, cast, meeting):
    make_document(None, sha256="b" * 64)
    page = client_of(cast.bo).get(reverse("documents")).text
    assert "Klar" in page
    assert "Intet referat" in page
    assert "Udvalg ikke fundet" in page
    assert "Udvalg findes i referatet" not in page


def test_the_committee_is_awaited_while_the_file_is_read(client_of, cast):
    client = client_of(cast.bo)
    upload(client, minutes())
    assert "Udvalg findes i referatet" in client.get(reverse("documents")).text


def test_the_committee_is_the_one_that_the_meeting_has_now(client_of, cast, meeting):
    Document.objects.update(committee=None)
    page = client_of(cast.bo).get(reverse("documents")).text
    assert f"{cast.committee.name}\n" in page


def test_what_was_said_of_an_upload_stays_while_the_list_follows_the_reading(client_of, cast):
    client, htmx = client_of(cast.lene), {"HX-Request": "true"}
    told = upload(client, minutes(), committee=cast.committee.pk, headers=htmx)
    assert 'id="messages"' in told.text
    assert "referat.txt er lagt ind" in told.text
    assert 'id="messages"' not in client.get(reverse("documents"), headers=htmx).text


def test_the_files_that_could_not_be_read_can_be_seen_alone(client_of, cast, meeting):
    refused_document(cast)
    client = client_of(cast.lene)
    (figure,) = [one for one in client.get("/").context["figures"] if "læses" in one.label]
    answer = client.get(figure.url)
    assert len(answer.context["rows"]) == figure.number == 1
    assert "Her er kun de filer, der ikke kunne læses." in answer.text


def test_a_reader_is_not_told_how_many_suggestions_there_were(client_of, cast, meeting):
    urls = [reverse("documents"), reverse("document", args=[meeting.document_id])]
    for url in urls:
        assert "3 forslag" in client_of(cast.lene).get(url).text
        assert "3 forslag" not in client_of(cast.ib).get(url).text


def test_a_reader_is_not_told_how_many_suggestions_were_unsure(client_of, cast, meeting):
    event_record(
        subject=Event.Subject.DOCUMENT,
        subject_id=meeting.document_id,
        kind=Event.Kind.READY,
        at=NOW,
        note="2 usikre forslag vises kun, når man beder om det.",
    )
    address = reverse("document", args=[meeting.document_id])
    assert "2 usikre forslag" in client_of(cast.lene).get(address).text
    assert "usikre forslag" not in client_of(cast.ib).get(address).text


def test_the_list_asks_again_only_while_something_is_read(client_of, cast):
    client = client_of(cast.lene)
    document = make_document(cast.committee)
    assert "every 2s" not in client.get(reverse("documents")).text
    Document.objects.filter(pk=document.pk).update(stage=Document.Stage.RECEIVED)
    assert "every 2s" in client.get(reverse("documents")).text


def test_htmx_gets_the_list_alone(client_of, cast):
    make_document(cast.committee)
    response = client_of(cast.lene).get(reverse("documents"), headers={"HX-Request": "true"})
    assert 'id="documents"' in response.text
    assert "<html" not in response.text
    assert "HX-Request" in response.headers["Vary"]


def test_the_same_file_twice_says_where_it_is(client_of, cast):
    client = client_of(cast.lene)
    upload(client, minutes(), committee=cast.committee.pk)
    response = upload(client, minutes("kopi.txt"), committee=cast.committee.pk)
    assert response.status_code == 422
    assert "kopi.txt er allerede lagt ind" in response.text
    assert reverse("document", args=[Document.objects.get().pk]) in response.text


def test_a_file_of_another_committee_is_not_given_away(client_of, cast):
    upload(client_of(cast.lene), minutes("hemmelig.txt"), committee=cast.committee.pk)
    response = upload(client_of(cast.eva), minutes(), committee=cast.other_committee.pk)
    assert "hører til et udvalg, du ikke har adgang til" in response.text
    assert "hemmelig.txt" not in response.text


def test_a_refused_file_takes_no_other_with_it(client_of, cast, settings):
    settings.UPLOAD_BYTES = 1000
    client = client_of(cast.lene)
    files = [minutes("stor.txt", b"x" * 2000), minutes()]
    response = upload(client, *files, committee=cast.committee.pk, follow=True)
    assert "stor.txt fylder" in response.text
    assert "referat.txt er lagt ind" in response.text
    assert Document.objects.count() == 1


def test_no_file_at_all_is_said(client_of, cast):
    response = upload(client_of(cast.lene), committee=cast.committee.pk)
    assert response.status_code == 422
    assert "Vælg mindst én fil." in response.text


def test_a_secretary_cannot_file_under_another_committee(client_of, cast):
    response = upload(client_of(cast.lene), minutes(), committee=cast.other_committee.pk)
    assert response.status_code == 422
    assert not Document.objects.exists()


def test_an_administrator_may_leave_the_committee_to_the_minutes(client_of, cast):
    assert upload(client_of(cast.bo), minutes()).status_code == 302
    assert Document.objects.get().committee is None


def test_a_reader_cannot_put_files_in(client_of, cast):
    assert upload(client_of(cast.ib), minutes()).status_code == 403
    assert "data-upload" not in client_of(cast.ib).get(reverse("documents")).text


def test_a_problem_is_told_at_the_file_and_can_be_tried_again(client_of, cast):
    document = refused_document(cast)
    client = client_of(cast.lene)
    assert "Filen er låst med en adgangskode." in client.get(reverse("documents")).text
    client.post(reverse("document_retry", args=[document.pk]))
    document.refresh_from_db()
    assert document.stage == Document.Stage.RECEIVED


def test_a_reader_cannot_have_a_file_read_again(client_of, cast):
    document = refused_document(cast)
    assert client_of(cast.ib).post(reverse("document_retry", args=[document.pk])).status_code == 404


def test_a_document_that_is_read_already_is_not_read_again(client_of, cast):
    document = make_document(cast.committee)
    response = client_of(cast.lene).post(reverse("document_retry", args=[document.pk]), follow=True)
    assert "bliver allerede læst" in response.text


def test_the_original_comes_as_a_file_that_runs_nothing(client_of, cast):
    document = make_document(cast.committee)
    document.name = "<script>.html"
    document.file.save("original", ContentFile(b"<script>alert(1)</script>"))
    response = client_of(cast.lene).get(reverse("document_original", args=[document.pk]))
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("name", ["document", "document_original"])
def test_another_committees_document_does_not_exist(client_of, cast, name):
    document = make_document(cast.committee)
    assert client_of(cast.eva).get(reverse(name, args=[document.pk])).status_code == 404


def test_a_reader_gets_no_file_with_a_closed_item(client_of, cast, meeting):
    url = reverse("document", args=[meeting.document_id])
    assert client_of(cast.ib).get(url).status_code == 200
    AgendaItem.objects.filter(meeting=meeting).update(is_closed=True)
    assert client_of(cast.ib).get(url).status_code == 404


def test_a_page_is_shown_as_a_picture_that_only_the_browser_keeps(client_of, cast, meeting):
    pdf = io.BytesIO()
    Image.new("L", (200, 280), "white").save(pdf, format="PDF")
    document = meeting.document
    document.file.save("original", ContentFile(pdf.getvalue()))
    Page.objects.create(
        document=document, number=1, width=200, height=280, start=0, end=10, source="text layer"
    )
    response = client_of(cast.lene).get(reverse("page_picture", args=[document.pk, 1]))
    assert response.headers["Content-Type"] == "image/png"
    assert "private" in response.headers["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).format == "PNG"


def test_a_picture_of_a_page_that_is_not_there_is_not_found(client_of, cast, meeting):
    url = reverse("page_picture", args=[meeting.document_id, 7])
    assert client_of(cast.lene).get(url).status_code == 404


def test_another_committee_gets_no_picture(client_of, cast, meeting):
    Page.objects.create(
        document=meeting.document, number=1, width=595, height=842, start=0, end=10, source="ocr"
    )
    url = reverse("page_picture", args=[meeting.document_id, 1])
    assert client_of(cast.eva).get(url).status_code == 404


def test_the_document_page_tells_its_life(client_of, cast):
    client = client_of(cast.lene)
    upload(client, minutes(), committee=cast.committee.pk)
    page = client.get(reverse("document", args=[Document.objects.get().pk])).text
    assert "Lagt ind" in page
    assert str(cast.lene) in page


def test_a_name_full_of_markup_stays_text(client_of, cast):
    document = make_document(cast.committee)
    Document.objects.filter(pk=document.pk).update(name='<img src=x onerror="window.__x=1">')
    page = client_of(cast.lene).get(reverse("documents")).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_the_list_asks_the_database_few_questions(client_of, cast, django_assert_max_num_queries):
    for number in range(20):
        make_document(cast.committee, sha256=f"{number:064}")
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        client.get(reverse("documents"))
