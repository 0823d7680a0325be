"""Reads a note of a task: "Bo kontakter skolen", "Bo: kontakt skolen", "folder - Bo - 1. juni"."""

from __future__ import annotations

import re

from actions.language.lexicon.nouns import WORK_NOUN
from actions.language.morphology import IMPERATIVES
from actions.language.owners import OwnerReading
from actions.language.rules.clauses import read_obligation
from actions.language.rules.grammar import acts, plain_line
from actions.language.rules.registry import Proposal, Scene, Segment
from actions.language.rules.subjects import owner_after
from actions.language.wording import line

SURE, LIKELY = 0.97, 0.9
THANKS = r"tak\s+(?:for|til)(?!\w)"
NAMED_LAST = re.compile(
    r"(?P<task>.+?)(?:\s*\((?P<bracket>[^()]{2,60})\)|\s+[-–—]\s+(?P<dash>[^\W\d_][^-–—:]{1,50}?))"
    r"\s*\.?$"
)
VERBAL_NOUN = (
    r"(?:nyt?\s+\w+\s+(?:til|om|på)(?!\w)|[\w-]{3,}(?:ing|else)\s+(?:af|på|til|om|i(?!\s+uge)|fra|med|"
    r"hos)(?!\w)|"
    r"(?:køb|salg|leje|gennemgang|opslag|udkast|oplæg|plan|tilbud|brev|mail|notat|besøg|skilt)\s+"
    r"(?:af|på|til|om|fra|hos)(?!\w))"
)

# "Ny aftale om kørsel træder i kraft": the noun has a verb of its own, and tells news.
STATED = r"[^,.;:]{2,80}?\s(?:er|var|blev|bliver|gælder|træder|udløber)(?!\w)"


def is_only_time(tail: str | None, scene: Scene) -> bool:
    """Tell whether what follows a mark says when, and not what: else it is no mere mark."""
    if not tail:
        return True
    deadline = scene.deadline_in(tail)
    return deadline is not None and 4 * len(deadline.text) > 3 * len(tail)


def told(name: str, rest: str, segment: Segment, scene: Scene) -> Proposal:
    """Read what stands after a tag: "Bo kontakter skolen", "Bo: kontakt skolen", "kage - Bo"."""
    named = re.match(r"(?P<owner>[^:.]{2,45}):\s+(?P<task>\S.+)$", rest)
    owner = scene.book.read(named["owner"]) if named else None
    task = named["task"] if named and owner else rest
    task = _without_deadline(task, scene)
    last = NAMED_LAST.match(task)
    if last and owner is None:
        owner = scene.book.read(last["bracket"] or last["dash"])
        task = last["task"] if owner else task
    made = read_obligation(task, scene)
    if made:
        return Proposal(name, "list", SURE, made[0], owner or made[1], segment.start, segment.end)
    owner = owner or _first_owner(task, scene)
    return Proposal(name, "list", SURE, plain_line(task), owner, segment.start, segment.end)


def _without_deadline(task: str, scene: Scene) -> str:
    """Return the task without a last dash and a deadline: "folder – KB – 1. juni"."""
    last = re.search(r"\s+[-–—]\s+(?P<when>[^-–—]{2,40})$", task)
    return task[: last.start()] if last and is_only_time(last["when"].strip(), scene) else task


def _first_owner(task: str, scene: Scene) -> OwnerReading | None:
    found = owner_after(task, scene)
    return found[0] if found and found[0].kind != "pronoun" else None


def begins_with_work(task: str, scene: Scene) -> bool:
    """Tell whether a note begins with what to do: "Undersøg ...", "at undersøge ..."."""
    from_start = re.sub(r"^(?:at|skal|vil)\s+", "", task, flags=re.IGNORECASE)
    first = line(from_start).split(" ")[0].lower()
    if first in IMPERATIVES and not scene.match(THANKS, from_start):
        return True
    return any(
        not act.before
        for forms in ("PRESENT", "INFINITIVE")
        for act in acts(from_start, scene, forms=forms)
    ) or _is_work_noun(task, scene)


def _is_work_noun(task: str, scene: Scene) -> bool:
    is_noun = scene.match(WORK_NOUN, task) or scene.match(VERBAL_NOUN, task)
    return bool(is_noun and not scene.match(STATED, task))
