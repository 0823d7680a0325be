"""House rules: what a secretary writes, what it matches, and what becomes of the findings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.language import find_commitments
from actions.language.house_rules import (
    MOST_WORDS,
    HouseRuleValue,
    PhraseError,
    clean_phrase,
    phrase_from,
    rules_for,
    says,
)
from meetings.reading.damage import is_damaged
from meetings.reading.text import FileText
from tests.actions.language.readings import minutes_of

pytestmark = pytest.mark.pure

ASKED = "Udvalget ønskede et notat om parkering ved havnen. KF følger op."
NOTED = "Formanden opfordrer medlemmerne til at deltage i åbningen."
NEVER = HouseRuleValue("never", "ønskede et notat om parkering")
ALWAYS = HouseRuleValue("always", "opfordrer medlemmerne til")


def found(text: str, *rules: HouseRuleValue) -> list[str]:
    findings = find_commitments(minutes_of(text), file_text=FileText(text), house_rules=rules)
    return [text[each.start : each.end] for each in findings]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ønskede et notat", "Udvalget ønskede et notat om støj."),
        ("Ønskede ET Notat", "Udvalget ønskede et\nnotat om støj."),
        ("orienter* om sagen", "Der orienteres om sagen i maj."),
        ("orienter* om sagen", "Orientering om sagen"),
        ("notat om * i byen", "et notat om støjen i byen"),
        ("husk at melde", "Husk, at »melde« tilbage"),
        ("følger op på haltider", "Kultur følger op på hal-\ntider i maj."),
        ("bl.a. et møde", "Der holdes bl.a. et møde."),
        ("senest d. 3", "Svar senest d. 3. maj."),
    ],
)
def test_a_phrase_finds_its_words(phrase: str, text: str) -> None:
    assert says(clean_phrase(phrase), text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ønskede et notat", "Udvalget ønskede et notatark."),
        ("ønskede et notat", "Udvalget ønskede også et notat."),
        ("ønskede et notat", "Det var, hvad de ønskede. Et notat kom."),
        ("notat om * i byen", "et notat om den store støj i byen"),
        ("orienter* om sagen", "desorienteret om sagen"),
    ],
)
def test_a_phrase_finds_nothing_that_only_looks_alike(phrase: str, text: str) -> None:
    assert not says(clean_phrase(phrase), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* *",
        "notat",
        "et no",
        "af * på",
        "or* om sagen nu",
        "ord " * (MOST_WORDS + 1),
        "x" * 300,
        "de ønskede. Et notat",
    ],
)
def test_a_phrase_that_fits_everything_or_nothing_is_refused_in_words(text: str) -> None:
    with pytest.raises(PhraseError, match=r"^[A-Z»].*\.$"):
        clean_phrase(text)


def test_stars_at_the_ends_say_nothing_and_signs_of_a_pattern_are_no_signs() -> None:
    assert clean_phrase("* kigger på (sagen) *") == "kigger på sagen"
    assert not says(clean_phrase("kigger på .* sagen"), "kigger på hele den lange sagen")


@given(st.text(max_size=200))
def test_whatever_is_written_is_refused_or_kept_as_it_reads(text: str) -> None:
    try:
        phrase = clean_phrase(text)
    except PhraseError:
        return
    assert clean_phrase(phrase) == phrase
    assert says(phrase, phrase.replace("*", "a"))


def test_a_phrase_to_begin_from_is_taken_from_the_first_sentence() -> None:
    assert phrase_from(ASKED) == "Udvalget ønskede et notat om parkering"
    assert phrase_from("Nej. Tak.") == ""


def test_never_silences_what_the_rules_found_and_nothing_beside_it() -> None:
    other = "Det blev aftalt, at KF inviterer svømmeklubben."
    assert found(f"{ASKED} {other}", NEVER) == [other]
    assert len(found(f"{ASKED} {other}")) == 2


def test_always_makes_a_suggestion_of_a_sentence_in_which_no_rule_sees_a_promise() -> None:
    assert found(NOTED) == []
    assert found(NOTED, ALWAYS) == [NOTED]


def test_never_goes_before_always() -> None:
    assert found(NOTED, ALWAYS, HouseRuleValue("never", "deltage i åbningen")) == []


def test_what_a_house_rule_found_says_so() -> None:
    text = FileText(NOTED)
    (finding,) = find_commitments(minutes_of(NOTED), file_text=text, house_rules=[ALWAYS])
    assert finding.rule == "house rule"
    assert (
        finding.because == "Husreglen »opfordrer medlemmerne til« siger, at det altid er et løfte."
    )


def test_a_rule_holds_in_its_days_and_for_its_committee() -> None:
    rule = HouseRuleValue("never", "x y", "Skoleudvalget", date(2026, 1, 1), date(2026, 6, 30))
    held = [
        ("Skoleudvalget", date(2026, 1, 1)),
        ("Skoleudvalget", date(2026, 6, 30)),
        ("Skoleudvalget", None),
    ]
    free = [
        ("Skoleudvalget", date(2025, 12, 31)),
        ("Skoleudvalget", date(2026, 7, 1)),
        ("Byrådet", date(2026, 3, 1)),
        (None, date(2026, 3, 1)),
    ]
    assert all(rules_for([rule], committee=where, day=day) for where, day in held)
    assert not any(rules_for([rule], committee=where, day=day) for where, day in free)


def test_a_rule_finds_its_words_in_damaged_letters() -> None:
    sound = "Det blev aftalt, at forvaltningen sender udvalget det som skal med til mødet. "
    text = (sound * 20).replace("ø", "g").replace("å", "3") + "Leder fglger op pa sagen om bgrn."
    assert is_damaged(text)
    assert says("følger op på sagen", text, damaged=True)
    assert not says("følger op på sagen", text)


def test_a_hostile_line_costs_one_look_at_each_place() -> None:
    assert not says("notat om * * * * * i byen", "notat om " * 20_000)
    assert not says("aaa* aaa* aaa* b", "a-" * 100_000)
