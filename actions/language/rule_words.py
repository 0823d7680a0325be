"""What the rules and the vetoes are called in Danish, for who reads how well they do."""

from __future__ import annotations

RULE_WORDS = {
    "follow-up mark": "»X følger op«",
    "follow-up mark without owner": "»Der følges op«",
    "takes it on": "»X tager den«",
    "it is taken on": "»Det tages med videre«",
    "does it": "»X gør det«",
    "owner tag": "»Ansvarlig: X«",
    "action tag": "»Aktion:« foran opgaven",
    "bare owner": "Navn alene efter opgaven",
    "open box": "Felt uden kryds",
    "owner in brackets": "Navn i parentes",
    "name and task": "Navn, kolon og opgave",
    "task and name": "Opgave, streg og navn",
    "table row": "Række i opgaveliste",
    "action list": "Punkt på opgaveliste",
    "point of a duty": "Punkt på liste over, hvad nogen skal",
    "agreed or decided": "»Det blev aftalt/besluttet, at …«",
    "decision with a colon": "»Beslutning: …«",
    "decision with a remark": "Beslutning med tilføjelse",
    "point of a decision": "Punkt i en beslutning",
    "point of what was agreed": "Punkt på liste over det aftalte",
    "ordered": "»… bad om, at X …«",
    "is asked to": "»X bedes …«",
    "was asked to": "»X blev bedt om at …«",
    "wished for a thing done": "Ønske om, at noget bliver gjort",
    "asked for a paper": "»… bad om/ønskede et notat«",
    "wished to have done": "»… ønskede … undersøgt«",
    "paper asked for": "»Der blev efterspurgt et notat«",
    "promised by word": "»X lovede/tilbød …«",
    "was wished": "»Det blev ønsket, at X …«",
    "agenda move": "Flyttet til et senere møde",
    "put off": "Udsat",
    "sent back": "Sendt tilbage",
    "goes on": "Fortsætter på et senere møde",
    "owner and duty": "»X skal …«",
    "owner and verb": "»X undersøger …«",
    "owner and second verb": "»… og X undersøger …«",
    "coordinator": "»X er tovholder«",
    "is to have": "Noget, som X skal levere",
    "must be done": "»… skal undersøges«",
    "will be done": "»… vil blive undersøgt«",
    "is planned": "»… undersøges«",
    "is to be held": "Møde, der skal holdes",
    "is to be ready": "Noget skal være klar",
    "must go": "Noget skal ske",
    "noted down": "Kort note med tidspunkt",
    "needs treatment": "Skal behandles igen",
    "outstanding": "Noget mangler",
    "told to": "Punkt, der begynder med, hvad der skal gøres",
    "house rule": "Husregel",
}
VETO_WORDS = {
    "noted": "taget til efterretning",
    "approved": "godkendt",
    "reported": "fortalt om, hvordan det er eller var",
    "done": "allerede gjort",
    "question": "et spørgsmål",
    "stance": "en holdning",
    "proposed": "et forslag eller en indstilling",
    "statute": "ordene i en lov eller en vedtægt",
    "election": "et valg",
    "procedure": "mødets egen gang",
    "agenda": "et punkt på dagsordenen",
    "nothing": "der er intet at gøre",
    "condition": "kun hvis noget sker",
    "ticked": "krydset af som gjort",
    "own agenda": "et punkt til mødets egen dagsorden",
    "house rule": "en husregel siger, at det aldrig er et løfte",
}


def rule_words(name: str) -> str:
    """Return what the rule is called; the name itself where an older release wrote it."""
    return RULE_WORDS.get(name, name)


def veto_words(name: str) -> str:
    """Return why the sentence is no promise."""
    return VETO_WORDS.get(name, name)
