"""What somebody asked for: "X ønskede et notat", "udvalget bad forvaltningen om at …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.owners import OwnerReading
from actions.language.rules.clauses import read_obligation
from actions.language.rules.grammar import owner_after, owner_before
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import line

ORDERED, ASKED, WISHED = 0.85, 0.78, 0.62
WISH = (
    r"(?:ønskede(?:s)?|ønsker|efterspurgte|efterspørger|efterlyste|efterlyser|bad\s+om|beder\s+om|"
    r"anmodede\s+om|anmoder\s+om|vil\s+gerne\s+(?:have|se)|ville\s+gerne\s+(?:have|"
    r"se)|bestilte|rekvirerede)"
)
ORDER = (
    r"(?:bad|beder|anmodede|anmoder|pålagde|pålægger|bemyndigede|bemyndiger|gav|giver|opfordrede)"
)


@rule("ordered", "request", rf"^(?P<who>[^.:;]{{2,80}}?)\s+{ORDER}\s+(?P<content>\S.+)$")
def ordered(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    who = owner_before(match["who"], scene)
    told = owner_after(match["content"], scene)
    if who is None or told is None or told[0].kind == "pronoun":
        return
    to_do = scene.match(
        r"(?:(?:til\s+)?(?:opgave|mandat|ansvaret)\w*\s+)?(?:i\s+opdrag\s+|"
        r"til\s+)?(?:om\s+)?at\s+(?P<what>.+)$",
        told[1],
    )
    if to_do:
        made = read_obligation(to_do["what"], scene)
        if not made:
            return
        task = made[0]
    else:
        thing = scene.match(rf"om\s+(?P<what>(?:\w+\s+){{0,3}}?{DELIVERABLE}(?!\w).*)$", told[1])
        if not thing:
            return
        task = line(thing["what"])
    # "Bo beder Lis om at …": it is Bo who has something to do. A body that asks gives an order.
    asks_later = who.kind == "person" and scene.search(r"(?<!\w)(?:beder|anmoder)(?!\w)", match[0])
    owner = who if asks_later else told[0]
    yield Proposal("ordered", "request", ORDERED, task, owner, segment.start, segment.end)


@rule("is asked to", "request", r"^(?P<owner>[^.:;,]{2,60}?)\s+bedes\s+(?P<content>\S.+)$")
def is_asked_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner, made = owner_before(match["owner"], scene), read_obligation(match["content"], scene)
    if owner and made and owner.kind != "pronoun":
        task, start, end = made[0], segment.start, segment.end
        yield Proposal("is asked to", "request", ORDERED, task, owner, start, end)


@rule(
    "was asked to",
    "request",
    r"^(?P<owner>[^.:;,]{2,60}?)\s+(?:blev|er|bliver|er\s+blevet)\s+(?:bedt\s+om|"
    r"anmodet\s+om|pålagt|bemyndiget\s+til|opfordret\s+til)\s+at\s+(?P<content>\S.+)$",
)
def was_asked_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner, made = owner_before(match["owner"], scene), read_obligation(match["content"], scene)
    if owner and made:
        yield Proposal(
            "was asked to", "request", ORDERED, made[0], owner, segment.start, segment.end
        )


@rule(
    "asked for a paper",
    "request",
    rf"^(?P<who>[^.:;]{{2,90}}?)\s+{WISH}\s+(?P<what>(?:[\w'’-]+\s+){{0,5}}?{DELIVERABLE}(?!\w).*)$",
)
def asked_for(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _may_ask(match["who"], scene) or scene.match(
        r"(?:ikke|fortsat|større|mere|at\s+der\s+(?:er|var))(?!\w)", match["what"]
    ):
        return
    what = re.sub(
        r"^at\s+(?:få|modtage|se|have|høre)\s+(?:forelagt\s+|tilsendt\s+)?|^(?:om\s+)?",
        "",
        match["what"],
        flags=re.IGNORECASE,
    )
    what = re.sub(r"^(?:en|et)\s+", "", what, flags=re.IGNORECASE)
    made = read_obligation(what, scene) if scene.match(r"at\s", what) else None
    task = made[0] if made else line(what)
    owner = made[1] if made else None
    yield Proposal("asked for a paper", "request", ASKED, task, owner, segment.start, segment.end)


@rule(
    "wished to have done",
    "request",
    rf"^(?P<who>[^.:;]{{2,90}}?)\s+{WISH},?\s+(?:om\s+)?at\s+(?P<content>\S.+)$",
)
def wished(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _may_ask(match["who"], scene):
        return
    made = read_obligation(match["content"], scene)
    if made:
        yield Proposal(
            "wished to have done", "request", WISHED, made[0], made[1], segment.start, segment.end
        )


@rule(
    "paper asked for",
    "request",
    rf"^(?:der|det)\s+(?:blev|er|bliver)\s+(?:\w+\s+){{0,2}}?(?:efterspurgt|ønsket|"
    rf"bestilt|bedt\s+om|anmodet\s+om|"
    rf"efterlyst)\s+(?P<what>(?:[\w-]+\s+){{0,4}}?{DELIVERABLE}(?!\w).*)$|"
    rf"^der\s+(?:ønskes|(?:er|var)\s+(?:et\s+)?ønske\s+om|efterspørges|bestilles|"
    rf"efterlyses)\s+(?P<what2>(?:[\w-]+\s+){{0,4}}?{DELIVERABLE}(?!\w).*)$",
)
def paper_asked_for(match: re.Match[str], segment: Segment, _scene: Scene) -> Iterator[Proposal]:
    what = match["what"] or match["what2"]
    task = line(re.sub(r"^(?:en|et)\s+", "", what, flags=re.IGNORECASE))
    yield Proposal("paper asked for", "request", ASKED, task, None, segment.start, segment.end)


def _may_ask(words: str, scene: Scene) -> OwnerReading | None:
    """Return who asks, where it is somebody at the table and not staff or citizens at large."""
    return owner_before(words, scene)
