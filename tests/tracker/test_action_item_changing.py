"""A follow-up is changed on its page: by its secretary, against what was shown."""

from __future__ import annotations

from datetime import date

import pytest

from actions.models import ActionItem
from meetings.models import Person, Unit
from tests.tracker.item_pages import (
    REFUSALS,
    a_tuesday_morning,
    address,
    change_of,
    closed_item,
    page_of,
)

__all__ = ["a_tuesday_morning", "closed_item"]


class TestChanging:
    def test_the_secretary_sets_a_new_deadline(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        answer = client.post(
            address("action_item_change", action_item),
            change_of(action_item, deadline="2026-05-01"),
            follow=True,
        )
        page = answer.content.decode()
        assert "Rettelsen er gemt." in page
        assert "Frist: 01-04-2026 → 01-05-2026" in page
        action_item.refresh_from_db()
        assert action_item.deadline == date(2026, 5, 1)

    def test_a_unit_can_be_given_the_work(self, cast, action_item, client_of):
        client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Teknik og Miljø"),
        )
        action_item.refresh_from_db()
        assert (action_item.owner_person, action_item.owner_unit) == (None, cast.other_unit)

    def test_the_second_of_two_is_told_and_nothing_is_lost(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        shown = change_of(action_item)
        client.post(address("action_item_change", action_item), {**shown, "task": "Den første"})
        answer = client.post(
            address("action_item_change", action_item), {**shown, "task": "Den anden"}
        )
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Intet er gemt" in page
        assert "<dd>Den anden</dd>" in page
        assert ActionItem.objects.get().task == "Den første"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("task", ""),
            ("owner", ""),
            ("owner", "Ukendt Person"),
            ("deadline", "31-04-2026"),
            ("deadline", "2026-03-01"),
        ],
    )
    def test_what_cannot_be_is_refused(self, cast, action_item, client_of, field, value):
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item), change_of(action_item, **{field: value})
        )
        assert answer.status_code == 422
        action_item.refresh_from_db()
        assert action_item.version == 1

    def test_who_has_left_since_may_keep_what_is_theirs(self, cast, action_item, client_of):
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        client = client_of(cast.lene)
        shown = client.get(page_of(action_item)).context["forms"]["change"]["owner"].value()
        client.post(
            address("action_item_change", action_item),
            change_of(action_item, owner=shown, task="Nyt"),
        )
        action_item.refresh_from_db()
        assert (action_item.task, action_item.owner) == ("Nyt", cast.anna_holm)

    @pytest.mark.parametrize(
        ("first", "last"), [(None, date(2026, 3, 2)), (date(2026, 3, 4), None)]
    )
    def test_a_unit_that_is_not_there_today_cannot_be_given_work(
        self, cast, action_item, client_of, first, last
    ):
        Unit.objects.filter(pk=cast.other_unit.pk).update(valid_from=first, valid_to=last)
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Teknik og Miljø"),
        )
        assert answer.status_code == 422
        assert "Vi finder ikke »Teknik og Miljø« i registret" in answer.text

    def test_a_deadline_in_another_age_is_refused(self, cast, action_item, client_of):
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, deadline="2206-05-01"),
        )
        assert answer.status_code == 422
        assert "Den kan senest være 03-03-2036." in answer.text

    def test_somebody_who_has_left_cannot_be_given_new_work(self, cast, action_item, client_of):
        Person.objects.create(name="Gerda Lund", is_active=False)
        answer = client_of(cast.lene).post(
            address("action_item_change", action_item),
            change_of(action_item, owner="Gerda Lund"),
        )
        assert answer.status_code == 422

    @pytest.mark.parametrize("who", REFUSALS)
    @pytest.mark.parametrize(
        "name", ["action_item_change", "action_item_reopen", "action_item_cancel"]
    )
    def test_nobody_else_decides(self, cast, action_item, client_of, who, name):
        answer = client_of(getattr(cast, who)).post(
            address(name, action_item), {**change_of(action_item, task="Nyt"), "reason": "Nej"}
        )
        assert answer.status_code == REFUSALS[who]
        action_item.refresh_from_db()
        assert action_item.version == 1
