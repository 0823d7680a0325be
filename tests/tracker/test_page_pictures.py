"""Where as many pages are drawn as may be, the browser is told to come again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import Page
from meetings.services import pictures


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
