"""Somebody does something: person, role or unit, and a verb of work in the present tense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.owners import OwnerReading
from actions.language.rules.grammar import (
    acts,
    is_hindered,
    is_subordinate,
    is_work,
    owner_after,
    owner_before,
)
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import do, line

BY_KIND = {"person": 0.9, "role": 0.86, "unit": 0.84, "pronoun": 0.7}
WILL, IF = -0.12, -0.16
MODAL = (
    r"(?:skal\s+huske\s+at|skal|vil\s+gerne|vil|påtager\s+sig\s+at|lovede\s+at|"
    r"har\s+lovet\s+at|tilbød\s+at|får\s+til\s+opgave\s+at|er\s+ansvarlig\s+for\s+at|"
    r"har\s+ansvaret?\s+for\s+at|sørger\s+for\s+at|påtog\s+sig\s+at|arbejder\s+på\s+at|"
    r"prøver\s+at|forsøger\s+at|husker\s+at)"
)


@rule("owner and duty", "person and verb", rf"(?<!\w)(?P<modal>{MODAL})(?!\w)")
def owner_must(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before, after = segment.text[: match.start()], segment.text[match.end() :]
    owner = owner_before(before, scene)
    front = ""
    if owner is None and before.strip() and not is_subordinate(before, scene):
        found = owner_after(after, scene)
        owner, after = found if found else (None, after)
        front = before
    if owner is None:
        return
    for act in acts(after, scene, forms="INFINITIVE"):
        if (
            len(act.before.split()) > 8
            or is_subordinate(act.before, scene)
            or is_hindered(act, scene)
        ):
            return
        if is_work(act, scene, obliged=False):
            change = WILL if match["modal"].lower().startswith("vil") else 0.0
            task = do(act.verb, act.before, act.after, front)
            yield _made("owner and duty", owner, task, segment, change)
            return


@rule("owner and verb", "person and verb", r"(?<![\w-])<PRESENT>(?!-)")
def owner_does(_match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    conditional = scene.match(
        r"(?:hvis|såfremt|viser\s+det\s+sig)[^,]*,\s*(?:så\s+)?(?=\w)", segment.text
    )
    text = segment.text[conditional.end() :] if conditional else segment.text
    change = IF if conditional else 0.0
    for act in acts(text, scene, forms="PRESENT"):
        if is_hindered(act, scene):
            return
        owner = owner_before(act.before, scene)
        if owner and is_work(act, scene, obliged=False):
            yield _made("owner and verb", owner, do(act.verb, act.after), segment, change)
            return
        if is_subordinate(act.before, scene):
            return
        inverted = owner_after(act.after, scene) if act.before or conditional else None
        if (
            inverted
            and inverted[0].kind != "pronoun"
            and _is_inverted_work(act.verb, inverted, scene)
        ):
            task = do(act.verb, inverted[1], _front(act.before))
            yield _made("owner and verb", inverted[0], task, segment, change - 0.04)
            return


@rule(
    "coordinator",
    "person and verb",
    r"^(?P<who>[^.:,]{2,60}?)\s+(?:er|bliver|"
    r"har\s+tilbudt\s+at\s+være)\s+(?:fortsat\s+)?(?:tovholdere?|ansvarlige?|"
    r"kontaktperson)\s+(?:på|for)\s+(?P<what>\S.+)$",
)
def coordinator(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["who"], scene)
    if owner and owner.kind != "pronoun" and "fortsat" not in match[0].lower():
        yield _made("coordinator", owner, line(f"Vær tovholder for {match['what']}"), segment, -0.1)


@rule(
    "is to have",
    "person and verb",
    rf"^(?P<who>[^.:,]{{2,50}}?)\s+(?:har\s+brug\s+for|skal\s+have|"
    rf"afventer)\s+(?P<what>(?:[\w-]+\s+){{0,3}}?{DELIVERABLE}(?!\w).*?\b(?:fra|"
    rf"af)\s+(?P<owner>\S.+))$",
)
def is_to_have(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    found = owner_after(match["owner"], scene)
    if found and owner_before(match["who"], scene):
        yield _made("is to have", found[0], line(match["what"]), segment, -0.15)


def _is_inverted_work(verb: str, inverted: tuple[OwnerReading, str], scene: Scene) -> bool:
    from_verb = next(acts(f"{verb}r {inverted[1]}", scene, forms="PRESENT"), None)
    return bool(from_verb and is_work(from_verb, scene, obliged=False))


def _front(words: str) -> str:
    return words[:1].lower() + words[1:]


def _made(
    name: str, owner: OwnerReading, task: str, segment: Segment, change: float = 0.0
) -> Proposal:
    confidence = round(BY_KIND[owner.kind] + change, 2)
    return Proposal(name, "person and verb", confidence, task, owner, segment.start, segment.end)
