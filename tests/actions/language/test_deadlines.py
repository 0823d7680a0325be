"""What a deadline phrase means, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.language import Calendar, MonthDay, read_deadline
from actions.language.deadline_rules import RULES
from tests.actions.language import deadline_corpus as corpus

pytestmark = pytest.mark.pure
MEETING = date(2025, 5, 14)


def phrases(table: dict[date, list[str]]) -> list[tuple[str, date]]:
    return [(phrase, day) for day, listed in table.items() for phrase in listed]


DATED = phrases(corpus.DATED)
ALL_POSITIVE = [
    *(phrase for phrase, _ in DATED),
    *(phrase for phrase, _ in phrases(corpus.NOT_BEFORE)),
    *corpus.KEPT_AS_WORDS,
    *corpus.RECURRING,
]


@pytest.mark.parametrize(("phrase", "due"), DATED)
def test_a_phrase_means_its_last_day(phrase: str, due: date) -> None:
    deadline = read_deadline(phrase, meeting_date=MEETING)
    assert deadline is not None
    assert deadline.latest == due


LEADS = (
    "senest ",
    "inden ",
    "før ",
    "om ",
    "i ",
    "til ",
    "på ",
    "d. ",
    "primo ",
    "ultimo ",
    "uge ",
)


@pytest.mark.parametrize(("phrase", "due"), [pair for pair in DATED if pair[0].startswith(LEADS)])
def test_inside_a_sentence_the_words_are_cut_out_exactly(phrase: str, due: date) -> None:
    text = f"Maja sender planen {phrase}, og Bo tager imod."
    deadline = read_deadline(text, meeting_date=MEETING)
    assert deadline is not None
    assert deadline.latest == due
    assert text[deadline.start : deadline.end] == deadline.text


@pytest.mark.parametrize(("phrase", "day"), phrases(corpus.NOT_BEFORE))
def test_a_first_day_is_no_deadline(phrase: str, day: date) -> None:
    deadline = read_deadline(phrase, meeting_date=MEETING)
    assert deadline is not None
    assert (deadline.latest, deadline.not_before) == (None, day)


@pytest.mark.parametrize("phrase", corpus.KEPT_AS_WORDS)
def test_a_deadline_without_a_day_is_kept_as_words(phrase: str) -> None:
    deadline = read_deadline(phrase, meeting_date=MEETING)
    assert deadline is not None
    assert (deadline.latest, deadline.text) == (None, phrase)


@pytest.mark.parametrize("phrase", corpus.RECURRING)
def test_what_repeats_has_a_rhythm_and_no_day(phrase: str) -> None:
    deadline = read_deadline(phrase, meeting_date=MEETING)
    assert deadline is not None
    assert (deadline.latest, deadline.recurrence) == (None, phrase)


@pytest.mark.parametrize("text", corpus.NEGATIVE.strip().splitlines())
def test_what_only_looks_like_a_deadline_gives_no_day(text: str) -> None:
    deadline = read_deadline(text, meeting_date=MEETING)
    assert deadline is None or deadline.latest is None


def test_an_event_is_kept_as_a_condition() -> None:
    deadline = read_deadline("Bo sender planen, når tilbuddet er modtaget.", meeting_date=MEETING)
    assert deadline is not None
    assert deadline.condition == "når tilbuddet er modtaget"


def test_the_next_meeting_has_a_day_where_it_is_known() -> None:
    known = read_deadline("til næste møde", meeting_date=MEETING, next_meeting=date(2025, 6, 11))
    assert known is not None
    assert known.latest == date(2025, 6, 11)


def test_senest_counts_before_any_other_date() -> None:
    text = "Brevet fra 2. juni besvares, og svaret sendes senest 1. juli."
    deadline = read_deadline(text, meeting_date=MEETING)
    assert deadline is not None
    assert deadline.latest == date(2025, 7, 1)


def test_a_day_just_gone_by_is_what_the_talk_was_about() -> None:
    text = "Opfølgning på besøget d. 22. april."
    assert read_deadline(text, meeting_date=MEETING) is None


@pytest.mark.parametrize(
    "phrase", ["1. juni", "uge 34", "inden jul", "om 14 dage", "på fredag", "i marts"]
)
def test_without_a_meeting_date_nothing_is_guessed(phrase: str) -> None:
    deadline = read_deadline(phrase, meeting_date=None)
    assert deadline is None or deadline.latest is None


def test_without_a_meeting_date_a_full_date_still_stands() -> None:
    deadline = read_deadline("senest 1. juni 2025", meeting_date=None)
    assert deadline is not None
    assert deadline.latest == date(2025, 6, 1)


def test_a_municipality_may_have_its_own_summer() -> None:
    early = Calendar(last_before_summer=MonthDay(6, 20))
    deadline = read_deadline("inden sommerferien", meeting_date=MEETING, calendar=early)
    assert deadline is not None
    assert deadline.latest == date(2025, 6, 20)


def test_damaged_letters_are_read_only_where_the_file_is_damaged() -> None:
    sound = read_deadline("inden p4ske", meeting_date=MEETING)
    damaged = read_deadline("inden p4ske", meeting_date=MEETING, damaged=True)
    assert sound is None
    assert damaged is not None
    assert damaged.latest == date(2026, 4, 1)


def test_every_rule_is_in_the_corpus() -> None:
    found = {
        deadline.rule
        for phrase in [*ALL_POSITIVE, "når tilbuddet er modtaget"]
        if (deadline := read_deadline(phrase, meeting_date=MEETING))
    }
    assert {rule.name for rule in RULES} - found == set()


@settings(max_examples=300, deadline=None)
@given(
    phrase=st.sampled_from(ALL_POSITIVE),
    meeting=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    before=st.sampled_from(["", "Det sendes ", "Frist: ", "Udvalget orienteres "]),
)
def test_no_deadline_lies_before_its_meeting(phrase: str, meeting: date, before: str) -> None:
    deadline = read_deadline(before + phrase, meeting_date=meeting)
    assert deadline is None or deadline.latest is None or deadline.latest >= meeting


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789./-§ kl.ugedmajinst", max_size=40))
def test_wild_text_never_breaks_the_reader(text: str) -> None:
    deadline = read_deadline(text, meeting_date=MEETING)
    if deadline:
        assert text[deadline.start : deadline.end] == deadline.text
