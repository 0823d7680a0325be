"""Sentences become commitments: rules propose, marks point back, twins are dropped.

The words of the minutes stay in charge: every finding is text[start:end] of the file, from the
sentence that says what to do to the mark that says who does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.language.deadline_rules import When
from actions.language.deadlines import DEFAULT_CALENDAR
from actions.language.due import condition_of, deadline_of
from actions.language.explain import because
from actions.language.findings import CommitmentFinding
from actions.language.grades import DEFAULT_GRADE
from actions.language.house_rules import (
    DEMANDED_CONFIDENCE,
    HOUSE_RULE,
    HouseRuleValue,
    by_house_rules,
    demanding,
    says,
)
from actions.language.lexicon.calendar import Calendar
from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.owners import OwnerBook, OwnerReading
from actions.language.plan import NO_PLAN, MeetingPlan
from actions.language.reach import (
    is_answered,
    is_refused,
    is_told_at_once,
    reach_of_mark,
    start_of_context,
)
from actions.language.rules import Proposal, Scene
from actions.language.rules.subjects import RememberingBook
from actions.language.standing_alone import standing_alone
from actions.language.twins import without_twins
from actions.language.utterances import Utterance, utterances_of
from actions.language.wording import line
from meetings.reading.damage import is_damaged
from meetings.reading.structure import Item, Minutes
from meetings.reading.text import FileText, Sentence
from meetings.register import Register

VISIBLE_CONFIDENCE = DEFAULT_GRADE.least_confidence

FOLLOW_UP = "Følg op"
SHORTEST_TASK = 2
# Task and owner stand apart, so that "Telt" says all of the task.
NAMED_APART = frozenset({"table row", "who does what"})
BLIND = 0.25  # a mark with nothing before it speaks of the whole item
DELIVERED_LATER = (
    r"(?:(?:efter|frem|ud|rund|til)?sendes|forelægges|fremlægges|præsenteres|tilgår|udleveres|"
    r"omdeles)"
)
MORE_OF_IT = (
    rf"(?:{DELIVERABLE}\s+(?:skal|må|{DELIVERED_LATER})|"
    rf"(?:den|denne|det|dette|de|disse)\s+{DELIVERED_LATER})(?!\w)"
)
TIME_ALONE = re.compile(
    r"\(?(?:deadline|frist|tidsfrist|dato|senest)\s*[:–-]?\s|"
    r"(?:(?:det|den|de)\s+)?(?:skal\s+(?:\w+\s+)?være\s+)?(?:klart?|færdigt?)\s+"
    r"(?:senest|inden|før|til|ultimo|primo|medio|i|på|den|d\.|uge)\s",
    re.IGNORECASE,
)
# "Bo mangler at sende skemaet. Gør det i denne uge.": the second says when, and nothing else.
DO_IT_THEN = re.compile(
    r"(?:gør\s+det|det\s+skal\s+(?:ske|gøres)|det\s+skulle\s+gerne\s+ske)\s+(?:nu\s+)?"
    r"(?:senest|inden|før|snarest|hurtigst|i\s+(?:dag|morgen|denne|næste|uge|løbet\s+af)|på\s+\w+dag|"
    r"(?:den|d\.)\s+\d|uge\s+\d)(?:\s+[^\s,;]+){0,5}[.!]?$",
    re.IGNORECASE,
)
SAYS_WHEN = re.compile(r"(?:deadline|(?:tids|svar)?frist(?:en)?)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where findings are made: the item's index, its title, and what all is read against."""

    index: int
    title: str | None
    scene: Scene
    file_text: FileText


def find_commitments(
    minutes: Minutes,
    *,
    file_text: FileText,
    register: Register | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
    plan: MeetingPlan = NO_PLAN,
    house_rules: Sequence[HouseRuleValue] = (),
) -> tuple[CommitmentFinding, ...]:
    """Return everything that the minutes promise, in the order of the text.

    All grades of confidence are returned; VISIBLE_CONFIDENCE is where a person is shown them. Of
    the house rules those are given that hold for these minutes.
    """
    scene = make_scene(
        minutes, file_text=file_text, register=register or Register(), calendar=calendar, plan=plan
    )
    found: list[CommitmentFinding] = []
    for index, item in enumerate(minutes.items):
        place = _Place(index, item.title, scene, file_text)
        in_item = list(_in_item(item, place))
        found += by_house_rules(in_item, house_rules, file_text.text, damaged=scene.damaged)
        found += _demanded(item, in_item, house_rules, place)
    return without_twins(found)


def _demanded(
    item: Item,
    found: Sequence[CommitmentFinding],
    house_rules: Sequence[HouseRuleValue],
    place: _Place,
) -> Iterator[CommitmentFinding]:
    """Yield the sentences of which a house rule says that they promise, where nothing was found."""
    damaged, text = place.scene.damaged, place.file_text.text[item.start : item.end]
    always = [rule for rule in house_rules if rule.kind == "always"]
    if not any(says(rule.phrase, text, damaged=damaged) for rule in always):
        return
    for utterance in utterances_of(item, place.scene):
        sentence = utterance.sentence
        rule = demanding(sentence.text, house_rules, damaged=damaged)
        if rule and not any(_overlap(each, sentence) for each in found):
            proposal = Proposal(
                HOUSE_RULE, HOUSE_RULE, DEMANDED_CONFIDENCE, line(sentence.text), words=rule.phrase
            )
            yield _make(proposal, (sentence.start, sentence.end), [sentence.text], place)


def _overlap(finding: CommitmentFinding, sentence: Sentence) -> bool:
    return finding.start < sentence.end and sentence.start < finding.end


def explain_sentences(minutes: Minutes, scene: Scene) -> Iterator[Utterance]:
    """Yield the minuted sentences, each with the rules that fired or the veto that struck."""
    for item in minutes.items:
        yield from utterances_of(item, scene)


def make_scene(
    minutes: Minutes,
    *,
    file_text: FileText,
    register: Register,
    calendar: Calendar,
    plan: MeetingPlan = NO_PLAN,
) -> Scene:
    """Return what the sentences of these minutes are read against."""
    damaged = is_damaged(file_text.text)
    book = RememberingBook(
        participants=minutes.participants,
        register=register,
        day=minutes.date,
        file_text=file_text.text,
        damaged=damaged,
    )
    when = When(minutes.date, calendar, minutes.next_meeting, plan)
    return Scene(when, book, damaged, _common_words(file_text.text, book))


def _common_words(text: str, book: OwnerBook) -> frozenset[str]:
    """Return words that are no names: written small in the file, or definite and never inside a
    sentence with a capital ("Notatet ...", but not "Ældrerådet ...").
    """
    small = set(re.findall(r"(?<![\w.])[a-zæøå][\w-]+", text))
    names = set(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ][\w-]+", text))
    first = set(re.findall(r"[A-ZÆØÅ][a-zæøå]{3,}(?:en|et|ne|elser|inger|fter|tter)(?!\w)", text))
    return frozenset(small | {word.lower() for word in first - names if not book.read(word)})


def _in_item(item: Item, place: _Place) -> Iterator[CommitmentFinding]:
    utterances = list(utterances_of(item, place.scene))
    used: set[int] = set()
    for at in range(len(utterances) - 1, -1, -1):
        marks = [proposal for proposal in utterances[at].made if proposal.points_back]
        if marks:
            first = at if marks[0].start else reach_of_mark(utterances, at, used)
            last = _deadline_below(utterances, at)
            yield _by_mark(
                utterances[first : at + 1], marks[0], place, utterances[at + 1 : last + 1]
            )
            used.update(range(first, last + 1))
    pairs = range(len(utterances) - 1)
    answered = {at for at in pairs if is_answered(utterances, at)} - used
    used |= {at for at in pairs if is_refused(utterances, at) or is_told_at_once(utterances, at)}
    for at, utterance in enumerate(utterances):
        if at in used or at in answered:
            continue
        last = _last_of_wish(utterances, at)
        first = start_of_context(utterances, at, used) if utterance.made else at
        first = at - 1 if at - 1 in answered else first
        if utterance.made:
            used.update(range(first, last + 1))
        for number, proposal in enumerate(utterance.made):
            yield _finding(utterances, (at if number else first, at, last), proposal, place)


def _last_of_wish(utterances: Sequence[Utterance], at: int) -> int:
    """Return the last sentence that only says more of what was asked for: "Notatet skal …"."""
    made, last = utterances[at].made, at
    if len(made) == 1 and made[0].family != "request":
        return _deadline_below(utterances, at)
    if len(made) != 1:
        return at
    for later in range(at + 1, len(utterances)):
        after = utterances[later]
        if after.block is not utterances[at].block or not _says_more(after):
            break
        last = later
    return last


def _deadline_below(utterances: Sequence[Utterance], at: int) -> int:
    """Return the sentence itself, or the one after it that only says when: "Deadline: 1. juni"."""
    below = at + 1
    is_there = below < len(utterances) and utterances[below].block is utterances[at].block
    if not is_there:
        return at
    text = utterances[below].sentence.text
    return below if TIME_ALONE.match(text) or DO_IT_THEN.match(text) else at


def _says_more(utterance: Utterance) -> bool:
    """Tell whether the sentence is about what was asked for: "Notatet skal være færdigt …"."""
    return re.match(MORE_OF_IT, utterance.sentence.text, re.IGNORECASE) is not None


def _by_mark(
    utterances: Sequence[Utterance],
    mark: Proposal,
    place: _Place,
    when: Sequence[Utterance] = (),
) -> CommitmentFinding:
    """Return the commitment that the mark in the last sentence closes; `when` only dates it."""
    first, last = utterances[0], utterances[-1]
    is_inside = len(utterances) > 1 or mark.start > 0
    says_what = next((each for each in utterances[:-1] if each.made), first)
    # "Der var en drøftelse. Der laves en plan. Bo følger op": what promises nothing says no task.
    told = says_what if first.veto and not first.made else first
    cores = [proposal for proposal in told.made if not proposal.points_back]
    what = told.sentence.text
    if not is_inside:
        what = place.title or what
    elif len(utterances) == 1:
        what = what[: mark.start]
    task = cores[0].task if cores and is_inside else line(f"{FOLLOW_UP}: {_core(what)}")
    joined = replace(
        mark,
        task=task,
        owner=mark.owner or (cores[0].owner if cores else None),
        confidence=round(mark.confidence - (0.0 if is_inside else BLIND), 2),
    )
    texts = [last.sentence.text]
    texts += [each.sentence.text for each in utterances[:-1] if each.made or _says_more(each)]
    texts += [each.sentence.text for each in when]
    span = first.sentence.start, (when[-1] if when else last).sentence.end
    return _make(joined, span, texts, place)


def _core(text: str) -> str:
    return re.sub(r"\s*\((?:\d+\s*min\.?)\)\s*$|[,\s]+(?:og|men|mens)?\s*$", "", text)


def _finding(
    utterances: Sequence[Utterance], reach: tuple[int, int, int], proposal: Proposal, place: _Place
) -> CommitmentFinding:
    """Return the commitment of a sentence; reach is its context, itself, and what says more."""
    first, at, last = reach
    sentence = utterances[at].sentence
    begin, stop = proposal.start, min(proposal.end, len(sentence.text))
    start, end = sentence.span(begin, stop)
    said = sentence.text[begin:stop]
    is_short = len(proposal.task.split()) < SHORTEST_TASK <= len(said.split())
    if is_short and proposal.rule not in NAMED_APART:
        proposal = replace(proposal, task=line(said))
    proposal = replace(proposal, task=standing_alone(proposal, utterances, at))
    if first < at:
        start = utterances[first].sentence.start
    if last > at:
        end = utterances[last].sentence.end
    texts = [said, proposal.words] if proposal.rule == "table row" else [said]
    texts += [each.sentence.text for each in utterances[at + 1 : last + 1]]
    texts += [
        each.sentence.text for each in utterances[first:at] if SAYS_WHEN.match(each.sentence.text)
    ]
    return _make(proposal, (start, end), texts, place)


def _make(
    proposal: Proposal, span: tuple[int, int], texts: list[str], place: _Place
) -> CommitmentFinding:
    """Return the finding; the first of the texts is the one that gave it away."""
    deadline = deadline_of(texts, place.scene)
    owner: OwnerReading | None = proposal.owner
    return CommitmentFinding(
        item=place.index,
        start=span[0],
        end=span[1],
        task=proposal.task,
        owner_text=owner.text if owner else None,
        owner=owner.owner if owner else None,
        co_owners=owner.co_owners if owner else (),
        due_text=deadline.text.strip() if deadline else None,
        due=deadline.latest if deadline else None,
        not_before=deadline.not_before if deadline else None,
        recurrence=deadline.recurrence if deadline else None,
        condition=condition_of(texts, place.scene) or (deadline.condition if deadline else None),
        confidence=proposal.confidence,
        rule=proposal.rule,
        because=because(proposal, texts[0], deadline),
    )
