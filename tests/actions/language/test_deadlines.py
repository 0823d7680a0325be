"""What a deadline phrase means, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.language import (
    Calendar,
    Deadline,
    MeetingPlan,
    MonthDay,
    NamedPeriod,
    read_deadline,
)
from actions.language.deadline_rules import RULES
from actions.language.lexicon.calendar import MONTHS as MONTH_NUMBERS
from tests.actions.language import deadline_corpus as corpus
from tests.actions.language import deadline_phrases as more

pytestmark = pytest.mark.pure
MEETING = date(2025, 5, 14)


def phrases(table: dict[date, list[str]]) -> list[tuple[str, date]]:
    return [(phrase, day) for day, listed in table.items() for phrase in listed]


DATED = list(dict([*phrases(corpus.DATED), *more.dated(more.DATED)]).items())
ELSEWHEN = [
    (date.fromisoformat(meeting), phrase, date.fromisoformat(due))
    for meeting, phrase, due in more.rows(more.ELSEWHEN)
]
NOT_BEFORE = [*phrases(corpus.NOT_BEFORE), *more.dated(more.NOT_BEFORE)]
KEPT_AS_WORDS = sorted(
    {*corpus.KEPT_AS_WORDS, *(line for (line,) in more.rows(more.KEPT_AS_WORDS))}
)
RECURRING = sorted({*corpus.RECURRING, *(line for (line,) in more.rows(more.RECURRING))})
REFUSED = [(phrase, reason) for phrase, reason in more.rows(more.REFUSED)]
ALL_POSITIVE = [
    *(phrase for phrase, _ in DATED),
    *(phrase for _, phrase, _ in ELSEWHEN),
    *(phrase for phrase, _ in NOT_BEFORE),
    *KEPT_AS_WORDS,
    *RECURRING,
    *(phrase for phrase, _ in REFUSED),
]
# At the start, in the middle, at the end, in brackets, before a comma, after a dash and a colon.
AT_END = (
    "Maja sender planen {}.",
    "Maja sender planen {}",
    "Maja sender planen {}, og Bo tager imod.",
    "Maja sender planen ({}).",
    "Karsten undersøger prisen – {}.",
    "Deadline: {}.",
    "Oplægget sendes ud {}; herefter drøftes det.",
    "Notat om cykelstier ({}, Karsten).",
)
INSIDE = (
    "{} sender Maja planen til kredsen.",
    "Det blev aftalt, at Bo {} indkalder til opstart.",
    "TSK følger op {} og giver besked.",
    "Maja laver et udkast {} til Bo.",
    "Udvalget ønskede, at planen {} blev lagt frem.",
    "Bo rydder op og {} gør Ib resten færdigt.",
)
# What "senest", "inden" and "til" may stand before without meaning something else.
AFTER_LEAD = (
    "Maja sender planen senest {}.",
    "Svaret skal foreligge inden {} hos Bo.",
    "Planen er klar til {}, siger Maja.",
)
MONTHS = tuple(MONTH_NUMBERS)
ENDS_ONLY = re.compile(r"(?:den|d\.) \d{1,2}\.$|dags dato$|ugen efter$")
BARE_DATE = re.compile(
    r"(?:d\. |den )?\d{1,2}(?:[./-]\d|\.? ?(?:%s))(?!.*kl\.).*" % "|".join(MONTHS)  # noqa: UP031
)
CLAUSE = re.compile(r"(?:når|så snart) ")


def sentences(phrase: str) -> list[str]:
    """Return the sentences that the phrase can stand in."""
    carriers = [*AT_END]
    if not ENDS_ONLY.search(phrase) and not CLAUSE.match(phrase):
        carriers += INSIDE[phrase.startswith(MONTHS) :]
    if BARE_DATE.fullmatch(phrase):
        carriers += AFTER_LEAD
    made = [carrier.format(phrase) for carrier in carriers]
    return [sentence[0].upper() + sentence[1:] for sentence in made]


def readings(
    phrase: str, meeting: date = MEETING, *, read: Callable[[Deadline | None], object]
) -> dict[str, object]:
    """Return what is read in each sentence, for those who would know where it went wrong."""
    return {
        sentence: read(read_deadline(sentence, meeting_date=meeting))
        for sentence in (phrase, *sentences(phrase))
    }


def due(deadline: Deadline | None) -> date | None:
    return deadline.latest if deadline else None


def test_the_corpus_is_as_long_as_promised() -> None:
    assert len({*(phrase for phrase, _ in DATED), *(phrase for _, phrase, _ in ELSEWHEN)}) >= 350


@pytest.mark.parametrize(("phrase", "day"), DATED)
def test_a_phrase_means_its_last_day_wherever_it_stands(phrase: str, day: date) -> None:
    assert {k: v for k, v in readings(phrase, read=due).items() if v != day} == {}


@pytest.mark.parametrize(("meeting", "phrase", "day"), ELSEWHEN)
def test_the_year_comes_from_the_meeting(meeting: date, phrase: str, day: date) -> None:
    assert {k: v for k, v in readings(phrase, meeting, read=due).items() if v != day} == {}


@pytest.mark.parametrize(("phrase", "day"), NOT_BEFORE)
def test_a_first_day_is_no_deadline(phrase: str, day: date) -> None:
    def days(deadline: Deadline | None) -> object:
        return deadline and (deadline.latest, deadline.not_before)

    assert {k: v for k, v in readings(phrase, read=days).items() if v != (None, day)} == {}


@pytest.mark.parametrize("phrase", KEPT_AS_WORDS)
def test_a_deadline_without_a_day_is_kept_as_words(phrase: str) -> None:
    def words(deadline: Deadline | None) -> object:
        return deadline and (deadline.latest, deadline.text.lower())

    found = readings(phrase, read=words)
    assert {k: v for k, v in found.items() if v != (None, phrase.lower())} == {}


@pytest.mark.parametrize("phrase", RECURRING)
def test_what_repeats_has_a_rhythm_and_no_day(phrase: str) -> None:
    def rhythm(deadline: Deadline | None) -> object:
        return deadline and (deadline.latest, (deadline.recurrence or "").lower())

    found = readings(phrase, read=rhythm)
    assert {k: v for k, v in found.items() if v != (None, phrase.lower())} == {}


@pytest.mark.parametrize(("phrase", "reason"), REFUSED)
def test_what_cannot_be_or_could_be_several_days_gives_none(phrase: str, reason: str) -> None:
    assert set(readings(phrase, read=due).values()) == {None}
    doubted = read_deadline(phrase, meeting_date=MEETING)
    assert doubted is not None
    assert reason in (doubted.doubt or "")


def test_a_first_of_the_month_may_come_back_every_month() -> None:
    deadline = read_deadline("Bo sender tallene den 1. i måneden.", meeting_date=MEETING)
    assert deadline is not None
    assert (deadline.latest, deadline.doubt) == (None, "kan være hver måned")


def test_the_holidays_are_the_summers_only_in_spring() -> None:
    in_autumn = read_deadline("Bo ringer inden ferien.", meeting_date=date(2025, 9, 3))
    assert in_autumn is not None
    assert (in_autumn.latest, in_autumn.doubt) == (None, "kan være flere ferier")


def test_a_column_may_hold_the_next_meeting_alone() -> None:
    for text in ("Næste møde", "Frist: Næste møde"):
        known = read_deadline(text, meeting_date=MEETING, next_meeting=date(2025, 6, 11))
        assert due(known) == date(2025, 6, 11)
    assert read_deadline("Næste møde bliver lagt i kalenderen.", meeting_date=MEETING) is None


def test_a_doubt_is_not_mended_by_another_date() -> None:
    text = "Maja sender planen senest 31. april, og festen er 1. juni."
    deadline = read_deadline(text, meeting_date=MEETING)
    assert deadline is not None
    assert (deadline.latest, deadline.text) == (None, "senest 31. april")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("senest l. juni 2025", date(2025, 6, 1)),
        ("Maja sender planen den 3l. august.", date(2025, 8, 31)),
        ("frist O1.06.2025", date(2025, 6, 1)),
        ("inden 1O. juni", date(2025, 6, 10)),
    ],
)
def test_a_scan_may_take_figures_for_letters_in_a_date(text: str, day: date) -> None:
    assert due(read_deadline(text, meeting_date=MEETING)) == day


def test_letters_that_stand_in_no_date_are_no_figures() -> None:
    assert due(read_deadline("I juni l. afsnit, O.k.", meeting_date=MEETING)) == date(2025, 6, 30)
    assert read_deadline("jf. l. afsnit", meeting_date=MEETING) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("til næste møde", date(2025, 6, 11)),
        ("på næste udvalgsmøde", date(2025, 6, 11)),
        ("på mødet i juni", date(2025, 6, 25)),
        ("på junimødet", date(2025, 6, 25)),
        ("til mødet i uge 24", date(2025, 6, 11)),
        ("på mødet i august", date(2025, 8, 31)),
        ("til næste byrådsmøde", date(2025, 5, 28)),
        ("til næste ældrerådsmøde", None),
        ("i juni", date(2025, 6, 30)),
    ],
)
def test_the_meeting_plan_says_when_a_meeting_is(text: str, day: date | None) -> None:
    plan = MeetingPlan(
        own=(date(2025, 5, 14), date(2025, 6, 11), date(2025, 6, 25)),
        others=(("Byrådet", (date(2025, 5, 28),)), ("Økonomiudvalget", (date(2025, 5, 20),))),
    )
    assert due(read_deadline(text, meeting_date=MEETING, plan=plan)) == day


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("inden sommerferien", date(2025, 6, 27), None),
        ("efter sommerferien", None, date(2025, 8, 11)),
        ("inden sommerferien 2026", date(2026, 6, 30), None),
        ("inden budgetseminaret", date(2025, 8, 27), None),
        ("til budgetseminaret", date(2025, 8, 28), None),
        ("på budgetseminaret", date(2025, 8, 29), None),
        ("efter årets budgetseminar", None, date(2025, 8, 30)),
        ("inden byfesten", date(2025, 9, 4), None),
        ("inden byfesten 2027", date(2027, 9, 4), None),
    ],
)
def test_the_municipality_names_its_own_days(
    text: str, day: date | None, first: date | None
) -> None:
    calendar = Calendar(
        named=(
            NamedPeriod("sommerferien", date(2025, 6, 28), date(2025, 8, 10)),
            NamedPeriod("Budgetseminaret", date(2025, 8, 28), date(2025, 8, 29)),
            NamedPeriod("byfesten", date(2020, 9, 5), date(2020, 9, 5), is_yearly=True),
        )
    )
    deadline = read_deadline(text, meeting_date=MEETING, calendar=calendar)
    assert deadline is not None
    assert (deadline.latest, deadline.not_before) == (day, first)


@pytest.mark.parametrize("text", corpus.NEGATIVE.strip().splitlines())
def test_what_only_looks_like_a_deadline_gives_no_day(text: str) -> None:
    deadline = read_deadline(text, meeting_date=MEETING)
    assert deadline is None or deadline.latest is None


def test_an_event_is_kept_as_a_condition() -> None:
    deadline = read_deadline("Bo sender planen, når tilbuddet er modtaget.", meeting_date=MEETING)
    assert deadline is not None
    assert deadline.condition == "når tilbuddet er modtaget"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("på mødet i juni", date(2025, 6, 11)),
        ("på mødet i juli", date(2025, 7, 31)),
        ("et dialogmøde inden udgangen af juni", date(2025, 6, 30)),
    ],
)
def test_our_meeting_in_a_month_is_the_next_one_where_the_minutes_say_its_day(
    text: str, due: date
) -> None:
    known = read_deadline(text, meeting_date=MEETING, next_meeting=date(2025, 6, 11))
    assert known is not None
    assert known.latest == due


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
        for phrase in [*ALL_POSITIVE, "næste møde"]
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
    if deadline is None or deadline.latest is None:
        return
    assert deadline.latest >= meeting
    assert deadline.earliest is None or deadline.earliest <= deadline.latest
    assert deadline.doubt is None


@settings(max_examples=300, deadline=None)
@given(
    phrase=st.sampled_from([phrase for phrase, _ in DATED if not phrase[0].isupper()]),
    meeting=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
)
def test_capitals_and_spaces_change_no_date(phrase: str, meeting: date) -> None:
    plain = read_deadline(f"Svaret sendes {phrase}.", meeting_date=meeting)
    spaced = f"Svaret  sendes   {phrase.replace(' ', '  ')}."
    assert due(read_deadline(spaced, meeting_date=meeting)) == due(plain)
    loud = read_deadline(phrase.upper(), meeting_date=meeting)
    assert due(loud) == due(read_deadline(phrase, meeting_date=meeting))


def _steps(text: str) -> int:
    """Return how many characters the reader hands to a pattern that looks around a phrase."""
    seen = 0

    class Counting(str):
        __slots__ = ()

        def __getitem__(self, at: object) -> str:
            nonlocal seen
            part = str.__getitem__(self, at)  # type: ignore[index]
            seen += len(part)
            return part

    read_deadline(Counting(text), meeting_date=MEETING)
    return seen


@pytest.mark.parametrize("filler", ["senest 1. juni og ", "uge 34/", "1. ", "i i i den ", "mødet "])
def test_a_long_line_costs_in_proportion_to_its_length(filler: str) -> None:
    short, long = _steps(filler * 200), _steps(filler * 2000)
    assert long <= 12 * short + 5000


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789./-§ kl.ugedmajinst", max_size=40))
def test_wild_text_never_breaks_the_reader(text: str) -> None:
    deadline = read_deadline(text, meeting_date=MEETING)
    if deadline:
        assert text[deadline.start : deadline.end] == deadline.text
