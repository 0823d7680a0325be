"""Items that are moved in time: "udsættes til", "tages op på et senere møde", "på dagsordenen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import MATTER
from actions.language.morphology import WORD, is_finite
from actions.language.rules.grammar import agent, plain_line
from actions.language.rules.negatives import EXPECTED
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import do

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
    rf"drøftes(?:\s+igen)?|(?:første|anden|færdig)?behandles(?:\s+igen)?|kommer\s+(?:igen\s+)?på|forelægges|"
    rf"fremlægges|sættes\s+på|optages|vendes(?:\s+igen)?|{EXPECTED})"
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


@rule(
    "on the agenda",
    "agenda move",
    rf"^(?P<what>[^.:;,]{{3,70}}?)\s+(?:på|til)\s+dagsordenen\s+(?P<rest>(?:d\.|den|næste\s+gang|"
    rf"igen|{TO_MEETING}).*)$",
)
def on_the_agenda(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "Legepladsen på dagsordenen næste gang": a note without a verb."""
    words = [found[0].lower() for found in WORD.finditer(match["what"])]
    if any(is_finite(word, damaged=scene.damaged) for word in words):
        return
    task = do("sætte", match["what"], "på dagsordenen", match["rest"])
    yield Proposal("on the agenda", "agenda move", MOVED, task, None, segment.start, segment.end)


# What is talked about is a point of the agenda; what is done, eaten or tried next time is none.
MORE = r"(?:(?:mere|nærmere|også|så|igen)\s+)?"
TALK = (
    rf"(?:(?:tale|snakke)\s+{MORE}om|(?:se|kigge)\s+{MORE}på|tage\s+stilling\s+til|"
    r"drøfte|diskutere|gennemgå|evaluere|behandle)"
)
WE = r"(?:vi|udvalget|bestyrelsen|rådet|gruppen)"
NEXT_TIME = (
    r"(?:næste\s+gang|(?:på|til)\s+(?:(?:det|vores)\s+)?(?:næste|kommende)\s+(?:gang|[\w-]*møde))"
)


def _talks(after_verb: str) -> str:
    """Return the pattern of "taler om", with what stands right after the verb: "taler vi om"."""
    return (
        rf"(?:(?:taler|snakker){after_verb}\s+{MORE}om|(?:ser|kigger){after_verb}\s+{MORE}på|"
        rf"tager{after_verb}\s+stilling\s+til|"
        rf"(?:drøfter|diskuterer|gennemgår|evaluerer|behandler){after_verb})"
    )


THEN_WE_TALK, WE_TALK = _talks(rf"\s+{WE}"), _talks("")


@rule(
    "talked about next time",
    "agenda move",
    rf"^(?:{NEXT_TIME}\s+(?:(?:skal|vil)\s+{WE}\s+{MORE}{TALK}|{THEN_WE_TALK}|"
    r"(?:skal\s+)?(?:drøftes|diskuteres|gennemgås|evalueres|behandles)),?\s+(?P<what>\w.*)|"
    rf"{WE}\s+(?:(?:skal|vil)\s+{MORE}{TALK}|{WE_TALK})\s+(?P<said>[^.:;,]+?)\s+{NEXT_TIME})"
    r"\s*[.!]?$",
)
def talked_about_next_time(
    match: re.Match[str], segment: Segment, scene: Scene
) -> Iterator[Proposal]:
    """Read "næste gang skal vi tale om legepladsen": a point of the next agenda, nobody's own."""
    what = (match["what"] or match["said"]).rstrip(" .!")
    if scene.search(r"(?<!\w)(?:ikke|ingen|hvis|måske|eventuelt|evt)(?!\w)", what):
        return
    is_clause = scene.match(r"(?:om|at|hv\w+)(?!\w)", what)
    task = do("sætte", what, "på dagsordenen næste gang")
    task = plain_line(segment.text) if is_clause else task
    yield Proposal(
        "talked about next time", "agenda move", MOVED, task, None, segment.start, segment.end
    )


@rule(
    "sent back",
    "agenda move",
    r"^(?P<who>[^.:;]{2,60}?)\s+(?P<verb>udsatte|udskød|flyttede|sendte|oversendte|returnerede|"
    r"tilbagesendte|"
    r"sender|udsætter|udskyder|oversender|besluttede\s+at\s+sende)\s+(?P<what>sagen|punktet|"
    r"forslaget|spørgsmålet|"
    r"behandlingen|emnet|\w+en|\w+et)\s+(?P<rest>(?:(?:retur|tilbage)\s+)?(?:til|i\s+høring)\s.+)$",
)
def sent_back(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "udvalget udsatte sagen til den 11. juni" and "sendte sagen tilbage til …"."""
    is_sent = scene.match(r"(?:\w*send|returner|oversend|tilbagesend)", match["verb"])
    if is_sent and not scene.match(r"(?:retur|tilbage)\s|i\s+høring", match["rest"]):
        return
    if scene.search(r"(?<!\w)(?:har|havde|er|blev|tidligere|dengang)(?!\w)", match["who"]):
        return
    task = do("sende" if is_sent else "udsætte", match["what"], match["rest"])
    yield Proposal("sent back", "agenda move", MOVED, task, None, segment.start, segment.end)


@rule(
    "goes on",
    "agenda move",
    rf"^(?:{MATTER}|[\w-]+(?:en|et))\s+(?:fortsætter|fortsættes|forbliver|bliver\s+stående)\s+"
    rf"(?:\w+\s+){{0,3}}?(?:{TO_MEETING}|på\s+dagsordenen).*$",
)
def goes_on(_match: re.Match[str], segment: Segment, _scene: Scene) -> Iterator[Proposal]:
    task = plain_line(segment.text)
    yield Proposal("goes on", "agenda move", MOVED, task, None, segment.start, segment.end)


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
