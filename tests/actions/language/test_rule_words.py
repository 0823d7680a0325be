"""Every rule and every veto has a Danish name of its own."""

from __future__ import annotations

from actions.language.explain import REASONS
from actions.language.rule_words import RULE_WORDS, VETO_WORDS
from actions.language.rules import RULES, VETOES


def test_every_rule_has_a_name() -> None:
    assert {rule.name for rule in RULES} | set(REASONS) | {"house rule"} == set(RULE_WORDS)
    assert len(set(RULE_WORDS.values())) == len(RULE_WORDS)


def test_every_veto_has_a_name() -> None:
    assert {veto.name for veto in VETOES} <= set(VETO_WORDS)
