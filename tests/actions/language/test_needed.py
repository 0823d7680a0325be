"""What a pattern needs of a text is told from its source, and loses nothing that it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.language.deadline_rules import RULES as DEADLINE_RULES
from actions.language.deadline_rules.registry import Words
from actions.language.needed import first_letters, needed
from actions.language.patterns import Expression, compiled, tolerant
from actions.language.rules import RULES, VETOES
from tests.actions.language.corpora import COMMITMENTS, NEGATIVES
from tests.actions.language.damaging import damaged
from tests.actions.language.deadline_corpus import DATED
from tests.actions.language.deadline_phrases import DATED as MORE_DATED

pytestmark = pytest.mark.pure

PATTERNS = [
    *(rule.pattern for rule in RULES),
    *(veto.pattern for veto in VETOES),
    *(rule.pattern for rule in DEADLINE_RULES),
]
PHRASES = [*MORE_DATED.splitlines(), *(phrase for each in DATED.values() for phrase in each)]
SENTENCES = [*map(str, COMMITMENTS), *(text for _family, text in NEGATIVES)]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("følger op", {"følger op"}),
        (r"følger\s+(?:lige\s+)?op", {"følger"}),
        (r"(?:bad|beder)\s+om", {"bad", "beder"}),
        ("aftal(?:t|tes|er)", {"aftal"}),
        ("lovede?t?", {"loved"}),
        ("tils{1,2}agn", {"tils"}),
        (r"(?<!\w)senest(?!\w)", {"senest"}),
        (r"(?P<d>\d{1,2})\.\s?(?P<m>maj|juni)", {"maj", "juni"}),
        (r"uge\s\d|\d{4}", {"uge", r"\d"}),
        ("udsat|udsatte", {"udsat"}),
        (r"\?\s*$", {"?"}),
    ],
)
def test_a_pattern_needs_its_surest_part(pattern: str, pieces: set[str]) -> None:
    assert needed(pattern) == frozenset(pieces)


@pytest.mark.parametrize(
    "pattern", [r"\w+\s\w+", "(?:senest)?", "maj|[a-z]+", "(?=frist)", "x{0,3}", ""]
)
def test_a_pattern_that_may_stand_anywhere_needs_nothing(pattern: str) -> None:
    assert needed(pattern) is None


def test_of_damaged_letters_nothing_is_sure() -> None:
    assert needed("undersøger", damaged=True) == frozenset({"unders"})
    assert needed("på", damaged=True) == frozenset({"p"})
    assert needed("å", damaged=True) is None


@pytest.mark.parametrize("hurt", [False, True], ids=["clean", "damaged"])
def test_no_sentence_of_the_corpora_is_lost_to_a_rule(hurt: bool) -> None:
    texts = [damaged(text) if hurt else text for text in (*SENTENCES, *PHRASES)]
    for pattern in PATTERNS:
        looked_for = compiled(pattern, damaged=hurt)
        bare = re.compile(tolerant(pattern) if hurt else pattern, re.IGNORECASE)
        missed = [text for text in texts if not looked_for.may_be_in(text) and bare.search(text)]
        assert missed == [], pattern


def test_most_rules_are_not_tried_on_most_sentences() -> None:
    tried = [[compiled(each).may_be_in(text) for each in PATTERNS] for text in SENTENCES]
    assert sum(map(sum, tried)) < 0.3 * len(PATTERNS) * len(SENTENCES)


PIECES = st.sampled_from(
    ["bo", "sender", "a", "ø", r"\d", r"\s", r"\w", "[ab]", r"(?!\w)", "B", "."]
)
SOURCES = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda many: f"(?:{'|'.join(many)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,2}", "??"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=12,
)


@given(SOURCES, st.text(st.sampled_from(list("boBOsender aø12.")), max_size=24))
def test_an_expression_finds_what_its_pattern_finds(source: str, text: str) -> None:
    found, bare = Expression(source, damaged=False).search(text), re.search(source, text, re.I)
    assert (found and found.span()) == (bare and bare.span())


@pytest.mark.parametrize("hurt", [False, True], ids=["clean", "damaged"])
def test_a_deadline_rule_tried_at_its_first_letters_finds_what_it_finds_anywhere(
    hurt: bool,
) -> None:
    texts = [*SENTENCES, *PHRASES, "\n".join(PHRASES)]
    for text in map(damaged, texts) if hurt else texts:
        words = Words(text)
        for rule in DEADLINE_RULES:
            bare = re.compile(tolerant(rule.pattern) if hurt else rule.pattern, re.IGNORECASE)
            found = [match.span() for match in rule.find(words, damaged=hurt)]
            assert found == [match.span() for match in bare.finditer(text)], rule.name


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("(?:den|d\\.)?\\s?\\d{1,2}", None),
        ("(?:den|d\\.)?[0-3]?\\d", {"d", r"\d"}),
        (r"(?<!\w)(?:senest\s)?(?P<y>20\d\d)", {"s", r"\d"}),
        ("(?=x)uge|maj", {"u", "m"}),
        ("(?:uge)?", None),
        (r"\w+dag", None),
    ],
)
def test_first_letters_are_told_from_the_pattern(pattern: str, letters: set[str] | None) -> None:
    assert first_letters(pattern) == (None if letters is None else frozenset(letters))


def test_a_damaged_first_letter_may_be_any() -> None:
    assert first_letters("år|uge", damaged=True) is None
    assert first_letters("uge|om året", damaged=True) == frozenset("uo")
