"""Whether words of later minutes are the answer to an open item, or a new suggestion repeats one.

Refuses rather than guesses: a proposal that is wrong costs a secretary's trust, one that is missing
costs no more than before. What agrees is told word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from actions.language.lexicon.deliveries import (
    ASKING_TITLE,
    CALLED_OFF,
    DELIVERED,
    NOT_DELIVERED,
    NOT_DONE,
)
from actions.language.morphology import participles, verb_of
from actions.language.topics import (
    Shared,
    Topic,
    TopicWord,
    kinds_agree,
    shared_words,
    topic_of,
    weigher,
)

Place = Literal["title", "sentence", "appendix"]
# How much of the item must come again, and how much of a title must be of the item.
ITEM_COVERED, TITLE_COVERED = 0.62, 0.6
SENTENCE_COVERED, REPEAT_COVERED, MATTER_COVERED = 0.75, 0.78, 0.8
# What has to agree in all its letters, at the least: one rare word, or several common ones.
LEAST_EXACT = 0.9

_DELIVERED = re.compile(rf"\b{DELIVERED}\b", re.IGNORECASE)
_NOT_DELIVERED = re.compile(rf"\b{NOT_DELIVERED}\b", re.IGNORECASE)
_NOT_DONE = re.compile(rf"\b(?:{NOT_DONE})\b", re.IGNORECASE)
_AUXILIARIES = frozenset({"har", "er", "blev", "blevet"})
_CALLED_OFF = re.compile(CALLED_OFF, re.IGNORECASE | re.MULTILINE)
_ASKING = re.compile(rf"\b{ASKING_TITLE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """An open item: what is to be delivered, to whom, and since when."""

    task: str
    committee: int | None
    promised_on: date | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Words of later minutes or an appendix. `heading` is the agenda item that they stand under."""

    text: str
    place: Place
    committee: int | None
    said_on: date | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """That the two belong together, how much of the item came again, and which words agree."""

    score: float
    words: tuple[tuple[str, str], ...]


def is_telling(text: str, place: Place) -> bool:
    """Tell whether these words can say at all that something has come."""
    if place == "sentence":
        return bool(_DELIVERED.search(text)) and not _NOT_DELIVERED.search(text)
    return not _ASKING.search(text)


def is_called_off(minuted: str) -> bool:
    """Tell whether what was minuted under an agenda item says that it was not dealt with."""
    return bool(_CALLED_OFF.search(minuted))


def answers(asked: Asked, told: Told, counts: Mapping[str, int] | None = None) -> Agreement | None:
    """Return how the words answer the item, None where they may be about something else.

    `counts` tells of a stem how many open items have it.
    """
    if not _is_later(asked, told):
        return None
    if not is_telling(told.text, told.place):
        return _has_done(asked, told, counts) if told.place == "sentence" else None
    item, words = _item_topic(asked), topic_of(told.text)
    if told.place == "sentence":
        under = topic_of(told.heading)
        words = Topic(words.kinds, (*words.words, *under.words))
        made = _agreement(item, words, SENTENCE_COVERED, 0.0, counts)
        return made or _has_done(asked, told, counts)
    if kinds_agree(item.kinds, words.kinds):
        return _agreement(item, words, ITEM_COVERED, TITLE_COVERED, counts)
    if "AGENDA" in item.kinds and told.place == "title":
        matter = Topic(item.kinds, words.words)
        return _agreement(item, matter, MATTER_COVERED, MATTER_COVERED, counts)
    return None


def _has_done(
    asked: Asked, told: Told, counts: Mapping[str, int] | None = None
) -> Agreement | None:
    """Return how a sentence tells that the item's own verb is done: "Bo har inviteret naboerne".

    Only where nothing is to be delivered: a paper comes, and is not merely worked on.
    """
    first, _space, rest = asked.task.partition(" ")
    verb = verb_of(first.lower(), "IMPERATIVE")
    item = topic_of(rest)
    if verb is None or item.kinds or topic_of(asked.task).kinds:
        return None
    if _NOT_DONE.search(told.text) or not _tells_of(verb, told.text):
        return None
    words, under = topic_of(told.text), topic_of(told.heading)
    words = Topic(words.kinds, (*words.words, *under.words))
    return _covering(item, words, SENTENCE_COVERED, 0.0, counts)


def _tells_of(verb: str, text: str) -> bool:
    """Tell whether the verb stands there in the perfect or the past: "har spurgt", "spurgte"."""
    forms = participles(verb)
    past = {f"{form}e" for form in forms} | {f"{form.removesuffix('t')}de" for form in forms}
    words = text.lower().split()
    plain = [word.strip('.,;:()»«"') for word in words]
    has_aux = any(word in _AUXILIARIES for word in plain)
    return any(word in past or (has_aux and word in forms) for word in plain)


def repeats(asked: Asked, new: Asked, counts: Mapping[str, int] | None = None) -> Agreement | None:
    """Return how a new suggestion asks for what an open item asks for already."""
    told = Told(new.task, "title", new.committee, new.promised_on)
    if not _is_later(asked, told):
        return None
    return _agreement(_item_topic(asked), _item_topic(new), REPEAT_COVERED, REPEAT_COVERED, counts)


def _is_later(asked: Asked, told: Told) -> bool:
    if asked.committee is None or asked.committee != told.committee:
        return False
    return bool(asked.promised_on and told.said_on and told.said_on > asked.promised_on)


def _item_topic(asked: Asked) -> Topic:
    """Return what the item is about; where its task names nothing, what its agenda item names."""
    topic = topic_of(asked.task)
    return topic if topic.words else Topic(topic.kinds, topic_of(asked.heading).words)


def _agreement(
    item: Topic,
    told: Topic,
    least_of_item: float,
    least_of_told: float,
    counts: Mapping[str, int] | None,
) -> Agreement | None:
    if not kinds_agree(item.kinds, told.kinds):
        return None
    return _covering(item, told, least_of_item, least_of_told, counts)


def _covering(
    item: Topic,
    told: Topic,
    least_of_item: float,
    least_of_told: float,
    counts: Mapping[str, int] | None,
) -> Agreement | None:
    """Return how the words agree, whatever kinds the two are."""
    weight = weigher(counts or {})
    there, back = shared_words(item, told), shared_words(told, item)
    exact = sum(weight(one.one) for one in there if one.part == 1)
    if exact < LEAST_EXACT or _names_differ(there, back):
        return None
    if least_of_told and all(_has_its_own(side, weight) for side in (there, back)):
        return None
    of_item, of_told = _covered(there, weight), _covered(back, weight)
    if of_item < least_of_item or of_told < least_of_told:
        return None
    agreeing = tuple((one.one.text, one.other) for one in there if one.part)
    return Agreement(round(of_item, 2), agreeing)


def _covered(shared: list[Shared], weight: Callable[[TopicWord], float]) -> float:
    """Return how much of one side's words, by their weight, is on the other."""
    whole = sum(weight(one.one) for one in shared)
    return sum(weight(one.one) * one.part for one in shared) / whole if whole else 0.0


def _names_differ(there: list[Shared], back: list[Shared]) -> bool:
    """Tell whether each side names a place, a person or a number that the other does not have."""
    return all(any(one.one.is_name and one.part < 1 for one in side) for side in (there, back))


def _has_its_own(shared: list[Shared], weight: Callable[[TopicWord], float]) -> bool:
    """Tell whether a side has a telling word that nothing on the other answers to."""
    return any(not one.part and weight(one.one) >= LEAST_EXACT for one in shared)
