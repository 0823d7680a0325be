"""What must not be erased for now: set with a reason, seen on its pages, lifted, written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from meetings.models import Document, Event, Hold, Meeting, Role
from meetings.services.holds import hold_set, holds_covering
from tests.cast import NOW, Cast
from tracker.web.fresh import SHOWN
from tracker.web.holds import page_of

pytestmark = pytest.mark.django_db

WHY = {"reason": "Klagesag ved Ankestyrelsen"}


@pytest.fixture
def rows(cast: Cast, meeting: Meeting) -> dict[str, object]:
    return {
        "document": meeting.document,
        "meeting": meeting,
        "committee": cast.committee,
        "person": cast.anna_holm,
    }


def hold_at(row, client, kind: str):
    return client.post(reverse("hold", args=[kind, row.pk]), WHY)


@pytest.mark.parametrize("kind", ["document", "meeting", "committee", "person"])
def test_a_hold_is_set_shown_lifted_and_written_down(
    cast: Cast, rows, client_of, kind: str
) -> None:
    bo, row = client_of(cast.bo), rows[kind]
    assert hold_at(row, bo, kind).status_code == 302
    for user in (cast.bo, cast.lene):
        page = client_of(user).get(page_of(kind, row.pk)).text
        assert "Må ikke slettes" in page
        assert WHY["reason"] in page
    assert WHY["reason"] in bo.get(reverse("holds")).text
    lift = reverse("hold_lift", args=[kind, row.pk])
    assert bo.post(lift, {"reason": "Sagen er afgjort"}).status_code == 302
    assert WHY["reason"] not in client_of(cast.lene).get(page_of(kind, row.pk)).text
    assert "Sagen er afgjort" in bo.get(reverse("holds")).text
    events = Event.objects.filter(kind__in=["hold_set", "hold_lifted"]).order_by("pk")
    assert [(event.subject_id, event.kind, event.by) for event in events] == [
        (row.pk, "hold_set", cast.bo),
        (row.pk, "hold_lifted", cast.bo),
    ]


def test_a_reader_sees_the_hold_and_not_why(cast: Cast, rows, client_of) -> None:
    hold_at(rows["meeting"], client_of(cast.bo), "meeting")
    page = client_of(cast.ib).get(page_of("meeting", rows["meeting"].pk)).text
    assert "Må ikke slettes" in page
    assert WHY["reason"] not in page
    assert reverse("hold", args=["meeting", rows["meeting"].pk]) not in page


def test_a_secretary_of_another_committee_who_reads_here_does_not_see_why(
    cast: Cast, rows, client_of
) -> None:
    Role.objects.create(user=cast.ib, kind="secretary", committee=cast.other_committee)
    for kind in ("meeting", "document", "committee"):
        hold_at(rows[kind], client_of(cast.bo), kind)
        page = client_of(cast.ib).get(page_of(kind, rows[kind].pk)).text
        assert "Må ikke slettes" in page, kind
        assert WHY["reason"] not in page, kind
        assert WHY["reason"] in client_of(cast.lene).get(page_of(kind, rows[kind].pk)).text, kind


def test_a_hold_on_a_file_that_is_another_committees_too_tells_neither_its_name_nor_why(
    cast: Cast, rows, client_of
) -> None:
    meeting = rows["meeting"]
    Document.objects.update(name="opsigelse-af-lejer.pdf")
    hold_at(meeting.document, client_of(cast.bo), "document")
    address = page_of("meeting", meeting.pk)
    assert "opsigelse-af-lejer.pdf" in client_of(cast.lene).get(address).text
    Meeting.objects.create(
        document=meeting.document, position=1, committee=cast.other_committee, title="Andet møde"
    )
    page = client_of(cast.lene).get(address).text
    assert "Må ikke slettes" in page
    assert "opsigelse-af-lejer.pdf" not in page
    assert WHY["reason"] not in page


def test_without_a_reason_nothing_is_set_and_nothing_is_lifted(cast: Cast, rows, client_of) -> None:
    bo, row = client_of(cast.bo), rows["person"]
    assert bo.post(reverse("hold", args=["person", row.pk])).status_code == 422
    assert not Hold.objects.exists()
    hold_at(row, bo, "person")
    assert bo.post(reverse("hold_lift", args=["person", row.pk])).status_code == 422
    assert Hold.objects.standing().exists()


def test_twice_is_once(cast: Cast, rows, client_of) -> None:
    bo, row = client_of(cast.bo), rows["committee"]
    hold_at(row, bo, "committee")
    assert (
        "Der står allerede et forbud"
        in bo.post(reverse("hold", args=["committee", row.pk]), WHY, follow=True).text
    )
    assert Hold.objects.count() == 1
    bo.post(reverse("hold_lift", args=["committee", row.pk]), WHY)
    again = bo.post(reverse("hold_lift", args=["committee", row.pk]), WHY, follow=True)
    assert "Der står intet forbud" in again.text
    assert Event.objects.filter(kind="hold_lifted").count() == 1


def test_a_hold_is_lifted_with_a_fresh_password_alone(cast: Cast, rows, client_of) -> None:
    bo, row = client_of(cast.bo), rows["person"]
    hold_at(row, bo, "person")
    session = bo.session
    session[SHOWN] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    answer = bo.post(reverse("hold_lift", args=["person", row.pk]), WHY)
    assert answer.url.startswith(reverse("login_again"))
    assert Hold.objects.standing().exists()


def test_a_hold_reaches_what_hangs_on_it_and_nothing_else(cast: Cast, rows) -> None:
    meeting, document = rows["meeting"], rows["document"]
    other = Meeting.objects.create(
        document=document,
        position=1,
        committee=cast.other_committee,
        title="Et andet",
        date_source="header",
    )
    hold = hold_set(row=cast.committee, reason="Sag", by=cast.bo, now=NOW)
    assert list(holds_covering(meeting)) == [hold]
    assert list(holds_covering(document)) == [hold]
    assert not holds_covering(other)
    assert not holds_covering(cast.other_committee)
    assert not holds_covering(cast.anna_holm)


def test_the_database_takes_no_hold_on_two_things_or_none(cast: Cast, rows) -> None:
    for fields in ({}, {"meeting": rows["meeting"], "person": cast.anna_holm}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(reason="Sag", set_by=cast.bo, set_at=NOW, **fields)


def test_an_unknown_kind_is_not_found(cast: Cast, client_of) -> None:
    assert client_of(cast.bo).get(reverse("hold", args=["enhed", 1])).status_code == 404
