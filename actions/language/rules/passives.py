"""Plans that name no doer: "der udarbejdes", "skal undersøges", "inddrages", "vil blive sendt"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.verbs import DOES, LIGHT
from actions.language.patterns import listed
from actions.language.rules.grammar import (
    Act,
    acts,
    agent,
    is_hindered,
    is_subordinate,
    is_work,
    passive_line,
    place,
    plain_line,
)
from actions.language.rules.registry import Proposal, Scene, Segment, rule

MUST, WILL_BE, PLANNED = 0.76, 0.68, 0.66
STATES = frozenset(
    listed(
        """
        oplyse orientere anvende bruge give finde følge tale modtage støtte ses
        samle dele høre indgå sikre vise spørge bede afholde
        """
    )
)
WITH_PARTICLE = frozenset({"følge", "give", "finde", "tale"})
WHERE_AND_WHEN = (
    r"(?<!\w)(?:(?:på|i|til|ved|om)\s+(?:\w+\s+){0,2}?[\w-]*(?:møde|mødet|direktionen|"
    r"udvalget|byrådet|seminar|seminaret|bestyrelsen|chefgruppen|styregruppen|ledelsen)|"
    r"på\s+dagsordenen|i\s+kalenderen)(?!\w)"
)
TO_OTHERS = (
    r"(?<!\w)(?:beboere\w*|ejere\w*|medlemmer\w*|forældre\w*|borgere\w*|brugere\w*|"
    r"man)\s+(?:skal|bedes)"
)


@rule("must be done", "passive plan", r"(?<!\w)(?:skal|må)(?!\w)(?P<rest>.+)$")
def must_be_done(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before = segment.text[: match.start()].strip()
    if (
        is_subordinate(before, scene)
        or scene.search(TO_OTHERS, segment.text)
        or scene.search(r"(?<!\w)(?:må\s+ikke|ikke|kan)(?!\w)", before)
    ):
        return
    for act in acts(match["rest"], scene, forms="PASSIVE"):
        if (
            len(act.before.split()) > 14
            or is_hindered(act, scene)
            or scene.search(r",\s*(?:der|som|at|om|hv)", act.before)
        ):
            return
        if is_work(act, scene, obliged=True):
            yield _made("must be done", MUST, _joined(before, act), segment, scene)
            return


@rule(
    "will be done",
    "passive plan",
    r"(?<!\w)(?:vil\s+(?:\w+\s+){0,2}?blive|skal\s+have|"
    r"bliver)\s+(?P<rest>(?:\w+\s+){0,4}?(?P<verb>(?:ud|ind|op|frem|af|gen|for|be|"
    r"under)?\w{2,}(?:et|t|dt|lagt|sat|taget|givet|gjort|bedt|holdt|sendt))(?!\w).*)$",
)
def will_be_done(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before = segment.text[: match.start()]
    if is_subordinate(before, scene) or not _participle_of_work(match["verb"]):
        return
    if scene.search(
        r"(?<!\w)(?:kan|kunne|bør|måske|ikke|ingen|hvis)(?!\w)", before + " " + match["rest"][:40]
    ):
        return
    owner = agent(match["rest"], scene)
    yield Proposal(
        "will be done",
        "passive plan",
        WILL_BE,
        plain_line(segment.text),
        owner,
        segment.start,
        segment.end,
    )


@rule("is planned", "passive plan", r"(?<![\w-])<PASSIVE>(?!-)")
def is_planned(_match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    for act in acts(segment.text, scene, forms="PASSIVE"):
        if is_hindered(act, scene) or is_subordinate(act.before, scene):
            return
        strong = is_work(act, scene, obliged=False) and not _is_state(act, scene)
        placed = scene.search(WHERE_AND_WHEN, act.after) and act.verb != "orientere"
        in_body = (
            place(act.after, scene)
            if act.verb in {"behandle", "genbehandle", "drøfte", "afklare", "godkende"}
            else None
        )
        if strong or in_body or (placed and is_work(act, scene, obliged=True)):
            confidence = PLANNED if strong or in_body else PLANNED - 0.03
            yield _made("is planned", confidence, act, segment, scene, in_body=bool(in_body))
            return


def _is_state(act: Act, scene: Scene) -> bool:
    """Tell "der følges en plan" from "der følges op"."""
    has_particle = act.verb in WITH_PARTICLE and scene.match(LIGHT[act.verb], act.after)
    return act.verb in STATES and not has_particle


def _joined(before: str, act: Act) -> Act:
    return Act(act.verb, f"{before} {act.before}".strip(), act.after, act.start)


def _made(
    name: str, confidence: float, act: Act, segment: Segment, scene: Scene, *, in_body: bool = False
) -> Proposal:
    in_body = in_body or act.verb in {"behandle", "godkende"}
    owner = agent(act.after, scene) or (place(act.after, scene) if in_body else None)
    task = passive_line(act, scene)
    return Proposal(name, "passive plan", confidence, task, owner, segment.start, segment.end)


def _participle_of_work(word: str) -> bool:
    """Tell whether a participle belongs to a verb of work: "udarbejdet", "sendt", "indkaldt"."""
    stem = word.lower()
    return (
        any(stem in {verb + "t", verb[:-1] + "t", verb[:-1] + "et"} for verb in DOES)
        or stem in IRREGULAR
    )


IRREGULAR = frozenset(
    {
        "sat",
        "taget",
        "lagt",
        "skrevet",
        "givet",
        "fulgt",
        "rettet",
        "truffet",
        "købt",
        "fundet",
        "udskudt",
    }
)
