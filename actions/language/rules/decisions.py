"""What was decided or agreed: "det blev aftalt, at …", and the points under a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.rules.clauses import obligations
from actions.language.rules.registry import Proposal, Scene, Segment, rule

AGREED, LISTED = 0.85, 0.82
DECIDING = (
    r"(?:aftal(?:t|tes|es|te|er)|beslutte(?:t|des|s|de|r)|vedt(?:aget|oges|ages|og)|bestemt|"
    r"enig(?:e|t|hed)?\s+(?:om|i)|enedes\s+om|opbakning\s+til|"
    r"(?:gav|giver|givet)\s+grønt\s+lys\s+til|bakke(?:r|de)\s+op\s+om|"
    r"(?:traf|træffer|truffet)\s+beslutning\s+om|beslutningen\s+(?:blev|er)|aftalen\s+(?:blev|er)|"
    r"udfaldet\s+(?:blev|er)|ligger\s+fast|godkend(?:te|t)(?=,?\s+at\s)|"
    r"med\s+(?:(?:den|de|en|følgende)\s+)?(?:bemærkning|tilføjelse|ændring|"
    r"præcisering)(?:er)?(?:\s+om)?|konkludere(?:t|de|s)|tilslut(?:ning\s+til|"
    r"tede\s+sig))"
)
RETOLD = (
    r"(?<!\w)(?:tidligere|oprindelig\w*|på\s+(?:sidste|forrige|seneste)\s+\w*møde|"
    r"havde|da\s+det|som|"
    r"dengang|budgetforlig\w*|budgetaftale\w*|partierne|forligskredsen|"
    r"(?:på|i)\s+\w*mødet?\s+(?:i|den|d\.)|i\s+(?:19|20)\d\d|sidste\s+år|indstilles|"
    r"anbefaler|foreslår)(?!\w)"
)
# "Godkendt, idet udvalget ønsker at besøge skolen".
WISHED_IN_REMARK = (
    r"(?:udvalget|bestyrelsen|byrådet|rådet|direktionen)\s+"
    r"(?:ønske(?:r|de)|anmode(?:r|de)\s+om|beder\s+om|bad\s+om)\s+(?=at\s)"
)
DECISION_HEADING = rf"{DECIDING}|beslutning(?:er)?(?!\w)|konklusion|aftaler?(?!\w)"


@rule(
    "agreed or decided",
    "decided",
    rf"(?<!\w){DECIDING}(?!\w)(?:[^,:.]{{0,60}}?)(?P<at>[,:]?\s+at)\s(?P<content>.+)$",
)
def decided(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if _is_retold(segment.text[: match.start()], scene) or scene.search(
        r"(?<!\w)ikke\s*[,:]?\s+at\s$", segment.text[: match.start("content")]
    ):
        return
    yield from obligations(
        match["content"],
        scene,
        rule="agreed or decided",
        family="decided",
        confidence=AGREED,
        at=segment.start + match.start("content"),
    )


@rule(
    "decision with a colon",
    "decided",
    rf"^(?:beslutning|konklusion|aftale|aftalt|besluttet|{DECIDING})\s*:[*_]*\s*(?P<content>\S.+)$",
)
def decided_colon(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    yield from obligations(
        match["content"],
        scene,
        rule="decision with a colon",
        family="decided",
        confidence=AGREED,
        at=segment.start + match.start("content"),
    )


@rule(
    "decision with a remark",
    "decided",
    r"^(?:godkendt|tiltrådt|vedtaget|anbefale[st]|imødekommet|drøftet|taget\s+til\s+(?:efterretning|orientering)|"
    r"indstillingen\s+\w+)(?:\s+[^.,]{0,60})?,\s*(?:idet|dog\s+således\s+at|således\s+at|dog\s+"
    r"skal)"
    r"\s+(?P<content>\S.+)$",
)
def decided_with_remark(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    wish = scene.match(WISHED_IN_REMARK, match["content"])
    begin = wish.end() if wish else 0
    yield from obligations(
        match["content"][begin:],
        scene,
        rule="decision with a remark",
        family="decided",
        confidence=LISTED,
        at=segment.start + match.start("content") + begin,
    )


@rule("point of a decision", "decided", r"^(?:\d+[.)]\s*)?at\s+(?P<content>\S.+)$")
def listed_decision(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not segment.follows_decision and not (
        segment.heading and scene.search(DECISION_HEADING, segment.heading)
    ):
        return
    yield from obligations(
        match["content"],
        scene,
        rule="point of a decision",
        family="decided",
        confidence=LISTED,
        at=segment.start + match.start("content"),
    )


@rule("point of what was agreed", "list", r"^(?P<content>\S.{7,})$")
def listed_agreement(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    heading = (
        r"(?:(?:det|der|følgende|vi|udvalget|bestyrelsen|gruppen)\s.{0,40})?"
        + DECIDING
        + r"[^.]{0,40}$"
    )
    if not (segment.is_listed and segment.heading and scene.match(heading, segment.heading)):
        return
    if _is_retold(segment.heading, scene) or scene.match(r"at\s", match["content"]):
        return
    yield from obligations(
        match["content"],
        scene,
        rule="point of what was agreed",
        family="decided",
        confidence=LISTED,
        at=segment.start,
    )


def _is_retold(before: str, scene: Scene) -> bool:
    return bool(scene.search(RETOLD, before))
