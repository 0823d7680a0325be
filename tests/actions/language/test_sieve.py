"""The sieve holds back patterns that a text cannot have, and no other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.language.patterns import tolerant
from actions.language.rules import RULES, VETOES
from actions.language.rules.subjects import MOST_OWNER_WORDS, RememberingBook
from actions.language.sieve import Sieve
from meetings.register import Register, RegisterEntry
from tests.actions.language.corpora import COMMITMENTS, NEGATIVES
from tests.actions.language.damaging import damaged
from tests.actions.language.readings import PARTICIPANTS, REGISTER
from tests.actions.language.test_needed import SOURCES

pytestmark = pytest.mark.pure

PATTERNS = [*(rule.pattern for rule in RULES), *(veto.pattern for veto in VETOES)]
SENTENCES = [*map(str, COMMITMENTS), *(text for _family, text in NEGATIVES)]
OFFICES = Register(
    (
        *REGISTER.entries,
        RegisterEntry("unit", "Center for børn og unge", short="CBU"),
        RegisterEntry("person", "Ditte Krog", title="Driftsleder"),
    )
)


def _may_hold(sieve: Sieve, pattern: str, text: str) -> bool:
    need = sieve.need(pattern)
    return need & sieve.held(text.lower()) == need


@pytest.mark.parametrize("hurt", [False, True], ids=["clean", "damaged"])
def test_no_sentence_of_the_corpora_is_held_back_from_a_rule(hurt: bool) -> None:
    sieve = Sieve(damaged=hurt)
    texts = [damaged(text) if hurt else text for text in SENTENCES]
    for pattern in PATTERNS:
        bare = re.compile(tolerant(pattern) if hurt else pattern, re.IGNORECASE)
        need = sieve.need(pattern)
        held_back = [text for text in texts if need & sieve.held(text.lower()) != need]
        assert [text for text in held_back if bare.search(text)] == [], pattern


def test_most_rules_are_held_back_from_most_sentences() -> None:
    sieve = Sieve(damaged=False)
    needs = [sieve.need(pattern) for pattern in PATTERNS]
    held = [sieve.held(text.lower()) for text in SENTENCES]
    passed = sum(need & bits == need for need in needs for bits in held)
    assert passed < 0.25 * len(PATTERNS) * len(SENTENCES)


@given(SOURCES, st.text(st.sampled_from(list("boBOsender aø12.\n")), max_size=24))
def test_what_a_pattern_finds_has_all_that_it_needs(source: str, text: str) -> None:
    if re.search(source, text, re.IGNORECASE):
        assert _may_hold(Sieve(damaged=False), source, text)


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"bad\s+om(?!\w)", "hun bad om svar", True),
        (r"bad\s+om(?!\w)", "hun bad dem vente", False),
        (r"frist:?\s\d", "frist 3", True),
        (r"frist:?\s\d", "frist senere", False),
        ("følger op", "lene følger\nop", True),
        (r"aktion|tovholder", "tovholder: bo", True),
        (r"\w+", "alt", True),
    ],
)
def test_every_part_that_a_pattern_cannot_do_without_is_looked_for(
    pattern: str, text: str, may: bool
) -> None:
    assert _may_hold(Sieve(damaged=False), pattern, text) is may


@pytest.mark.parametrize("register", [REGISTER, OFFICES], ids=["units", "offices"])
def test_nobody_who_is_named_reaches_further_than_the_first_look_tells(register: Register) -> None:
    book = RememberingBook(participants=PARTICIPANTS, register=register, day=None)
    for sentence in SENTENCES:
        words = sentence.split()
        for start in range(0, len(words), 4):
            tokens = words[start : start + MOST_OWNER_WORDS]
            reach = book.reach(tokens)
            further = [" ".join(tokens[:count]) for count in range(reach + 1, len(tokens) + 1)]
            assert [head for head in further if book.read(head)] == []
