"""Says why, in one Danish sentence that a secretary understands."""

from __future__ import annotations

from actions.language.rules.registry import Proposal

SHORTENED = 60
REASONS = {
    "follow-up mark": "«{mark}» peger tilbage på det, der står lige før.",
    "follow-up mark without owner": "«{mark}» siger, at der følges op på det, der står lige før.",
    "takes it on": "«{mark}» peger tilbage på det, der står lige før.",
    "does it": "«{mark}» siger, hvem der gør det, der står lige før.",
    "it is taken on": "«{mark}» peger tilbage på det, der står lige før.",
    "owner tag": "«{mark}» udpeger den ansvarlige for det, der står lige før.",
    "action tag": "Mærket foran siger, at det er en opgave: «{mark}».",
    "bare owner": "Navnet «{mark}» står alene lige efter opgaven.",
    "open box": "Et felt til afkrydsning, som ikke er krydset af.",
    "owner in brackets": "Navnet i parentes siger, hvem der gør det: {owner}.",
    "name and task": "Der står navn, kolon og opgave: {owner} gør det.",
    "task and name": "Navnet efter stregen siger, hvem der gør det: {owner}.",
    "table row": "En række i opgavelisten med ansvarlig{and_deadline}.",
    "action list": "Et punkt på listen over opgaver.",
    "agreed or decided": "Det blev aftalt eller besluttet, og der er noget, der skal gøres.",
    "decision with a colon": "Det står som beslutning, og der er noget, der skal gøres.",
    "point of a decision": "Et punkt i beslutningen, hvor der er noget, der skal gøres.",
    "point of what was agreed": "Et punkt på listen over det aftalte.",
    "ordered": "Der blev bedt om, at {owner_or_somebody} gør det.",
    "is asked to": "{owner_or_somebody} bedes om at gøre det.",
    "was asked to": "{owner_or_somebody} blev bedt om at gøre det.",
    "asked for a paper": "Der blev bedt om noget, som skal leveres.",
    "wished to have done": "Der blev ønsket noget gjort.",
    "paper asked for": "Der blev bedt om noget, som skal leveres.",
    "owner and duty": "{owner_or_somebody} skal eller vil gøre det efter mødet.",
    "owner and verb": "{owner_or_somebody} gør noget i nutid: det er et løfte i et referat.",
    "coordinator": "{owner_or_somebody} er udpeget som tovholder eller ansvarlig.",
    "is to have": "Der ventes på noget, som {owner_or_somebody} skal levere.",
    "must be done": "«Skal» og et udsagnsord i passiv siger, at det skal gøres; ingen er nævnt.",
    "will be done": "Der står, at det bliver gjort efter mødet.",
    "is planned": "Et udsagnsord i passiv nutid siger, at det gøres efter mødet.",
    "agenda move": "Sagen er flyttet til et senere møde eller tidspunkt.",
    "put off": "Sagen er udsat.",
    "noted down": "En kort note om noget, der skal leveres, med en tid.",
    "needs treatment": "Der står, at sagen skal behandles igen.",
    "outstanding": "Der står, at noget mangler.",
    "told to": "Punktet begynder med en opfordring til at gøre noget.",
}


def because(proposal: Proposal, mark: str) -> str:
    """Return the reason for a proposal; `mark` is the sentence that gave it away."""
    words = " ".join(mark.split())
    if len(words) > SHORTENED:
        words = words[: words.rfind(" ", 0, SHORTENED)] + " …"
    owner = proposal.owner.text if proposal.owner else None
    sentence = REASONS[proposal.rule].format(
        mark=words.rstrip("."),
        owner=owner or "nogen",
        owner_or_somebody=owner or "nogen",
        and_deadline=" og frist" if "frist" in words.lower() else "",
    )
    return sentence[:1].upper() + sentence[1:]
