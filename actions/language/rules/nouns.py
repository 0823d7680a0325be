"""Obligations without a verb of their own: "Orientering til udvalget primo juni"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import DELIVERABLE, MATTER, WORK_NOUN
from actions.language.morphology import FORMS, IMPERATIVES
from actions.language.rules.grammar import acts, place, plain_line
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import line

NOTED_DOWN, NEEDED, TOLD = 0.68, 0.68, 0.64
TREATMENT = (
    r"[\w-]*(?:behandling|afklaring|afdækning|vurdering|gennemgang|revision|drøftelse|"
    r"undersøgelse|bearbejdning|opdatering)"
)


@rule(
    "noted down",
    "noun phrase",
    rf"^(?:(?:nyt?|fornyet|skriftlig|mundtlig|kort|endelig|opfølgende|afsluttende|fælles|"
    rf"ekstra)\s+)?"
    rf"(?:{WORK_NOUN}|{DELIVERABLE}|(?<=endelig\s)godkendelse)(?P<rest>\s.+)$",
)
def noted_down(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read a note without a finite verb, where it says to whom or when: else it is a topic."""
    if segment.is_listed or not segment.is_whole or any(acts(segment.text, scene, forms="PRESENT")):
        return
    if scene.search(
        r"(?<!\w)(?:er|var|blev|har|havde|skal|vil|kan|bør|v/|v\.|fra\s+\w+møde)(?!\w)|:",
        segment.text,
    ):
        return
    deadline = scene.deadline_in(segment.text)
    if deadline and deadline.latest == scene.when.meeting_date and scene.when.meeting_date:
        return  # "Bestyrelsesmøde den 14. maj": this very meeting
    if deadline and (
        deadline.latest
        or deadline.not_before
        or deadline.rule in {"a later meeting", "next meeting"}
    ):
        yield Proposal(
            "noted down",
            "noun phrase",
            NOTED_DOWN,
            line(segment.text),
            None,
            segment.start,
            segment.end,
        )


@rule(
    "needs treatment",
    "noun phrase",
    rf"^(?:{MATTER}|\w+en|\w+et|der)\s+(?:har\s+brug\s+for|er\s+brug\s+for|"
    rf"kræver|skal\s+have|mangler)\s+(?P<what>(?:(?:en|et|ny|fornyet|"
    rf"yderligere|nærmere)\s+){{0,3}}{TREATMENT})(?P<rest>(?!\w).*)$",
)
def needs_treatment(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    what = re.sub(r"^(?:en|et)\s+", "", match["what"], flags=re.IGNORECASE)
    goals = list(re.finditer(r"\s*,?\s*samt\s+(?:at\s+)?(?=\w+)", match["rest"]))
    owner = place(match["rest"], scene)
    second = (
        goals[0]
        if goals
        and any(
            not act.before
            for act in acts(match["rest"][goals[0].end() :], scene, forms="INFINITIVE")
        )
        else None
    )
    first_end = match.start("rest") + second.start() if second else len(segment.text)
    task = line(what + segment.text[match.start("rest") : first_end])
    yield Proposal(
        "needs treatment",
        "noun phrase",
        NEEDED,
        task,
        owner,
        segment.start,
        segment.start + first_end,
    )
    if second:
        at = match.start("rest") + second.end()
        task = plain_line(segment.text[at:])
        yield Proposal(
            "needs treatment", "noun phrase", NEEDED, task, owner, segment.start + at, segment.end
        )


@rule(
    "outstanding",
    "noun phrase",
    r"^(?:der\s+udestår|udestår:|vi\s+mangler|der\s+mangler|"
    r"(?P<who>[^.:,]{2,40}?)\s+mangler)\s+(?P<what>(?:fortsat\s+|stadig\s+)?(?:at\s+.+|"
    r"(?<=:\s).+|(?:en|"
    r"et)\s+\w+.*))$",
)
def outstanding(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["who"]) if match["who"] else None
    if match["who"] and owner is None:
        return
    yield Proposal(
        "outstanding",
        "noun phrase",
        TOLD,
        plain_line(segment.text),
        owner,
        segment.start,
        segment.end,
    )


READY_BY = r"klart?\s+(?:til|senest|inden|ultimo|primo|medio|i|den|d\.|uge|på)\s"


@rule("told to", "list", r"^(?:husk\s+at\s+)?(?P<verb>\w+)\s+\S.+$")
def told_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read an imperative at the head of a point: "Undersøg prisen på nye skilte"."""
    first = match["verb"].lower()
    if scene.match(READY_BY, segment.text):
        return  # "Klar ultimo oktober" says when, and "klar" is no imperative
    is_reminder = match.start("verb") > 0 and first in FORMS["INFINITIVE"]
    if not segment.is_listed or not (is_reminder or first in IMPERATIVES):
        return
    if not match["verb"][:1].isupper() and not is_reminder:
        return
    if scene.match(r"\w+\s+(?:evt\.?|eventuelt|måske)(?!\w)", segment.text):
        return
    if scene.search(r"(?<!\w)(?:er|var|har|havde|blev|bliver|kan)(?!\w)", segment.text):
        return
    yield Proposal(
        "told to", "list", TOLD + 0.06, line(segment.text), None, segment.start, segment.end
    )
