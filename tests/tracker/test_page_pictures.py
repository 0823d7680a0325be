"""Where as many pages are drawn as may be, the browser is told to come again."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import Document, Event, Page
from meetings.services import pictures
from tracker.web import item_clip, page_pictures


@pytest.fixture
def addresses(action_item):
    document = action_item.agenda_item.meeting.document
    Page.objects.create(
        document=document, number=1, width=400, height=300, start=0, end=len(document.text)
    )
    action_item.commitment.boxes = [{"page": 1, "x0": 50, "top": 38, "x1": 350, "bottom": 52}]
    action_item.commitment.save(update_fields=["boxes"])
    return {
        "page": reverse("page_picture", args=[document.pk, 1]),
        "clip": reverse("action_item_clip", args=[action_item.pk]),
    }


@pytest.mark.parametrize("name", ["page", "clip"])
def test_a_picture_that_must_wait_is_asked_for_again(cast, addresses, client_of, monkeypatch, name):
    monkeypatch.setattr(pictures, "DRAW_SECONDS", 0.05)
    with pictures._drawing, pictures._drawing:
        answer = client_of(cast.lene).get(addresses[name])
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.fixture
def drawn(meeting, monkeypatch):
    """Give the address of a page that is drawn, with the scales that were asked for."""
    scales = []

    def draw(*, document, number, scale):
        scales.append(scale)
        return b"\x89PNG"

    monkeypatch.setattr(page_pictures, "page_picture", draw)
    Page.objects.create(document=meeting.document, number=1, width=400, height=300, start=0, end=9)
    return reverse("page_picture", args=[meeting.document_id, 1]), scales


def test_a_picture_is_kept_by_one_browser_and_asked_for_anew(cast, client_of, drawn):
    url, scales = drawn
    client = client_of(cast.lene)
    first = client.get(url)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    assert scales == [2.0]


def test_a_kept_picture_is_of_no_use_to_who_may_not_open_the_file(cast, client_of, drawn):
    url, _scales = drawn
    etag = client_of(cast.lene).get(url)["ETag"]
    assert client_of(cast.eva).get(url, headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize("closed", ["item", "words"])
def test_of_a_file_with_something_closed_nothing_is_kept(cast, client_of, drawn, meeting, closed):
    url, _scales = drawn
    client = client_of(cast.lene)
    etag = client.get(url)["ETag"]
    if closed == "item":
        meeting.agenda_items.filter(number="2").update(is_closed=True)
    else:
        Document.objects.update(mentions_closed=True)
    answer = client.get(url)
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert client.get(url, headers={"if-none-match": etag})["Cache-Control"] == "private, no-store"


def looks() -> list[tuple[str, int, str]]:
    seen = Event.objects.filter(kind=Event.Kind.VIEWED).order_by("pk")
    return [(one.subject, one.subject_id, one.by.username) for one in seen]


def test_who_looks_at_pages_with_something_closed_is_written_down(cast, client_of, drawn, meeting):
    cache.clear()
    url, _scales = drawn
    client = client_of(cast.lene)
    etag = client.get(url)["ETag"]
    assert looks() == []
    meeting.agenda_items.filter(number="2").update(is_closed=True)
    assert client_of(cast.ib).get(url).status_code == 404
    assert looks() == []
    assert client.get(url).status_code == 200
    assert looks() == [("document", meeting.document_id, "lene")]
    # Page after page is one view; another person's is another.
    client.get(url, {"skala": "4"})
    client_of(cast.bo).get(url)
    assert looks() == [("document", meeting.document_id, who) for who in ("lene", "bo")]
    cache.clear()
    # A picture that the browser had kept from before is looked at as well.
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    assert len(looks()) == 3


def test_the_words_of_an_item_closed_by_hand_are_looked_at_in_an_open_file(
    cast, addresses, client_of, action_item, monkeypatch
):
    cache.clear()
    monkeypatch.setattr(item_clip, "clip_picture", lambda **_how: b"\x89PNG")
    client = client_of(cast.lene)
    assert client.get(addresses["clip"])["Cache-Control"] == "private, max-age=3600"
    assert looks() == []
    ActionItem.objects.filter(pk=action_item.pk).update(is_closed=True)
    for _time in range(2):
        assert client.get(addresses["clip"])["Cache-Control"] == "private, no-store"
    assert looks() == [("action_item", action_item.pk, "lene")]


def test_a_sharper_picture_is_another_one_and_no_other_size_is_drawn(cast, client_of, drawn):
    url, scales = drawn
    client = client_of(cast.lene)
    plain, sharp = client.get(url), client.get(url, {"skala": "4"})
    assert plain["ETag"] != sharp["ETag"]
    assert scales == [2.0, 4.0]
    for size in ("400", "1e9", "-1", "x"):
        assert client.get(url, {"skala": size}).status_code == 404
    assert scales == [2.0, 4.0]


def test_the_page_offers_both_pictures_the_large_one_and_the_text(cast, client_of, drawn, meeting):
    url, _scales = drawn
    Page.objects.update(end=len(meeting.document.text))
    Document.objects.update(text_source="text layer")
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert f'srcset="{url} 800w, {url}?skala=4 1600w"' in page
    assert "Se side 1 i stort format" in page
    assert "Teksten på side 1" in page
    assert "Udvalget ønskede et notat" in page[page.index("Teksten på side 1") :]
