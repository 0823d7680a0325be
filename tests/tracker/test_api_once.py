"""A call with a key is done once, however often it is sent; what was refused uses up no key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actions.models import ActionItem
from meetings.models import Document, Role
from tests.cast import Cast
from tests.tracker.api_calls import ITEMS, fields_refused, refused, send
from tracker.models import KeptAnswer
from tracker.tasks import tick

DOCUMENTS = "/api/v1/documents/"


@pytest.fixture
def lene(cast: Cast, client_of):
    return client_of(cast.lene)


def make(client, cast: Cast, *, task: str = "Ring", key: str = "nr-1"):
    body = {"committee": cast.committee.pk, "task": task, "owner": f"unit:{cast.unit.pk}"}
    return send(client, "POST", ITEMS, body, Idempotency_Key=key)


def upload(client, cast: Cast, content: bytes = b"Referat", *, key: str = "nr-1"):
    file = SimpleUploadedFile("referat.txt", content)
    body = {"file": file, "committee": cast.committee.pk}
    return client.post(DOCUMENTS, body, headers={"Idempotency-Key": key})


def test_the_same_call_gets_the_same_answer_and_makes_one(cast: Cast, lene) -> None:
    first, again = make(lene, cast), make(lene, cast)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert ("Idempotent-Replayed" in first, again["Idempotent-Replayed"]) == (False, "true")
    assert ActionItem.objects.count() == 1


def test_another_call_with_the_key_is_refused(cast: Cast, lene) -> None:
    make(lene, cast)
    refused(make(lene, cast, task="Skriv"), 422)
    refused(upload(lene, cast), 422)
    assert ActionItem.objects.count() == 1
    assert not Document.objects.exists()


def test_the_same_file_sent_again_is_no_conflict(cast: Cast, lene) -> None:
    first, again = upload(lene, cast), upload(lene, cast)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    refused(upload(lene, cast, b"Andet"), 422)
    told = refused(upload(lene, cast, key="nr-2"), 409)
    assert told["document"] == Document.objects.get().pk


def test_a_key_is_its_persons_own(cast: Cast, lene, client_of) -> None:
    make(lene, cast)
    assert make(client_of(cast.bo), cast, task="Skriv").status_code == 201
    assert ActionItem.objects.count() == 2


def test_what_was_refused_may_be_sent_again_put_right(cast: Cast, lene) -> None:
    assert fields_refused(make(lene, cast, task="")) == {"task"}
    assert make(lene, cast).status_code == 201


def test_a_kept_answer_is_not_told_to_who_may_not_see_it_any_more(cast: Cast, lene) -> None:
    item = make(lene, cast)
    assert item.status_code == 201
    Role.objects.filter(user=cast.lene).update(committee=cast.other_committee)
    lene.force_login(cast.lene)
    refused(make(lene, cast), 404)


@pytest.mark.parametrize("key", ["to ord", "æ", "x" * 256])
def test_a_key_of_another_kind_is_refused(cast: Cast, lene, key: str) -> None:
    assert fields_refused(make(lene, cast, key=key)) == {"Idempotency-Key"}
    assert not ActionItem.objects.exists()


def test_without_a_key_each_call_makes_one(cast: Cast, lene) -> None:
    body = {"committee": cast.committee.pk, "task": "Ring", "owner": f"unit:{cast.unit.pk}"}
    for _time in range(2):
        assert send(lene, "POST", ITEMS, body).status_code == 201
    assert ActionItem.objects.count() == 2


def test_answers_are_kept_for_two_days(cast: Cast, lene) -> None:
    make(lene, cast)
    for hours, is_kept in ((47, True), (49, False)):
        KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=hours))
        tick()
        assert KeptAnswer.objects.exists() is is_kept
