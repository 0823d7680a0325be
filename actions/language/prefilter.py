"""Picks the sentences that are worth a closer look, by their words alone.

It may let through what promises nothing; it never stops what the rules would find. Damaged text
is not filtered: its words are not to be trusted.
"""

from __future__ import annotations

from actions.language.morphology import FORMS, open_present
from actions.language.patterns import listed

_KEYWORDS = listed(
    """
    følger følges fulgt op aktion aktioner aktionspunkt action handling opgave opgaver todo do
    ap opfølgning ansvarlig ansvarlige ansv ansvar ansvaret tovholder tovholdere opfølges skridt
    sagen skal vil må bedes bad beder anmodede anmoder anmodes pålagde pålægger bemyndigede
    bemyndiger gav giver opfordrede opfordres pålægges bemyndiges ønskede ønsker ønskedes ønskes
    efterspurgte efterspørger efterlyste efterlyser bestilte rekvirerede udbad udbeder ønske
    efterspurgt ønsket efterlyst anmodet bedt aftalt aftaltes aftales aftalte aftaler aftale
    besluttet besluttede besluttes beslutter besluttedes vedtaget vedtog vedtages vedtoges
    bestemt enig enige enigt enighed enedes opbakning grønt bakker bakkede traf truffet
    beslutning beslutninger beslutningen udfaldet fast konklusion konkluderet konkluderede
    tilsluttede tilslutning bemærkning tilføjelse godkendt tiltrådt imødekommet anbefalet udsat
    udskudt flyttet udsatte udskød flyttede sendte oversendte returnerede tilbagesendte
    fortsætter forbliver genoptages kommer dagsordenen oplyste oplyser svarede svarer meddelte
    meddeler lovede lover lovet tilkendegav fortalte tilbød sagde nævnte orienterede påtog tog
    fik får har bliver blive mangler udestår brug kræver afventer orientering udarbejdelse
    indkaldelse udsendelse invitation indhentning at måtte klar færdig
    """
)
_ENDS = ("", ".", ",", ":", ";", ")", "),")
_SIGNALS = frozenset(
    word + end
    for word in (*_KEYWORDS, *(w for forms in FORMS.values() for w in forms))
    for end in _ENDS
)
_SIGNS = ("[", "☐", "□", "❏", "→", "➔", "»", "⇒", "=>", "->", "(", " - ", "–", ":", "/")
_LONGEST_NOTE = 12


def may_promise(text: str) -> bool:
    """Tell whether any rule could find a promise in the sentence."""
    words = text.lower().split()
    if not _SIGNALS.isdisjoint(words):
        return True
    if len(words) <= _LONGEST_NOTE or any(sign in text for sign in _SIGNS):
        return True
    return any(open_present(word.rstrip(".,")) for word in words)
