"""Nouns that are work to be delivered, and nouns for what is delivered."""

from __future__ import annotations

DELIVERABLE = (
    r"(?:[\w-]*(?:notat|oversigt|statusnotat|redegørelse|orientering|opfølgning|oplæg|"
    r"opgørelse|analyse|"
    r"handleplan|tidsplan|procesplan|plan|liste|statistik|evaluering|udkast|forslag|"
    r"svar|besvarelse|beregning|"
    r"afklaring|kortlægning|rapport|præsentation|tilbagemelding|indstilling|sagsfremstilling|"
    r"afdækning|uddybning|temasag|sag|drøftelse|punkt|møde|undersøgelse|høringssvar|"
    r"temadrøftelse|temamøde|status|gennemgang|"
    r"talmateriale|materiale|nøgletal|tal|dokumentation|model|case|skema|tilbud|"
    r"forklaring|overblik|"
    r"idékatalog|katalog|besigtigelse|rundvisning|vurdering|belysning|prisoverslag|overslag|udregning|"
    r"eksempl|oplysning|sammenligning|datagrundlag|tegning|illustration|visualisering|workshop|temaaften|kursus|regnskab|budget|opsamling|uddybning|"
    r"vejledning|pjece|folder|beskrivelse|procesbeskrivelse|driftsplan|opdatering|måling|optælling|"
    r"scenarier|pjece|procedure|retningslinjer|drejebog)(?:et|en|er|r|n|t|ne|s)?)"
)
WORK_NOUN = (
    r"(?:orientering|udarbejdelse|indkaldelse|udsendelse|invitation|indhentning|"
    r"afklaring|undersøgelse|"
    r"tilbagemelding|opfølgning|planlægning|bestilling|opdatering|revision|revidering|"
    r"genbehandling|"
    r"fremsendelse|forelæggelse|evaluering|kontakt|henvendelse|ansøgning|indkøb|møde|opslag|"
    r"etablering|oprettelse|ansættelse|afholdelse|forberedelse|implementering|igangsættelse)(?!\w)"
)
MATTER = (
    r"(?:sagen|punktet|emnet|forslaget|indstillingen|planen|strategien|oplægget|"
    r"drøftelsen|spørgsmålet|"
    r"behandlingen|beslutningen|budgettet|temaet)"
)
