"""How well the reader reads: what was decided on its suggestions, rule by rule."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actions.models import Commitment
from actions.services.commitments import commitment_accept, commitment_reject
from meetings.models import Meeting
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

URL = "reading_quality"


@pytest.fixture
def decided(cast: Cast, meeting: Meeting) -> None:
    first, second, _third = Commitment.objects.order_by("start")
    commitment_accept(
        commitment=first,
        task=first.task,
        owner_person=None,
        owner_unit=cast.unit,
        deadline=None,
        by=cast.lene,
        now=NOW,
    )
    commitment_reject(commitment=second, reason="Er allerede gjort", by=cast.lene, now=NOW)


def test_the_page_counts_what_was_decided_and_says_where_it_is_too_little(
    decided, cast: Cast, client_of
) -> None:
    page = client_of(cast.lene).get(reverse(URL)).text
    assert "Der er truffet 2 beslutninger om forslag. 50 % blev godkendt." in page
    assert "»X følger op«" in page
    assert "for få til at sige noget" in page
    assert "Sikker (2)" in page
    assert "Er allerede gjort: 1" in page


def test_from_ten_decisions_on_a_rule_has_its_share(decided, cast: Cast, client_of) -> None:
    rejected = Commitment.objects.get(status="rejected")
    for start in range(8):
        rejected.pk, rejected.start, rejected.end = None, start, start + 1
        rejected.save()
    page = client_of(cast.lene).get(reverse(URL)).text
    assert "10 %" in page
    assert '<td data-label="Godkendt">for få' not in page


def test_others_committees_count_elsewhere(decided, cast: Cast, client_of) -> None:
    page = client_of(cast.eva).get(reverse(URL)).text
    assert "Der er ikke taget stilling til nogen forslag endnu." in page
    assert client_of(cast.ib).get(reverse(URL)).status_code == 403
    assert "2 beslutninger" in client_of(cast.bo).get(reverse(URL)).text
