"""Deadline phrases and what they mean. The meeting is on Wednesday 14 May 2025."""

from __future__ import annotations

from datetime import date

DATED: dict[date, list[str]] = {
    date(2025, 5, 14): ["i dag", "d. 14. maj", "14.05.2025"],
    date(2025, 5, 15): [
        "i morgen",
        "senest i morgen",
        "torsdag den 15. maj",
        "om en dag",
        "på torsdag",
    ],
    date(2025, 5, 16): [
        "på fredag",
        "senest fredag",
        "inden fredag",
        "inden weekenden",
        "i overmorgen",
        "fredag i uge 20",
        "d. 16.",
        "den 16.",
    ],
    date(2025, 5, 18): [
        "denne uge",
        "i denne uge",
        "uge 20",
        "inden udgangen af uge 20",
        "i indeværende uge",
    ],
    date(2025, 5, 19): ["på mandag", "næste mandag", "førstkommende mandag", "mandag den 19. maj"],
    date(2025, 5, 21): [
        "på onsdag",
        "senest onsdag",
        "om en uge",
        "inden for en uge",
        "inden for 7 dage",
    ],
    date(2025, 5, 22): ["senest 8 dage efter mødet", "8 dage efter mødet"],
    date(2025, 5, 25): ["næste uge", "i næste uge", "i uge 21", "uge 21", "senest uge 21"],
    date(2025, 5, 28): [
        "om 14 dage",
        "om to uger",
        "inden for to uger",
        "inden for 14 dage",
        "senest om 14 dage",
    ],
    date(2025, 5, 31): [
        "denne måned",
        "inden månedens udgang",
        "inden udgangen af maj",
        "i maj",
        "til maj",
        "ultimo maj",
        "i løbet af foråret",
        "i foråret",
        "i slutningen af maj",
        "inden udgangen af måneden",
        "foråret 2025",
    ],
    date(2025, 6, 1): [
        "1. juni",
        "d. 1. juni",
        "senest 1. juni",
        "inden den 1. juni",
        "1. juni 2025",
        "01-06-2025",
        "1/6-25",
        "d. 1.6.",
        "senest 1/6",
        "2025-06-01",
        "pr. 1. juni",
        "1. jun. 2025",
        "søndag d. 1. juni",
        "1/6 2025",
        "01.06.25",
    ],
    date(2025, 6, 4): [
        "om tre uger",
        "inden for tre uger",
        "ons. d. 4. juni",
        "onsdag den 4. juni 2025",
        "den 1. onsdag i juni",
        "første onsdag i juni",
    ],
    date(2025, 6, 10): ["primo juni", "i starten af juni", "først i juni", "i begyndelsen af juni"],
    date(2025, 6, 14): [
        "om en måned",
        "til mødet den 14. juni",
        "på udvalgsmødet d. 14. juni",
        "12.-14. juni",
    ],
    date(2025, 6, 20): ["medio juni", "midt i juni", "i midten af juni 2025"],
    date(2025, 6, 30): [
        "ultimo juni",
        "i juni",
        "til juni",
        "klar til juni",
        "inden udgangen af juni",
        "maj/juni",
        "på mødet i juni",
        "inden sommerferien",
        "før sommerferien",
        "inden sommer",
        "før sommer",
        "frem mod sommerferien",
        "på denne side af sommerferien",
        "op til sommerferien",
        "2. kvartal",
        "Q2",
        "1. halvår",
        "andet kvartal",
        "i løbet af juni",
        "sidst i juni",
        "medio 2025",
        "næste måned",
        "første halvår 2025",
        "inden sommerferien 2025",
    ],
    date(2025, 8, 14): ["om 3 måneder", "om tre måneder"],
    date(2025, 8, 24): [
        "uge 34",
        "i uge 34",
        "uge 33-34",
        "ugerne 33 og 34",
        "uge 34 2025",
        "i løbet af uge 34",
    ],
    date(2025, 8, 31): [
        "31/8-25",
        "d. 31. august",
        "den 31. august 2025",
        "inden udgangen af august",
        "i august",
        "i løbet af sommeren",
        "juli-august",
        "inden september",
        "før september",
        "31. aug.",
    ],
    date(2025, 9, 2): [
        "den 1. tirsdag i september",
        "første tirsdag i september",
        "tirsdag den 2. september",
    ],
    date(2025, 9, 10): ["primo september", "primo sept."],
    date(2025, 9, 30): ["ultimo september", "3. kvartal", "Q3 2025", "i september måned"],
    date(2025, 10, 10): ["inden efterårsferien", "før efterårsferien"],
    date(2025, 11, 14): ["om et halvt år", "om 6 måneder"],
    date(2025, 11, 30): [
        "i løbet af efteråret",
        "til efteråret",
        "efteråret 2025",
        "i november",
        "inden december",
    ],
    date(2025, 12, 23): [
        "inden jul",
        "før jul",
        "inden juleferien",
        "inden jul 2025",
        "23.12.2025",
    ],
    date(2025, 12, 31): [
        "inden årets udgang",
        "ved årets udgang",
        "inden udgangen af 2025",
        "ultimo 2025",
        "i løbet af 2025",
        "inden nytår",
        "inden årsskiftet",
        "4. kvartal",
        "2. halvår",
        "i år",
        "inden 2026",
    ],
    date(2026, 1, 31): ["primo 2026", "i januar", "januar 2026", "til januar"],
    date(2026, 2, 6): ["inden vinterferien"],
    date(2026, 2, 28): ["i februar", "januar/februar", "inden marts"],
    date(2026, 3, 31): [
        "i marts",
        "marts 2026",
        "1. kvartal",
        "Q1 2026",
        "1. kvartal 2026",
        "inden udgangen af marts",
        "klar til marts",
    ],
    date(2026, 4, 1): ["inden påske", "før påskeferien", "inden påsken"],
    date(2026, 1, 30): ["fredag i uge 5"],
    date(2026, 4, 5): ["uge 13-14"],
    date(2026, 5, 31): ["foråret 2026", "forår 2026"],
    date(2026, 6, 30): ["1. halvår 2026", "medio 2026", "inden sommerferien 2026"],
    date(2026, 12, 31): ["næste år", "i løbet af 2026", "i 2026"],
}

NOT_BEFORE: dict[date, list[str]] = {
    date(2025, 8, 1): ["efter sommerferien", "efter sommeren", "på den anden side af sommerferien"],
    date(2026, 1, 2): ["efter nytår", "efter årsskiftet"],
    date(2025, 9, 1): ["fra 1. september", "tidligst 1. september", "fra og med den 1. september"],
    date(2025, 10, 20): ["efter efterårsferien"],
    date(2025, 7, 1): ["efter juni"],
}

KEPT_AS_WORDS = [
    "snarest",
    "snarest muligt",
    "hurtigst muligt",
    "ASAP",
    "på et senere møde",
    "på et kommende seminar",
    "til næste møde",
    "på næste udvalgsmøde",
    "når høringen er afsluttet",
    "så snart tilbuddet er modtaget",
]
RECURRING = [
    "løbende",
    "hver måned",
    "to gange om året",
    "hvert kvartal",
    "4 x årligt",
    "hver mandag",
    "månedligt",
]

NEGATIVE = """
brev af 5. f.m.
brev af 3. ds.
ca. 20 ds-spil
23. nm af banen
1. marts 2023
14.04.2025
31. april
30. februar 2026
uge 54
§ 7
§ 12, stk. 2
jf. § 4.2
kl. 14.30
klokken 9.15
14.30-16.00
8000 Nørrevang
1560 Nørrevang
telefon 41 87 22 88
tlf.: 89 40 20 00
sag 20/057417-5
sagsnummer 330-2025-9780
EMN-2025-009780
Jan Nielsen følger op
Tor Hansen og Jan Nielsen følger op
Maj Lund sender brevet
Vi spørger Maj
Til Maj og Jan
man skal sende brevet
det kan man ikke
fredagsbar
mandagsmøde
2,5 mio. kr.
12.500 kr.
3/4 af borgerne
på 3 af 4 skoler
punkt 14
pkt. 3.1
bilag 2
side 4 af 5
version 3.10
lokale 381
ca. 40 tilmeldte
medlemmer i 2023
programmet 2023-2025
primo 2023
foråret 2020
uge 12 2024
budget 2026
regnskabet for 1. kvartal
notatet af 3. maj 2025
mødet blev holdt under mødet d. 22. april
i mandags
i sidste uge
for 14 dage siden
juleaften
sommerfesten
påskefrokosten
forårsrengøring
det nye år
10 procent
en gang til
og så videre
marts 2024
1/2 stilling
siden 2019
siden marts 2021
skoleåret 2024/25
i skoleåret 2025/26
1. behandling
2. behandling af budgettet
2. sal
3. klasse
7. klasse på Nørreskolen
5630 Nørrevang
Nørregade 12, 2. tv.
Fredag Hansen sender brevet
August Lund ringer til Juni Holm
Juni Friis tager fat i det
Jan og Maj laver planen
version 2.5.1
lov nr. 123 af 3. februar 2020
bekendtgørelse af 12. juni 2024
referatet fra mødet den 2. april
godkendt på mødet den 12. marts
blev behandlet den 7. januar
brev af 4. maj
mail af 2. maj
1.234,56 kr.
2-3 skoler
10-12 deltagere
kl. 16-18
kl. 10.30
side 3 af 12
dok.nr. 12.4
matrikel 4a
112
+45 41 87 22 88
CVR 12 34 56 78
1. viceformand
§ 18-midler
ca. 25 procent
jf. budget 2026
regnskab 2024
årsrapporten for 2024
perioden 2021-2024
i 2023
ultimo 2023
sidste år
sidste uge
i går
i forgårs
for to uger siden
mandskab
fredagscafé
maj måned var travl
Døren står åben 24/7 hele året
"""
