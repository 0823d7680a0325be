"""Reads one clause that is known to oblige (it was decided, or somebody was told to).

Order as a reader goes: who does what, then what is to be done, then what becomes of the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import MATTER
from actions.language.owners import OwnerReading
from actions.language.rules.grammar import (
    Act,
    acts,
    agent,
    is_hindered,
    is_subordinate,
    is_work,
    passive_line,
    plain_line,
)
from actions.language.rules.registry import Family, Proposal, Scene
from actions.language.rules.subjects import owner_after, owner_before
from actions.language.wording import do

ENDED = (
    r"til\s+efterretning|til\s+orientering(?!\s+(?:for|i|på|hos)\s)|"
    r"(?<!\w)(?:godkendes|godkende|tiltrædes|tiltræde|"
    r"godkendt|tiltrådt|følge\s+indstillingen|indstillingen\s+følges|afvises|afslås|"
    r"fortsætte\s+(?:samarbejdet|dialogen|ordningen|praksis|uændret|som\s+hidtil|uden\s+ændringer)|"
    r"bevares|fastholdes|forbliver|ikke|undlade|"
    r"bevilger|bevilges|afvise|afslå|stå\s+ved|hverken|arbejde\s+for(?!\s+at))(?!\w)"
)
ORDERING = frozenset({"bede", "anmode", "pålægge", "bemyndige"})
MOST_ADVERBS = 3
BETWEEN_OBLIGATIONS = re.compile(r"(?:,|;)?\s+(?:og|samt)\s+(?=at\s)|;\s+", re.IGNORECASE)


def obligations(
    text: str,
    scene: Scene,
    *,
    rule: str,
    family: Family,
    confidence: float,
    at: int,
    owner: OwnerReading | None = None,
) -> Iterator[Proposal]:
    """Yield a proposal for each part of a decided text: "at A gør X, og at B gør Y".

    `at` is where the text begins in the sentence. `owner` is used where a part names nobody.
    """
    begin = 0
    for end in [*(found.start() for found in BETWEEN_OBLIGATIONS.finditer(text)), len(text)]:
        part = text[begin:end]
        made = read_obligation(part.strip(" ,;"), scene)
        if made:
            task, who = made
            start = at + begin + len(part) - len(part.lstrip(" ,;"))
            yield Proposal(
                rule, family, confidence, task, who or owner, start, at + end, words=part.strip()
            )
        begin = end


def read_obligation(text: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    """Return the task line and the owner of a decided clause, None where nothing is left to do."""
    clause = re.sub(r"^(?:og\s+|samt\s+)?at\s+", "", text, flags=re.IGNORECASE)
    if scene.search(ENDED, clause[:160]):
        return None
    return (
        _modal(clause, scene)
        or _active(clause, scene)
        or _passive(clause, scene)
        or _becomes(clause, scene)
        or _infinitive(clause, scene)
        or _move(clause, scene)
    )


def _move(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    """Read "punktet kommer på dagsordenen igen i efteråret"."""
    if scene.match(rf"{MATTER}\s+kommer\s+(?:\w+\s+){{0,2}}?(?:på|tilbage|op)(?!\w)", clause):
        return plain_line(clause), None
    return None


def _modal(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    """Read "Teknik skal undersøge ..." and "formanden vil kontakte ..."."""
    modal = scene.search(
        r"(?<!\w)(?:skal|vil|får\s+til\s+opgave\s+at|sørger\s+for\s+at)(?!\w)", clause
    )
    if not modal or is_subordinate(clause[: modal.start()], scene):
        return None
    owner = owner_before(clause[: modal.start()], scene)
    if owner is None:
        return None
    for act in acts(clause[modal.end() :], scene, forms="INFINITIVE"):
        if is_subordinate(act.before, scene) or is_hindered(act, scene):
            return None
        if is_work(act, scene, obliged=True):
            return do(act.verb, act.before, act.after), owner
    return None


def _active(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    for act in acts(clause, scene, forms="PRESENT", is_open=True):
        if is_subordinate(act.before, scene):
            return None
        owner = owner_before(act.before, scene) or _owner_at_head(act.before, scene)
        if owner and is_work(act, scene, obliged=True) and not is_hindered(act, scene):
            return do(act.verb, act.after), owner
    return None


def _owner_at_head(before: str, scene: Scene) -> OwnerReading | None:
    """Return the owner before an adverbial: "forvaltningen inden høringen" (undersøger)."""
    found = owner_after(before, scene)
    adverbial = (
        r"(?:inden|senest|til|i|på|ved|efter|sammen|fremover|derfor|også|nu|igen|snarest|for)(?!\w)"
    )
    return found[0] if found and scene.match(adverbial, found[1]) else None


def _passive(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    for act in acts(clause, scene, forms="PASSIVE"):
        if scene.search(
            r",\s*(?:der|som|hvor)(?!\w)|(?<!\w)(?:som\s+(?:kan|skal)|hvordan|hvorvidt)(?!\w)",
            act.before,
        ):
            return None
        if is_work(act, scene, obliged=True) and not is_hindered(act, scene):
            return passive_line(act, scene), agent(act.after, scene)
    return None


def _becomes(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    """Read "forældrenes oplevelse bliver belyst"."""
    becomes = scene.search(r"(?<!\w)(?:bliver|blive)\s+", clause)
    if not becomes or is_subordinate(clause[: becomes.start()], scene):
        return None
    rest = clause[becomes.end() :]
    for act in acts(rest, scene, forms="PARTICIPLE"):
        if len(act.before.split()) > MOST_ADVERBS or is_hindered(act, scene):
            return None
        if is_work(act, scene, obliged=True):
            return do(act.verb, clause[: becomes.start()], act.after), agent(act.after, scene)
        return None
    return None


def _infinitive(clause: str, scene: Scene) -> tuple[str, OwnerReading | None] | None:
    """Read "at håndtere spørgsmålene inden ferien": the clause begins with what to do."""
    for act in acts(clause, scene, forms="INFINITIVE"):
        if len(act.before.split()) > 2 or is_hindered(act, scene):
            return None
        if not is_work(act, scene, obliged=True):
            return None
        # "at bede Økonomi om et overblik": a body that asks gives an order.
        told = owner_after(act.after, scene) if act.verb in ORDERING else None
        owner = told[0] if told and told[0].kind in {"unit", "role"} else None
        named = re.match(r"(?P<unit>[A-ZÆØÅ][\w-]+(?: og [A-ZÆØÅ][\w-]+)?) om ", act.after)
        if act.verb in ORDERING and owner is None and named:
            owner = OwnerReading(named["unit"], named["unit"], (), "unit")
        return do(act.verb, act.before, act.after), owner
    return None


__all__ = ["Act", "obligations", "plain_line", "read_obligation"]
