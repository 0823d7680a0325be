"""The manager's overview: the numbers, the lists behind them, and whom they are for."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem
from actions.services.reviews import meeting_settle
from meetings.models import AgendaItem, Meeting, Role
from tests.cast import NOW, TODAY, Cast, make_action_item, make_meeting
from tracker.reports.charts import Value, bar_chart

LABELS = (
    "åbne",
    "overskredne",
    "med frist inden 7 dage",
    "uden frist",
    "stille i 14 dage",
    "åbne, der er udsat",
    "besvarede, venter på godkendelse",
    "udført de sidste 30 dage",
)


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def items(cast: Cast) -> dict[str, ActionItem]:
    """One item of each kind that the figures count, and one that none of them does."""
    first = make_meeting(cast.committee)
    second = make_meeting(cast.committee, sha256="b" * 64)
    anna = cast.anna_holm
    made = {
        "late": make_action_item(first, owner_person=anna, deadline=TODAY - timedelta(days=12)),
        "today": make_action_item(first, owner_person=anna, deadline=TODAY),
        "week": make_action_item(first, owner_unit=cast.unit, deadline=TODAY + timedelta(days=7)),
        "far": make_action_item(second, owner_person=anna, deadline=TODAY + timedelta(days=8)),
        "undated": make_action_item(second, owner_person=anna, deadline=None),
        "done": make_action_item(second, owner_person=anna),
    }
    done = ActionItem.objects.filter(pk=made["done"].pk)
    done.update(status=ActionItem.Status.DONE, closed_at=NOW - timedelta(days=30))
    return made


def figures(answer) -> dict[str, int]:
    return {figure.label: figure.number for figure in answer.context["figures"]}


def test_it_counts_what_stands_where(cast, items, client_of):
    answer = client_of(cast.mads).get(reverse("overview"))
    assert figures(answer) == dict(zip(LABELS, (5, 1, 2, 1, 0, 0, 0, 1), strict=True))


@pytest.mark.parametrize("who", ["mads", "lene", "bo"])
@pytest.mark.parametrize("label", LABELS)
def test_behind_each_number_stand_as_many(cast, items, client_of, who, label):
    client = client_of(getattr(cast, who))
    answer = client.get(reverse("overview"))
    figure = next(figure for figure in answer.context["figures"] if figure.label == label)
    assert len(client.get(figure.url).context["rows"]) == figure.number


@pytest.mark.parametrize("who", ["lene", "ib", "mads", "bo"])
def test_behind_each_number_of_the_front_page_stand_as_many(cast, items, client_of, who):
    unsent = make_meeting(cast.committee, sha256="c" * 64)
    late = TODAY - timedelta(days=1)
    make_action_item(unsent, owner_person=cast.anna_holm, deadline=late, is_assigned=False)
    client = client_of(getattr(cast, who))
    lists = reverse("action_items")
    shown = [one for one in client.get("/").context["figures"] if one.url.startswith(lists)]
    assert [one.label for one in shown] == ["åbne opgaver", "overskredet frist"]
    for figure in shown:
        assert len(client.get(figure.url).context["rows"]) == figure.number


def test_what_was_done_longer_ago_is_left_out(cast, items, client_of):
    ActionItem.objects.filter(pk=items["done"].pk).update(closed_at=NOW - timedelta(days=31))
    answer = client_of(cast.mads).get(reverse("overview"))
    assert figures(answer)["udført de sidste 30 dage"] == 0


def test_the_worst_stand_first(cast, items, client_of):
    ActionItem.objects.filter(pk=items["week"].pk).update(deadline=TODAY - timedelta(days=1))
    owners = client_of(cast.mads).get(reverse("overview")).context["owners"]
    assert [(owner.row.name, owner.row.late, owner.row.days_late) for owner in owners] == [
        ("Anna Holm", 1, 12),
        ("Kultur og Fritid", 1, 1),
    ]


def test_behind_an_owners_numbers_stand_as_many(cast, items, client_of):
    client = client_of(cast.mads)
    for owner in client.get(reverse("overview")).context["owners"]:
        assert len(client.get(owner.open_url).context["rows"]) == owner.row.open
        assert len(client.get(owner.late_url).context["rows"]) == owner.row.late


def test_another_manager_sees_none_of_it(cast, items, client_of):
    answer = client_of(cast.ulla).get(reverse("overview"))
    assert set(figures(answer).values()) == {0}
    assert "Anna Holm" not in answer.text
    assert "Her er intet at følge op på" in answer.text


def test_a_secretary_of_another_committee_sees_none_of_it(cast, items, client_of):
    answer = client_of(cast.eva).get(reverse("overview"))
    assert set(figures(answer).values()) == {0}
    assert "Anna Holm" not in answer.text


def test_a_manager_is_not_told_of_what_belongs_to_other_units(cast, items, client_of):
    ActionItem.objects.filter(pk=items["late"].pk).update(
        owner_person=None, owner_unit=cast.other_unit
    )
    Role.objects.create(user=cast.mads, kind=Role.Kind.READER, committee=cast.committee)
    answer = client_of(cast.mads).get(reverse("overview"))
    assert figures(answer)["overskredne"] == 0
    assert "Teknik og Miljø" not in answer.text


@pytest.mark.parametrize("who", ["ib", "anna"])
def test_it_is_not_for_readers_and_owners(cast, items, client_of, who):
    assert client_of(getattr(cast, who)).get(reverse("overview")).status_code == 403


def test_nobody_sees_it_without_a_login(client, items):
    assert client.get(reverse("overview")).status_code == 302


def test_closed_items_are_not_counted_for_the_manager(cast, items, client_of):
    AgendaItem.objects.update(is_closed=True)
    answer = client_of(cast.mads).get(reverse("overview"))
    assert set(figures(answer).values()) == {0}
    assert client_of(cast.lene).get(reverse("overview")).context["figures"][0].number == 5


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, "0-7 dage"),
        (7, "0-7 dage"),
        (8, "8-30 dage"),
        (30, "8-30 dage"),
        (31, "31-90 dage"),
        (90, "31-90 dage"),
        (91, "over 90 dage"),
    ],
)
def test_an_open_item_is_as_old_as_its_meeting(cast, action_item, client_of, days, age):
    held_on = TODAY - timedelta(days=days)
    meeting = Meeting.objects.get()
    meeting_settle(
        meeting=meeting, committee=meeting.committee, held_on=held_on, by=cast.lene, now=NOW
    )
    chart = client_of(cast.mads).get(reverse("overview")).context["chart"]
    assert {bar.label: bar.value for bar in chart.bars if bar.value} == {age: 1}


def test_a_meeting_that_lost_its_date_is_not_left_out(cast, action_item, client_of):
    meeting = Meeting.objects.get()
    meeting_settle(
        meeting=meeting, committee=meeting.committee, held_on=None, by=cast.lene, now=NOW
    )
    chart = client_of(cast.mads).get(reverse("overview")).context["chart"]
    assert chart.total == 1


def test_the_chart_can_be_read_without_seeing_it(cast, action_item, client_of):
    page = client_of(cast.mads).get(reverse("overview")).text
    for part in ('role="img"', "<title", "<desc", "<table"):
        assert part in page


@pytest.mark.pure
def test_the_longest_bar_fills_the_chart_and_none_is_no_division_by_zero():
    half, full = bar_chart([Value("a", 2), Value("b", 4)]).bars
    assert half.width * 2 == full.width
    assert [bar.width for bar in bar_chart([Value("a", 0)]).bars] == [0]
    assert bar_chart([]).total == 0


def test_looking_changes_nothing(cast, items, client_of):
    before = list(ActionItem.objects.values())
    client_of(cast.mads).get(reverse("overview"))
    assert list(ActionItem.objects.values()) == before


def test_many_items_cost_no_more_questions(cast, items, client_of, django_assert_max_num_queries):
    client = client_of(cast.mads)
    with django_assert_max_num_queries(23):
        client.get(reverse("overview"))


def test_what_is_chosen_stays_in_the_address_of_each_list(cast, items, client_of):
    answer = client_of(cast.lene).get(reverse("overview"), {"committee": cast.committee.pk})
    assert all(f"committee={cast.committee.pk}" in one.url for one in answer.context["figures"])


@pytest.mark.parametrize(
    "narrowing",
    [{"closed_from": "i går"}, {"owner": "person:0"}, {"unit": "alle"}, {"committee": "x"}],
)
def test_a_choice_that_makes_no_sense_shows_nothing(cast, items, client_of, narrowing):
    answer = client_of(cast.lene).get(reverse("overview"), narrowing)
    assert answer.status_code == 422
    assert "owners" not in answer.context
    assert "figure-number" not in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
@pytest.mark.parametrize("name", ["closed_from", "closed_to"])
def test_days_at_the_ends_of_time_break_nothing(cast, items, client_of, day, name):
    for page in ("overview", "action_items"):
        assert client_of(cast.lene).get(reverse(page), {name: day}).status_code == 200
