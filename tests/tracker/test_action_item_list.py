"""The list of follow-ups: who sees what, narrowed, turned and as a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse

from actions.models import ActionItem
from tests.cast import TODAY, Cast, make_action_item, make_meeting
from tests.tracker.item_pages import (
    a_tuesday_morning,
    closed_item,
    rows_of,
)

__all__ = ["a_tuesday_morning", "closed_item"]


class TestTheList:
    def test_the_secretary_sees_what_belongs_to_the_committee(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"))
        assert action_item.task in answer.content.decode()

    @pytest.mark.parametrize("stranger", ["eva", "ulla"])
    def test_others_see_an_empty_list_that_says_so(self, cast, action_item, client_of, stranger):
        answer = client_of(getattr(cast, stranger)).get(reverse("action_items"))
        page = answer.content.decode()
        assert action_item.task not in page
        assert "Her er ingen åbne opgaver." in page

    def test_nobody_sees_it_without_a_login(self, client, action_item):
        answer = client.get(reverse("action_items"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("login"))

    def test_an_overdue_item_says_so_in_words(self, cast, action_item, client_of):
        ActionItem.objects.update(deadline=TODAY - timedelta(days=3))
        page = client_of(cast.lene).get(reverse("action_items")).content.decode()
        assert "3 dage over fristen" in page

    def test_on_the_day_itself_nothing_is_overdue(self, cast, action_item, client_of):
        ActionItem.objects.update(deadline=TODAY)
        page = client_of(cast.lene).get(reverse("action_items")).content.decode()
        assert "over fristen" not in page

    def test_the_nearest_deadline_comes_first_and_none_comes_last(self, cast, meeting, client_of):
        undated = make_action_item(meeting, owner_person=cast.anna_holm, deadline=None)
        far = make_action_item(meeting, owner_person=cast.anna_holm, deadline=date(2026, 9, 1))
        near = make_action_item(meeting, owner_person=cast.anna_holm, deadline=date(2026, 3, 9))
        answer = client_of(cast.lene).get(reverse("action_items"))
        assert [row.pk for row in answer.context["rows"]] == [near.pk, far.pk, undated.pk]

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ("status=open", True),
            ("status=late", False),
            ("status=undated", False),
            ("status=done", False),
            ("status=all", True),
            ("deadline_from=2026-04-01&deadline_to=2026-04-01", True),
            ("deadline_from=2026-04-02", False),
            ("text=SVØMMEHALLENS", True),
            ("text=notat om (", False),
            ("text=vandværk", False),
            ("owner=none", False),
        ],
    )
    def test_the_address_narrows_the_list(self, cast, action_item, client_of, query, is_found):
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert answer.status_code == 200
        assert bool(answer.context["rows"]) is is_found

    def test_it_can_be_narrowed_to_committee_unit_and_owner(self, cast, action_item, client_of):
        query = (
            f"committee={cast.committee.pk}&unit={cast.directorate.pk}"
            f"&owner=person:{cast.anna_holm.pk}"
        )
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert [row.pk for row in answer.context["rows"]] == [action_item.pk]

    def test_units_that_do_not_occur_are_no_choice(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        page = client.get(reverse("action_items")).text
        assert cast.unit.name in page
        assert cast.directorate.name in page
        assert cast.other_unit.name not in page
        answer = client.get(reverse("action_items"), {"unit": str(cast.other_unit.pk)})
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "query", ["status=nonsense", "deadline_from=31-02-2026", "committee=99999", "owner=x:1"]
    )
    def test_a_filter_that_cannot_be_read_shows_nothing(self, cast, action_item, client_of, query):
        answer = client_of(cast.lene).get(f"{reverse('action_items')}?{query}")
        assert answer.status_code == 422
        assert action_item.task not in answer.content.decode()

    def test_the_choices_name_nobody_elses_committee(self, cast, action_item, client_of):
        page = client_of(cast.eva).get(reverse("action_items")).content.decode()
        assert cast.committee.name not in page
        assert cast.anna_holm.name not in page

    def test_a_fragment_has_the_list_alone(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"), headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()
        assert action_item.task in answer.content.decode()
        assert "HX-Request" in answer["Vary"]

    def test_fifty_stand_on_a_page(self, cast, client_of):
        make_many(cast, 51)
        client = client_of(cast.lene)
        first = client.get(reverse("action_items")).context
        assert len(first["rows"]) == 50
        second = client.get(reverse("action_items"), {"efter": first["page"].after}).context
        assert len(second["rows"]) == 1

    def test_a_full_list_costs_no_more_questions(
        self, cast, client_of, django_assert_max_num_queries
    ):
        make_many(cast, 51)
        client = client_of(cast.lene)
        with django_assert_max_num_queries(12):
            client.get(reverse("action_items"))


def make_many(cast: Cast, count: int) -> None:
    for number in range((count + 2) // 3):
        meeting = make_meeting(cast.committee, sha256=f"{number:064}")
        for _place in range(min(3, count - 3 * number)):
            make_action_item(meeting, owner_person=cast.anna_holm)


class TestMine:
    def test_the_owner_sees_her_own(self, cast, action_item, client_of):
        page = client_of(cast.anna).get(reverse("my_items")).content.decode()
        assert action_item.task in page

    def test_others_do_not(self, cast, action_item, client_of):
        page = client_of(cast.lene).get(reverse("my_items")).content.decode()
        assert action_item.task not in page

    def test_what_has_not_been_sent_is_not_hers_yet(self, cast, meeting, client_of):
        action_item = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
        page = client_of(cast.anna).get(reverse("my_items")).content.decode()
        assert action_item.task not in page


class TestCsv:
    def test_it_holds_what_is_shown(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert answer["Content-Disposition"].startswith("attachment")
        whole = b"".join(answer)
        assert whole.startswith("\ufeff".encode())
        _header, row = csv.reader(io.StringIO(whole.decode("utf-8-sig")), delimiter=";")
        assert row[1] == action_item.task
        assert row[3] == "2026-04-01"

    def test_what_is_not_shown_is_not_in_it(self, cast, action_item, client_of):
        client = client_of(cast.eva)
        answer = client.get(reverse("action_items"), {"format": "csv", "status": "all"})
        assert len(rows_of(answer)) == 1

    def test_a_filter_that_cannot_be_read_gives_no_file(self, cast, action_item, client_of):
        answer = client_of(cast.lene).get(
            reverse("action_items"), {"format": "csv", "status": "nonsense"}
        )
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "payload",
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "|cmd",
            "%0A",
            "  =1+1",
            "\n=1",
            "\u00a0=1",
        ],
    )
    def test_a_spreadsheet_runs_nothing(self, cast, action_item, client_of, payload):
        ActionItem.objects.update(task=payload)
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert rows_of(answer)[1][1] == f"'{payload}"

    def test_an_ordinary_sentence_is_left_alone(self, cast, action_item, client_of):
        ActionItem.objects.update(task="Ring til 12 = tolv; og skriv")
        answer = client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
        assert rows_of(answer)[1][1] == "Ring til 12 = tolv; og skriv"
