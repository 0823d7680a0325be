"""What comes again and again: the next is made when the last is closed, once, until it stops."""

from __future__ import annotations

from datetime import date

import pytest

from actions.exceptions import ChangedMeanwhileError, NotAnsweredError
from actions.models import ActionItem, CoOwner
from actions.policy import next_deadline, read_recurrence
from actions.services.action_items import action_item_cancel, action_item_reopen
from actions.services.answers import action_item_answer, answer_accept
from actions.services.extensions import deadline_postpone
from actions.services.recurring import recurrence_set
from meetings.models import Committee, Event
from tests.actions.outbox import assign, one_round
from tests.cast import NOW, Cast

SAYS = {
    "monthly": ["månedligt", "hver måned", "en gang om måneden", "den 1. mandag i hver måned"],
    "quarterly": ["kvartalsvis", "hvert kvartal", "fire gange om året", "hver tredje måned"],
    "half-yearly": ["to gange årligt", "2 x årligt", "halvårligt", "hvert halve år"],
    "yearly": ["årligt", "hvert år", "én gang om året"],
    "": ["løbende", "ugentligt", "hvert andet år", "to gange om måneden", "tre gange årligt", ""],
}


@pytest.mark.pure
@pytest.mark.parametrize(("every", "words"), [(e, w) for e, many in SAYS.items() for w in many])
def test_the_words_say_how_often(every: str, words: str) -> None:
    assert read_recurrence(words) == every


@pytest.mark.pure
@pytest.mark.parametrize(
    ("deadline", "every", "today", "next_one"),
    [
        (date(2026, 4, 1), "monthly", date(2026, 3, 3), date(2026, 5, 1)),
        (date(2026, 1, 31), "monthly", date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), "monthly", date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 1, 30), "monthly", date(2026, 1, 30), date(2026, 2, 28)),
        (date(2026, 4, 1), "quarterly", date(2026, 12, 24), date(2027, 1, 1)),
        (date(2026, 12, 15), "half-yearly", date(2026, 12, 1), date(2027, 6, 15)),
        (date(2024, 2, 29), "yearly", date(2024, 2, 20), date(2025, 2, 28)),
        (None, "yearly", date(2026, 3, 3), date(2027, 3, 3)),
    ],
)
def test_the_next_one_is_due_in_the_rhythm_and_ahead(deadline, every, today, next_one) -> None:
    assert next_deadline(deadline, every, today=today) == next_one


@pytest.mark.pure
@pytest.mark.parametrize(
    ("deadlines", "next_one"),
    [
        ([date(2026, 2, 28), date(2026, 1, 30)], date(2026, 3, 30)),
        ([date(2026, 4, 30), date(2026, 3, 30)], date(2026, 5, 30)),
        ([date(2026, 4, 30), date(2026, 3, 31)], date(2026, 5, 31)),
        ([date(2026, 2, 28), date(2026, 1, 31)], date(2026, 3, 31)),
        # Somebody moved it to the end of the month.
        ([date(2026, 2, 28), date(2026, 1, 15)], date(2026, 3, 31)),
        ([date(2026, 2, 28), None], date(2026, 3, 31)),
    ],
)
def test_a_short_month_does_not_move_the_day_of_the_series(deadlines, next_one) -> None:
    now, *earlier = deadlines
    assert next_deadline(now, "monthly", today=now, earlier=earlier) == next_one


@pytest.fixture
def monthly(action_item: ActionItem) -> ActionItem:
    ActionItem.objects.filter(pk=action_item.pk).update(recurrence="monthly")
    action_item.refresh_from_db()
    assign(action_item)
    return action_item


def answer(item: ActionItem, cast: Cast) -> None:
    item.refresh_from_db()
    action_item_answer(
        action_item=item,
        deadline_version=item.deadline_version,
        note="",
        by=cast.anna,
        by_name="Anna Holm",
        now=NOW,
    )


def test_closing_one_makes_the_next_with_the_same_words_and_owners(
    cast: Cast, monthly: ActionItem
) -> None:
    CoOwner.objects.create(action_item=monthly, unit=cast.other_unit, added_at=NOW)
    answer(monthly, cast)
    assert not hasattr(monthly, "renewal")
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    renewed = monthly.renewal
    assert renewed.deadline == date(2026, 5, 1)
    assert (renewed.task, renewed.owner, renewed.quote) == (
        monthly.task,
        monthly.owner,
        monthly.quote,
    )
    assert (renewed.recurrence, renewed.status) == ("monthly", "open")
    assert [one.owner for one in renewed.co_owners.standing()] == [cast.other_unit]
    told = Event.objects.get(kind=Event.Kind.RENEWED)
    assert told.subject_id == monthly.pk
    assert told.note == f"Næste gang er opgave {renewed.pk} med frist den 1. maj 2026."
    made = Event.objects.get(kind=Event.Kind.CREATED, subject_id=renewed.pk)
    assert made.note == f"Gentages hver måned. Forrige gang var opgave {monthly.pk}."


def test_opened_and_closed_again_it_makes_no_second_one(cast: Cast, monthly: ActionItem) -> None:
    answer(monthly, cast)
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    action_item_reopen(action_item=monthly, by=cast.lene, now=NOW)
    answer(monthly, cast)
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert ActionItem.objects.filter(renewal_of=monthly).count() == 1
    with pytest.raises(NotAnsweredError):
        answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert ActionItem.objects.count() == 2


def test_where_the_answer_closes_it_the_owner_hears_of_the_next_in_the_next_mail(
    cast: Cast, monthly: ActionItem, mailoutbox
) -> None:
    Committee.objects.update(closes_on_answer=True)
    answer(monthly, cast)
    one_round(NOW)
    (sent,) = mailoutbox
    assert sent.subject == f"Ny opgave: {monthly.task}"
    assert "Frist fredag 1. maj 2026" in sent.body


def test_the_series_goes_on_from_the_one_that_was_made(cast: Cast, monthly: ActionItem) -> None:
    for _round in range(3):
        answer(monthly, cast)
        answer_accept(action_item=monthly, by=cast.lene, now=NOW)
        monthly = monthly.renewal
    assert monthly.deadline == date(2026, 7, 1)


def test_a_day_that_february_lacks_is_the_day_again_in_march(
    cast: Cast, monthly: ActionItem
) -> None:
    ActionItem.objects.update(deadline=date(2027, 1, 30))
    days = []
    for _round in range(4):
        answer(monthly, cast)
        answer_accept(action_item=monthly, by=cast.lene, now=NOW)
        monthly = monthly.renewal
        days.append((monthly.deadline.month, monthly.deadline.day))
    assert days == [(2, 28), (3, 30), (4, 30), (5, 30)]


def postpone(item: ActionItem, day: date, cast: Cast) -> None:
    item.refresh_from_db()
    deadline_postpone(
        action_item=item, version=item.version, deadline=day, reason="Sygdom", by=cast.lene, now=NOW
    )


def test_put_off_twice_the_series_keeps_its_day(cast: Cast, monthly: ActionItem) -> None:
    ActionItem.objects.update(deadline=date(2026, 3, 30), recurrence="quarterly")
    postpone(monthly, date(2026, 4, 8), cast)
    postpone(monthly, date(2026, 4, 16), cast)
    answer(monthly, cast)
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert monthly.renewal.deadline == date(2026, 6, 30)


def test_a_day_that_somebody_sets_after_it_was_put_off_is_the_day_of_the_series(
    cast: Cast, monthly: ActionItem
) -> None:
    postpone(monthly, date(2026, 4, 8), cast)
    ActionItem.objects.update(deadline=date(2026, 4, 20))
    answer(monthly, cast)
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert monthly.renewal.deadline == date(2026, 5, 20)


def test_stopped_or_lapsed_nothing_comes_again(cast: Cast, monthly: ActionItem) -> None:
    common = {"action_item": monthly, "by": cast.lene, "now": NOW}
    with pytest.raises(ChangedMeanwhileError):
        recurrence_set(every="", version=monthly.version - 1, **common)
    recurrence_set(every="", version=monthly.version, **common)
    assert Event.objects.latest("pk").changes == {"recurrence": ["hver måned", None]}
    answer(monthly, cast)
    answer_accept(**common)
    assert ActionItem.objects.count() == 1


def test_what_lapses_ends_the_series(cast: Cast, monthly: ActionItem) -> None:
    action_item_cancel(action_item=monthly, reason="Udgår", by=cast.lene, now=NOW)
    assert ActionItem.objects.count() == 1


def test_who_has_left_gets_no_next_one(cast: Cast, monthly: ActionItem) -> None:
    answer(monthly, cast)
    cast.anna_holm.is_active = False
    cast.anna_holm.save()
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert monthly.renewal.owner == cast.unit


def test_a_closed_one_stays_closed_the_next_time(cast: Cast, monthly: ActionItem) -> None:
    ActionItem.objects.filter(pk=monthly.pk).update(is_closed=True)
    answer(monthly, cast)
    answer_accept(action_item=monthly, by=cast.lene, now=NOW)
    assert monthly.renewal.is_closed
