"""What the rules and the vetoes are called in Danish, for who reads how well they do."""

from __future__ import annotations

from meetings.refusal import gettext_noop

RULE_WORDS = {
    "follow-up mark": gettext_noop("»X følger op«"),
    "follow-up mark without owner": gettext_noop("»Der følges op«"),
    "takes it on": gettext_noop("»X tager den«"),
    "it is taken on": gettext_noop("»Det tages med videre«"),
    "does it": gettext_noop("»X gør det«"),
    "owner tag": gettext_noop("»Ansvarlig: X«"),
    "action tag": gettext_noop("»Aktion:« foran opgaven"),
    "bare owner": gettext_noop("Navn alene efter opgaven"),
    "open box": gettext_noop("Felt uden kryds"),
    "owner in brackets": gettext_noop("Navn i parentes"),
    "name and task": gettext_noop("Navn, kolon og opgave"),
    "task and name": gettext_noop("Opgave, streg og navn"),
    "who does what": gettext_noop("Opgave, kolon og navn"),
    "table row": gettext_noop("Række i opgaveliste"),
    "action list": gettext_noop("Punkt på opgaveliste"),
    "point of a duty": gettext_noop("Punkt på liste over, hvad nogen skal"),
    "agreed or decided": gettext_noop("»Det blev aftalt/besluttet, at …«"),
    "decision with a colon": gettext_noop("»Beslutning: …«"),
    "decision with a remark": gettext_noop("Beslutning med tilføjelse"),
    "point of a decision": gettext_noop("Punkt i en beslutning"),
    "point of what was agreed": gettext_noop("Punkt på liste over det aftalte"),
    "ordered": gettext_noop("»… bad om, at X …«"),
    "is asked to": gettext_noop("»X bedes …«"),
    "it falls to": gettext_noop("»Det pålægges X at …«"),
    "it was promised": gettext_noop("»Det lovede X«"),
    "on the agenda": gettext_noop("»… på dagsordenen næste gang«"),
    "talked about next time": gettext_noop("»Næste gang skal vi tale om …«"),
    "was asked to": gettext_noop("»X blev bedt om at …«"),
    "wished for a thing done": gettext_noop("Ønske om, at noget bliver gjort"),
    "asked for a paper": gettext_noop("»… bad om/ønskede et notat«"),
    "wished to have done": gettext_noop("»… ønskede … undersøgt«"),
    "paper asked for": gettext_noop("»Der blev efterspurgt et notat«"),
    "promised by word": gettext_noop("»X lovede/tilbød …«"),
    "promised a paper": gettext_noop("»X lovede et notat«"),
    "was wished": gettext_noop("»Det blev ønsket, at X …«"),
    "agenda move": gettext_noop("Flyttet til et senere møde"),
    "put off": gettext_noop("Udsat"),
    "sent back": gettext_noop("Sendt tilbage"),
    "goes on": gettext_noop("Fortsætter på et senere møde"),
    "owner and duty": gettext_noop("»X skal …«"),
    "owner and verb": gettext_noop("»X undersøger …«"),
    "owner and second verb": gettext_noop("»… og X undersøger …«"),
    "coordinator": gettext_noop("»X er tovholder«"),
    "is to have": gettext_noop("Noget, som X skal levere"),
    "must be done": gettext_noop("»… skal undersøges«"),
    "will be done": gettext_noop("»… vil blive undersøgt«"),
    "is planned": gettext_noop("»… undersøges«"),
    "is to be held": gettext_noop("Møde, der skal holdes"),
    "is to be ready": gettext_noop("Noget skal være klar"),
    "is to get": gettext_noop("»… får besked i juni«"),
    "must go": gettext_noop("Noget skal ske"),
    "noted down": gettext_noop("Kort note med tidspunkt"),
    "needs treatment": gettext_noop("Skal behandles igen"),
    "outstanding": gettext_noop("Noget mangler"),
    "told to": gettext_noop("Punkt, der begynder med, hvad der skal gøres"),
    "house rule": gettext_noop("Husregel"),
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
    "under way": "allerede i gang",
    "quoted": "nogens egne ord, gengivet",
    "own agenda": "et punkt til mødets egen dagsorden",
    "house rule": "en husregel siger, at det aldrig er et løfte",
}


def rule_words(name: str) -> str:
    """Return what the rule is called; the name itself where an older release wrote it."""
    return RULE_WORDS.get(name, name)


def veto_words(name: str) -> str:
    """Return why the sentence is no promise."""
    return VETO_WORDS.get(name, name)
