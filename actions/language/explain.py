"""Says why, in one Danish sentence that a secretary understands."""

from __future__ import annotations

import re

from actions.language.deadlines import Deadline
from actions.language.owners import OwnerReading
from actions.language.rules.registry import Proposal

SHORTENED = 60
DEFINITE = re.compile(r"[A-ZÆØÅ][a-zæøå-]{3,}(?:en|et|ne)")  # "Udvalget" at the head of a sentence
REASONS = {
    "follow-up mark": "»{mark}« gælder det, der står lige før.",
    "follow-up mark without owner": "»{mark}«: der skal følges op på det, der står lige før.",
    "takes it on": "»{mark}« gælder det, der står lige før.",
    "does it": "»{mark}« siger, hvem der gør det, der står lige før.",
    "it is taken on": "»{mark}« gælder det, der står lige før.",
    "owner tag": "»{mark}« siger, hvem der er ansvarlig for det, der står lige før.",
    "action tag": "Referatet markerer det som en opgave: »{mark}«.",
    "bare owner": "Navnet »{mark}« står alene lige efter opgaven.",
    "open box": "Feltet ud for opgaven er ikke krydset af.",
    "owner in brackets": "Navnet i parentes siger, hvem der gør det: {owner}.",
    "name and task": "Der står navn, kolon og opgave: {owner} gør det.",
    "task and name": "Navnet efter stregen siger, hvem der gør det: {owner}.",
    "who does what": "Der står opgave, kolon og navn: {owner} gør det.",
    "table row": "Det står som en række i opgavelisten med ansvarlig{and_deadline}.",
    "action list": "Det står på listen over opgaver.",
    "agreed or decided": "Det blev aftalt eller besluttet, og noget skal gøres.",
    "decision with a colon": "Det står som en beslutning, og noget skal gøres.",
    "decision with a remark": "Beslutningen har en tilføjelse om noget, der skal gøres.",
    "wished for a thing done": "Der blev udtrykt ønske om, at det bliver gjort.",
    "promised by word": "{owner_or_somebody} sagde på mødet, at det bliver gjort.",
    "promised a paper": "{owner_or_somebody} lovede på mødet at levere det.",
    "owner and second verb": "Referatet siger, at {owner_or_somebody} gør det.",
    "was wished": "Det blev ønsket, at {owner_or_somebody} gør det.",
    "point of a decision": "Det står som et punkt i beslutningen, og noget skal gøres.",
    "point of what was agreed": "Det står på listen over det, der blev aftalt.",
    "ordered": "Der blev bedt om, at {owner_or_somebody} gør det.",
    "is asked to": "{owner_or_somebody} bedes gøre det.",
    "it falls to": "Det blev lagt over til {owner_or_somebody}.",
    "it was promised": "»{mark}« gælder det, der står lige før.",
    "on the agenda": "Sagen kommer på dagsordenen.",
    "talked about next time": "Sagen skal op på et møde, der kommer.",
    "was asked to": "{owner_or_somebody} blev bedt om at gøre det.",
    "asked for a paper": "Der blev bedt om noget, der skal leveres.",
    "wished to have done": "Der blev udtrykt ønske om, at det bliver gjort.",
    "paper asked for": "Der blev bedt om noget, der skal leveres.",
    "owner and duty": "Referatet siger, at {owner_or_somebody} skal eller vil gøre det.",
    "owner and verb": "Referatet siger, at {owner_or_somebody} gør det. Det tæller som et tilsagn.",
    "coordinator": "{owner_or_somebody} er udpeget som tovholder eller ansvarlig.",
    "is to have": "Der ventes på noget, som {owner_or_somebody} skal levere.",
    "must be done": "Referatet siger, at det skal gøres, men ikke af hvem.",
    "will be done": "Referatet siger, at det bliver gjort efter mødet.",
    "is planned": "Referatet siger, at det bliver gjort, men ikke af hvem.",
    "is to be held": "Referatet siger, at der skal holdes møde, og hvornår.",
    "is to be ready": "Referatet siger, hvornår det skal være klar.",
    "is to get": "Referatet siger, hvornår nogen skal have det, men ikke hvem der giver det.",
    "must go": "Referatet siger, at det skal ske, men ikke hvem der gør det.",
    "sent back": "Sagen er sendt tilbage eller udsat.",
    "goes on": "Sagen fortsætter på et senere møde.",
    "point of a duty": "Det står på en liste over det, {owner_or_somebody} skal gøre.",
    "agenda move": "Sagen er flyttet til et senere møde eller tidspunkt.",
    "put off": "Sagen er udsat.",
    "noted down": "En kort note om noget, der skal leveres til et bestemt tidspunkt.",
    "needs treatment": "Der står, at sagen skal behandles igen.",
    "outstanding": "Der står, at noget mangler.",
    "told to": "Punktet er skrevet som en opgave: Det begynder med, hvad der skal gøres.",
}


def because(proposal: Proposal, mark: str, deadline: Deadline | None = None) -> str:
    """Return the reason for a proposal; `mark` is the sentence that gave it away.

    Where the deadline was doubted, the reason says why the field is empty.
    """
    sentence = _reason(proposal, mark)
    if not deadline or not deadline.doubt:
        return sentence
    words = " ".join(deadline.text.split())
    return f"{sentence.rstrip('.')}; fristen er tom, for »{words}« {deadline.doubt}."


def _reason(proposal: Proposal, mark: str) -> str:
    if proposal.family == "house rule":
        return because_of_house_rule(proposal.words)
    words = " ".join(mark.split())
    if len(words) > SHORTENED:
        words = words[: words.rfind(" ", 0, SHORTENED)] + " …"
    owner = _in_sentence(proposal.owner) if proposal.owner else None
    sentence = REASONS[proposal.rule].format(
        mark=words.rstrip("."),
        owner=owner or "nogen",
        owner_or_somebody=owner or "nogen",
        and_deadline=" og frist" if "frist" in words.lower() else "",
    )
    return sentence[:1].upper() + sentence[1:]


def _in_sentence(owner: OwnerReading) -> str:
    """Return the owner as inside a sentence: "udvalget" and "formanden", but "Økonomi" and "HR"."""
    is_noun = owner.kind in {"role", "unit"} and DEFINITE.fullmatch(owner.text)
    if owner.kind == "pronoun" or is_noun:
        return owner.text[:1].lower() + owner.text[1:]
    return owner.text


def because_of_house_rule(phrase: str) -> str:
    return f"Husreglen »{phrase}« siger, at det altid er et løfte."
