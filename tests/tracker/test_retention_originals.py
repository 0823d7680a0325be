"""The file of minutes goes once all of it is over; its words stay, and the pages say it plainly."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.exceptions import DocumentNotStoppedError
from meetings.models import Document, Event, Meeting, Page, User
from meetings.services.documents import document_retry
from meetings.services.holds import hold_set
from meetings.services.pictures import PNG_END, PNG_START, pictures_folder
from tests.cast import NOW, Cast
from tests.tracker.retaining import (
    CLOSED_AT,
    DAY_AFTER,
    LAST_DAY,
    KilledError,
    another_administrator,
    carry_out,
    close_long_ago,
    die,
    proposed,
)
from tracker.exchange.exporting import export_all
from tracker.models import RetentionItem, RetentionRun
from tracker.retention import carrying_out
from tracker.retention.carrying_out import retention_work, run_counts
from tracker.retention.runs import NothingDueError, run_approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(cast: Cast) -> User:
    """Another administrator."""
    return another_administrator()


@pytest.fixture
def closed(action_item: ActionItem, cast: Cast) -> ActionItem:
    return close_long_ago(action_item, cast)


@pytest.fixture
def over(closed: ActionItem) -> Document:
    """Minutes whose one item is closed, and of which all suggestions are decided."""
    Commitment.objects.filter(status="proposed").update(status="rejected", reviewed_at=CLOSED_AT)
    Meeting.objects.update(review=Meeting.Review.SENT)
    Document.objects.update(uploaded_at=CLOSED_AT)
    document = Document.objects.get()
    Page.objects.create(document=document, number=1, width=595, height=842, start=0, end=9)
    commitment = closed.commitment
    commitment.boxes = [{"page": 1, "x0": 9, "top": 9, "x1": 99, "bottom": 20}]
    commitment.save()
    picture_of(document).parent.mkdir(parents=True)
    picture_of(document).write_bytes(b"PNG")
    return document


def picture_of(document: Document) -> Path:
    return Path(default_storage.path(pictures_folder(document))) / "1-200.png"


def test_the_file_and_its_pictures_go_after_their_time_and_the_words_stay(
    cast: Cast,
    over: Document,
    kim: User,
) -> None:
    name, text, quote = over.file.name, over.text, Commitment.objects.first().quote
    with pytest.raises(NothingDueError):
        proposed(cast, "originals", now=LAST_DAY)
    run = carry_out(proposed(cast, "originals"), kim)
    assert run_counts(run) == {"listed": 1, "erased": 1, "spared": 0}
    assert not default_storage.exists(name)
    assert not picture_of(over).parent.exists()
    over.refresh_from_db()
    assert (over.file.name, over.text, over.original_erased_at) == ("", text, DAY_AFTER)
    assert Commitment.objects.first().quote == quote
    assert Event.objects.get(subject="document", kind="erased").by == kim
    with pytest.raises(NothingDueError):
        proposed(cast, "originals")


@pytest.mark.parametrize(
    "wait",
    [
        lambda: ActionItem.objects.update(status="open", closed_at=None),
        lambda: ActionItem.objects.update(closed_at=LAST_DAY),
        lambda: Document.objects.update(uploaded_at=LAST_DAY),
        lambda: Document.objects.update(stage="read"),
        lambda: Meeting.objects.update(review=Meeting.Review.OPEN),
        lambda: Meeting.objects.update(reread_at=CLOSED_AT),
        lambda: Commitment.objects.filter(status="rejected").update(status="proposed"),
    ],
)
def test_what_is_not_over_keeps_its_file(cast: Cast, over: Document, wait) -> None:
    wait()
    with pytest.raises(NothingDueError):
        proposed(cast, "originals")
    assert default_storage.exists(over.file.name)


def test_an_item_opened_again_spares_the_file_on_a_list(
    cast: Cast,
    over: Document,
    kim: User,
) -> None:
    run = proposed(cast, "originals")
    ActionItem.objects.update(status="open", closed_at=None)
    assert run_counts(carry_out(run, kim)) == {"listed": 1, "erased": 0, "spared": 1}
    assert default_storage.exists(over.file.name)


@pytest.mark.parametrize("kind", ["document", "meeting", "committee", "person"])
def test_a_hold_keeps_the_file(cast: Cast, over: Document, kim: User, kind: str) -> None:
    rows = {"document": over, "meeting": over.meetings.get(), "committee": cast.committee}
    run = proposed(cast, "originals")
    hold_set(row=rows.get(kind, cast.anna_holm), reason="Sag", by=cast.bo, now=NOW)
    with pytest.raises(NothingDueError):
        proposed(cast, "originals")
    assert run_counts(carry_out(run, kim))["spared"] == 1
    assert default_storage.exists(over.file.name)
    assert picture_of(over).exists()


def test_a_rule_of_one_committee_leaves_the_others(cast: Cast, over: Document) -> None:
    with pytest.raises(NothingDueError):
        proposed(cast, "originals", committee=cast.other_committee)
    assert proposed(cast, "originals", committee=cast.committee).items.count() == 1


@pytest.mark.parametrize("dies", ["delete", "pictures", "batch"])
def test_killed_it_goes_on_and_leaves_neither_file_nor_picture(
    cast: Cast,
    over: Document,
    kim: User,
    monkeypatch,
    dies: str,
) -> None:
    name = over.file.name
    run = proposed(cast, "originals")
    run_approve(run=run, by=kim, now=DAY_AFTER)
    with monkeypatch.context() as patch:
        if dies == "delete":
            patch.setattr(type(default_storage._wrapped), "delete", die)
        elif dies == "pictures":
            patch.setattr("shutil.rmtree", die)
        else:
            patch.setattr(carrying_out, "events_record", die)
        with pytest.raises(KilledError):
            retention_work(now=DAY_AFTER)
    assert picture_of(over).exists()
    assert default_storage.exists(name) == (dies != "pictures")
    over.refresh_from_db()
    assert bool(over.original_erased_at) == (dies != "batch")
    retention_work(now=DAY_AFTER)
    run.refresh_from_db()
    assert run.state == RetentionRun.State.DONE
    assert not default_storage.exists(name)
    assert not picture_of(over).exists()
    assert not RetentionItem.objects.exclude(file="").exists()


def test_the_pages_say_when_it_went_and_by_which_certificate(
    cast: Cast,
    over: Document,
    closed: ActionItem,
    kim: User,
    client_of,
) -> None:
    pages = [
        reverse("document", args=[over.pk]),
        reverse("review", args=[over.meetings.get().pk]),
        reverse("action_item", args=[closed.pk]),
    ]
    original = reverse("document_original", args=[over.pk])
    clip = reverse("action_item_clip", args=[closed.pk])
    lene, bo = client_of(cast.lene), client_of(cast.bo)
    assert clip in lene.get(pages[2]).text
    run = carry_out(proposed(cast, "originals"), kim)
    certificate = reverse("retention_run", args=[run.pk])
    for page in pages:
        text = lene.get(page).text
        assert "slettet efter frist den 04-03-2025" in text
        assert f"sletteattest {run.pk}" in text
        assert certificate not in text
        assert original not in text
        assert clip not in text
        assert certificate in bo.get(page).text
    assert closed.quote in lene.get(pages[2]).text.replace("\n", " ")
    assert "Originalen er slettet efter frist." in lene.get(original, follow=True).text
    assert lene.get(clip).status_code == 404
    picture = reverse("page_picture", args=[over.pk, 1])
    assert lene.get(picture).status_code == 404
    assert lene.get(picture, headers={"if-none-match": "*"}).status_code == 404


def test_a_picture_that_a_browser_kept_is_not_shown_after_its_file_was_erased(
    cast: Cast, over: Document, client_of
) -> None:
    Document.objects.update(mentions_closed=False)
    picture_of(over).write_bytes(PNG_START + PNG_END)
    lene, address = client_of(cast.lene), reverse("page_picture", args=[over.pk, 1])
    kept = {"If-None-Match": lene.get(address)["ETag"]}
    assert lene.get(address, headers=kept).status_code == 304
    Document.objects.update(file="", original_erased_at=NOW)
    assert lene.get(address, headers=kept).status_code == 404


def test_the_journal_package_says_it_where_the_file_would_be(
    cast: Cast,
    over: Document,
    kim: User,
    client_of,
) -> None:
    run = carry_out(proposed(cast, "originals"), kim)
    answer = client_of(cast.lene).get(reverse("meeting_journal", args=[over.meetings.get().pk]))
    pack = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    (name,) = [name for name in pack.namelist() if name.startswith("referat/")]
    assert f"sletteattest {run.pk}" in pack.read(name).decode()


def test_a_file_that_could_not_be_read_goes_and_is_not_read_again(
    cast: Cast,
    over: Document,
    kim: User,
    client_of,
) -> None:
    stopped = Document.objects.create(
        name="x.pdf",
        sha256="f" * 64,
        size=1,
        file="documents/x",
        uploaded_at=CLOSED_AT,
        uploaded_by=cast.lene,
        committee=cast.committee,
        stage="rejected",
        problems=["Filen er tom."],
    )
    assert "Læs igen" in client_of(cast.lene).get(reverse("document", args=[stopped.pk])).text
    carry_out(proposed(cast, "originals"), kim)
    stopped.refresh_from_db()
    assert stopped.original_erased_at
    assert "Læs igen" not in client_of(cast.lene).get(reverse("document", args=[stopped.pk])).text
    with pytest.raises(DocumentNotStoppedError):
        document_retry(document=stopped, by=cast.lene, now=DAY_AFTER)


def test_all_is_taken_along_without_the_file_that_went(
    cast: Cast,
    over: Document,
    kim: User,
    tmp_path: Path,
) -> None:
    carry_out(proposed(cast, "originals"), kim)
    manifest = export_all(tmp_path / "alt", by=cast.bo, now=DAY_AFTER)
    assert not [place for place in manifest["files"] if place.startswith("files/documents/")]
