"""A municipality's own rules: a phrase that is never a promise, or always one.

A phrase is words in a row. A star ends a word where any ending may follow ("orienter*"), and a
star alone is any one word. Capitals, commas and line breaks weigh nothing, and a phrase never
reaches from one sentence into the next. There is no other sign: what a secretary can write cannot
be slow, for it takes one look at each place of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from actions.language.explain import because_of_house_rule
from actions.language.findings import CommitmentFinding
from actions.language.patterns import compiled
from meetings.refusal import RefusalError, gettext_noop

HouseRuleKind = Literal["never", "always"]

MOST_WORDS, MOST_LETTERS = 12, 200
LEAST_WORDS, LEAST_LETTERS, LEAST_BEFORE_STAR = 2, 8, 3
ANY = "*"
# As sure as a mark in the text: the municipality has said so itself.
DEMANDED_CONFIDENCE = 0.9
HOUSE_RULE: Literal["house rule"] = "house rule"
TOO_LONG = gettext_noop("Vendingen er for lang. Skriv højst %(most)s ord, helst dem, der går igen.")
TWO_SENTENCES = gettext_noop("Vendingen går over to sætninger. Skriv kun ord fra én sætning.")
TOO_SHORT = gettext_noop("Vendingen er for kort. Skriv mindst to ord, gerne tre eller fire.")
TOO_WIDE = gettext_noop("»%(word)s« passer på for meget. Skriv mindst %(least)s bogstaver før *.")

_WORD = re.compile(r"\w(?:[\w&/.-]*\w)?\*?|\*")
_REST = r"[\w-]{0,40}+"
# Commas, quotes, brackets and line breaks may stand between two words, and the full stop of an
# abbreviation; the end of a sentence not.
_GAP = r"(?:[^\w.!?:;*]{1,8}+|\.\s{1,3}+(?=(?-i:[a-zæøå0-9])))"
_NEXT_SENTENCE = re.compile(r"[.!?:;]\s+[A-ZÆØÅ]")
# Letters on either side of a phrase that are looked at for the sentence around it.
REACH = 200
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[a-zæøå])")


class PhraseError(RefusalError):
    """The phrase is no rule; says why."""


@dataclass(frozen=True, slots=True)
class HouseRuleValue:
    """A rule as the reader sees it; `committee` is a name, None where it holds for all."""

    kind: HouseRuleKind
    phrase: str
    committee: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, *, committee: str | None, day: date | None) -> bool:
        """Tell whether it holds for minutes of the committee on the day.

        An unknown day refuses nothing; an unknown committee has only the rules that hold for all.
        """
        if self.committee is not None and self.committee != committee:
            return False
        if day is None:
            return True
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


def clean_phrase(text: str) -> str:
    """Return the phrase as it is kept, or raise PhraseError with what is to be done."""
    if len(text) > MOST_LETTERS:
        raise PhraseError(TOO_LONG, most=MOST_WORDS)
    if _NEXT_SENTENCE.search(text):
        raise PhraseError(TWO_SENTENCES)
    words = _WORD.findall(text.replace("«", " ").replace("»", " "))
    # A star alone at either end says nothing.
    while words and words[0] == ANY:
        words.pop(0)
    while words and words[-1] == ANY:
        words.pop()
    _refuse(words)
    return " ".join(words)


def _refuse(words: list[str]) -> None:
    said = [word for word in words if word != ANY]
    if len(said) < LEAST_WORDS or sum(len(word.strip(ANY)) for word in said) < LEAST_LETTERS:
        raise PhraseError(TOO_SHORT)
    if len(words) > MOST_WORDS:
        raise PhraseError(TOO_LONG, most=MOST_WORDS)
    for word in said:
        if word.endswith(ANY) and len(word) <= LEAST_BEFORE_STAR:
            raise PhraseError(TOO_WIDE, word=word, least=LEAST_BEFORE_STAR)


def phrase_from(quote: str, *, words: int = 6) -> str:
    """Return the first words of a quote as a phrase to begin from; empty where it has too few."""
    first = _NEXT_SENTENCE.split(_joined(quote)[:MOST_LETTERS], maxsplit=1)[0]
    try:
        return clean_phrase(" ".join(_WORD.findall(first)[:words]))
    except PhraseError:
        return ""


def says(phrase: str, text: str, *, damaged: bool = False) -> bool:
    """Tell whether the phrase stands in the text, also where a line end divides a word."""
    pattern = compiled(_pattern(phrase), damaged=damaged)
    return pattern.search(text) is not None or pattern.search(_joined(text)) is not None


def sentence_with(phrase: str, text: str, *, damaged: bool = False) -> str | None:
    """Return the sentence in which the phrase first stands, on one line; None where it does not."""
    joined = _joined(text)
    found = compiled(_pattern(phrase), damaged=damaged).search(joined)
    if found is None:
        return None
    before = joined[max(0, found.start() - REACH) : found.start()]
    after = joined[found.end() : found.end() + REACH]
    begun = _SENTENCE_END.split(before)[-1]
    rest = _SENTENCE_END.search(after)
    return " ".join((begun + found[0] + (after[: rest.end()] if rest else after)).split())


def _joined(text: str) -> str:
    return _HYPHEN_AT_LINE_END.sub("", text)


def _pattern(phrase: str) -> str:
    return rf"(?<!\w){_GAP.join(_word(word) for word in phrase.split())}(?!\w)"


def _word(word: str) -> str:
    if word == ANY:
        return rf"\w{_REST}"
    stem = re.escape(word.removesuffix(ANY))
    return stem + _REST if word.endswith(ANY) else stem


def rules_for(
    rules: Iterable[HouseRuleValue], *, committee: str | None, day: date | None
) -> tuple[HouseRuleValue, ...]:
    """Return the rules that hold for minutes of the committee on the day."""
    return tuple(rule for rule in rules if rule.holds(committee=committee, day=day))


def silencing(
    text: str, rules: Iterable[HouseRuleValue], *, damaged: bool = False
) -> HouseRuleValue | None:
    """Return the first rule that says that the words are never a promise."""
    return next(_those("never", text, rules, damaged=damaged), None)


def demanding(
    text: str, rules: Iterable[HouseRuleValue], *, damaged: bool = False
) -> HouseRuleValue | None:
    """Return the first rule that says that the words are always one; "never" goes before it."""
    if silencing(text, rules, damaged=damaged):
        return None
    return next(_those("always", text, rules, damaged=damaged), None)


def _those(
    kind: HouseRuleKind, text: str, rules: Iterable[HouseRuleValue], *, damaged: bool
) -> Iterator[HouseRuleValue]:
    return (
        rule for rule in rules if rule.kind == kind and says(rule.phrase, text, damaged=damaged)
    )


def by_house_rules(
    found: Iterable[CommitmentFinding],
    rules: Sequence[HouseRuleValue],
    text: str,
    *,
    damaged: bool = False,
) -> Iterator[CommitmentFinding]:
    """Yield the findings in the file's text that no rule silences, surer where one demands them."""
    for finding in found:
        quote = text[finding.start : finding.end] if rules else ""
        if silencing(quote, rules, damaged=damaged):
            continue
        rule = demanding(quote, rules, damaged=damaged)
        if rule and finding.confidence < DEMANDED_CONFIDENCE:
            because = because_of_house_rule(rule.phrase)
            yield replace(finding, confidence=DEMANDED_CONFIDENCE, because=because)
        else:
            yield finding
