"""A rule is a name, a pattern and a production, registered by a decorator.

Productions yield proposals and touch nothing. Vetoes are rules too: they say that a sentence
which sounds like a promise is none (noted, done, possible, retold).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from actions.language.deadline_rules import When
from actions.language.deadlines import Deadline, read_deadline
from actions.language.owners import OwnerBook, OwnerReading
from actions.language.patterns import Expression, compiled, fill
from actions.language.sieve import Sieve

Family = Literal[
    "follow-up mark",
    "person and verb",
    "decided",
    "request",
    "passive plan",
    "agenda move",
    "noun phrase",
    "list",
    "house rule",
]
LONGEST_SENTENCE = 900


@dataclass(frozen=True, slots=True)
class Segment:
    """A main clause of a sentence, with its place in the sentence's clean text.

    `heading` is the lead-in above a list or the sub-heading above a paragraph.
    """

    text: str
    start: int
    heading: str | None
    is_listed: bool
    is_whole: bool
    follows_decision: bool = False
    cells: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is read against; `said` is the person named last before it.

    `speaking` is whose words the paragraph gives: "Holger: Jeg bestiller stole."
    """

    when: When
    book: OwnerBook
    damaged: bool
    file_words: frozenset[str]
    said: OwnerReading | None = None
    speaking: OwnerReading | None = None

    def search(self, pattern: str, text: str) -> re.Match[str] | None:
        """Search for a clean Danish pattern, tolerantly where the file is damaged."""
        return expression(pattern, damaged=self.damaged).search(text)

    def match(self, pattern: str, text: str) -> re.Match[str] | None:
        """Match a clean Danish pattern at the beginning."""
        return expression(pattern, damaged=self.damaged).match(text)

    def deadline_in(self, text: str) -> Deadline | None:
        """Return the deadline that the text gives, read as on the day of the meeting."""
        return read_deadline(
            text,
            meeting_date=self.when.meeting_date,
            calendar=self.when.calendar,
            next_meeting=self.when.next_meeting,
            plan=self.when.plan,
            damaged=self.damaged,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """An obligation seen in a segment. `points_back` tells that an earlier sentence says what."""

    rule: str
    family: Family
    confidence: float
    task: str
    owner: OwnerReading | None = None
    start: int = 0
    end: int = 0
    points_back: bool = False
    condition: str | None = None
    words: str = ""


Production = Callable[[re.Match[str], Segment, Scene], Iterable[Proposal]]
Judgement = Callable[[re.Match[str], Segment, Scene], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    family: Family
    pattern: str
    production: Production


@dataclass(frozen=True, slots=True)
class Veto:
    name: str
    pattern: str
    judgement: Judgement


PIECES = {
    "ADVERBS": (
        r"(?:(?<!\w)(?:også|ogsaa|derfor|herefter|derefter|efterfølgende|samtidig|"
        r"endvidere|desuden|derudover|"
        r"nu|dog|så|i\s+stedet|fortsat|fremover|fremadrettet|selv|igen|"
        r"snarest(?:\s+muligt)?|hurtigst\s+muligt|"
        r"løbende|videre|ligeledes|allerede|straks|nærmere|gerne|i\s+den\s+sammenhæng|"
        r"i\s+den\s+forbindelse|"
        r"i\s+første\s+omgang|til\s+næste\s+\w+|i\s+samarbejde\s+med\s+\w+)\s+)"
    ),
}
RULES: list[Rule] = []
VETOES: list[Veto] = []


@lru_cache(maxsize=1024)
def expression(pattern: str, *, damaged: bool) -> Expression:
    """Return the pattern with its pieces filled in, compiled once."""
    return compiled(fill(pattern, PIECES), damaged=damaged)


def rule(name: str, family: Family, pattern: str) -> Callable[[Production], Production]:
    """Register the decorated production under a name, with the pattern that calls it."""

    def register(production: Production) -> Production:
        RULES.append(Rule(name, family, fill(pattern, PIECES), production))
        return production

    return register


def veto(name: str, pattern: str) -> Callable[[Judgement], Judgement]:
    """Register a reason for finding nothing; the judgement may still spare the sentence."""

    def register(judgement: Judgement) -> Judgement:
        VETOES.append(Veto(name, fill(pattern, PIECES), judgement))
        return judgement

    return register


@lru_cache(maxsize=2)
def _sieve(*, damaged: bool) -> Sieve:
    return Sieve(damaged=damaged)


@lru_cache(maxsize=32)
def _tried(
    families: frozenset[str], *, damaged: bool
) -> tuple[tuple[int, Expression, Production], ...]:
    """Return the rules of the families in the order of trial: what each needs of a text, what it
    looks for and what it makes of it.
    """
    need = _sieve(damaged=damaged).need
    return tuple(
        (need(each.pattern), compiled(each.pattern, damaged=damaged), each.production)
        for each in RULES
        if each.family in families
    )


@lru_cache(maxsize=2)
def _vetoes(*, damaged: bool) -> tuple[tuple[int, Expression, Veto], ...]:
    need = _sieve(damaged=damaged).need
    return tuple(
        (need(each.pattern), compiled(each.pattern, damaged=damaged), each) for each in VETOES
    )


def vetoed(segment: Segment, scene: Scene) -> str | None:
    """Return the name of the first veto that strikes the segment."""
    vetoes = _vetoes(damaged=scene.damaged)
    held = _sieve(damaged=scene.damaged).held(segment.text.lower())
    for need, looked_for, reason in vetoes:
        if need & held == need:
            found = looked_for.search_at_once(segment.text)
            if found and reason.judgement(found, segment, scene):
                return reason.name
    return None


def proposals(segment: Segment, scene: Scene, *, families: frozenset[str]) -> list[Proposal]:
    """Return what the first rule of the families that fires makes of the segment."""
    if len(segment.text) > LONGEST_SENTENCE:
        return []
    tried = _tried(families, damaged=scene.damaged)
    held = _sieve(damaged=scene.damaged).held(segment.text.lower())
    for need, looked_for, production in tried:
        found = looked_for.search_at_once(segment.text) if need & held == need else None
        made = list(production(found, segment, scene)) if found else []
        if made:
            return made
    return []
