"""Items that are moved in time: "udsættes til", "tages op på et senere møde", "på dagsordenen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import MATTER
from actions.language.rules.grammar import agent, plain_line
from actions.language.rules.registry import Proposal, Scene, Segment, rule

MOVED, SOME_DAY = 0.74, 0.55
TO_MEETING = (
    r"(?:til|på|ved|i)\s+(?:\S+\s+){0,3}?(?:[\w-]*(?:møde|mødet|møder|seminar|seminaret|"
    r"gang|workshop)|januar|februar|marts|april|maj|juni|juli|august|september|oktober|"
    r"november|december|uge|efteråret|foråret)(?!\w)"
)


@rule(
    "agenda move",
    "agenda move",
    rf"(?<!\w)(?P<verb>udsættes|udskydes|skubbes|flyttes|genoptages|genbehandles|"
    rf"tages\s+(?:igen\s+)?op|tages\s+på|"
    rf"drøftes(?:\s+igen)?|behandles(?:\s+igen)?|kommer\s+(?:igen\s+)?på|forelægges|"
    rf"fremlægges|sættes\s+på|optages|vendes(?:\s+igen)?)"
    rf"(?P<rest>(?:\s+\S+){{0,6}}?\s+(?:{TO_MEETING}|dagsorden\w*|som\s+punkt|igen(?!\w)).*)$",
)
def agenda_move(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before = segment.text[: match.start()]
    if scene.search(
        r"(?<!\w)(?:kan|bør|kunne|ikke|hvis|som|at|om\s+at|blev|har|hvor|skulle|"
        r"hver\w*|når|altid)(?!\w)|,\s*der(?!\w)",
        before,
    ):
        return
    yield _made(segment, scene, match["rest"], MOVED)


@rule(
    "put off",
    "agenda move",
    rf"^(?:{MATTER}\s+|punkt\s+\d+\s+)?(?:(?:blev|er|bliver)\s+)?(?P<verb>udsat|"
    rf"udskudt|udsættes|udskydes|flyttet|udsætter\s+\w+)\s+(?P<rest>{TO_MEETING}.*|"
    rf"indtil\s+videre.*)$",
)
def put_off(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    has_time = not scene.match(r"indtil\s+videre", match["rest"])
    yield _made(segment, scene, match["rest"], MOVED if has_time else SOME_DAY)


def _made(segment: Segment, scene: Scene, rest: str, confidence: float) -> Proposal:
    task = plain_line(segment.text)
    return Proposal(
        "agenda move" if confidence == MOVED and "udsat" not in segment.text.lower() else "put off",
        "agenda move",
        confidence,
        task,
        agent(rest, scene),
        segment.start,
        segment.end,
    )
