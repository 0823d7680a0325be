"""More deadline phrases: rare spellings, ranges, slips of the pen, and other meeting days.

Each line is a phrase and its last day; where the meeting is not on Wednesday 14 May 2025, the
meeting's day stands first.
"""

from __future__ import annotations

from datetime import date

DATED = """
den 23. ds. | 2025-05-23
senest d. 23. ds. | 2025-05-23
fredag d. 23. ds. | 2025-05-23
den 28. dennes | 2025-05-28
senest 30. d.m. | 2025-05-30
d. 5. n.m. | 2025-06-05
senest den 5. n. m. | 2025-06-05
1/6-2025 | 2025-06-01
inden måneden er omme | 2025-05-31
inden året er omme | 2025-12-31
1/6 2025 | 2025-06-01
01/06/2025 | 2025-06-01
1.6.2025 | 2025-06-01
1. 6. 2025 | 2025-06-01
01.06.2025 | 2025-06-01
1-6-25 | 2025-06-01
d. 1/6 | 2025-06-01
den 1/6 | 2025-06-01
pr. 1/6 | 2025-06-01
d.1/6 | 2025-06-01
den 1. juni 2025 | 2025-06-01
søndag den 1. juni 2025 | 2025-06-01
søndag 1. juni | 2025-06-01
søn. d. 1. juni | 2025-06-01
d. 1 juni | 2025-06-01
den 1.juni | 2025-06-01
1. juni '25 | 2025-06-01
senest den 1. juni | 2025-06-01
senest d. 1. juni kl. 12 | 2025-06-01
senest søndag den 1. juni | 2025-06-01
allersenest 1. juni | 2025-06-01
i god tid inden 1. juni | 2025-06-01
den første juni | 2025-06-01
den femtende juni | 2025-06-15
den tyvende juni | 2025-06-20
den enogtredivte august | 2025-08-31
senest den syvende juli | 2025-07-07
senest den 1. i måneden | 2025-06-01
senest den første i måneden | 2025-06-01
inden den 20. i måneden | 2025-05-20
den 1. i næste måned | 2025-06-01
d. 15. i næste måned | 2025-06-15
den 20. i denne måned | 2025-05-20
1.-3. juni | 2025-06-03
d. 1.-3. juni | 2025-06-03
1. - 3. juni | 2025-06-03
1.–3. juni | 2025-06-03
den 1. og 3. juni | 2025-06-03
mellem 1. og 15. juni | 2025-06-15
mellem den 1. og den 15. juni | 2025-06-15
mellem d. 1. og d. 15. juni 2025 | 2025-06-15
fra 1. til 15. juni | 2025-06-15
mellem 1. juni og 15. juli | 2025-07-15
fra den 1. juni til den 15. juli | 2025-07-15
28. maj - 2. juni | 2025-06-02
i perioden 1. juni til 15. juni | 2025-06-15
mellem uge 23 og 25 | 2025-06-22
ultimo maj | 2025-05-31
ult. maj | 2025-05-31
ult. sept. | 2025-09-30
ultimo sept | 2025-09-30
ultimo sept. | 2025-09-30
ultimo september 2025 | 2025-09-30
primo okt. | 2025-10-10
medio aug. | 2025-08-20
medio/ultimo juni | 2025-06-30
primo/medio juni | 2025-06-20
ultimo maj/primo juni | 2025-06-10
ultimo august - primo september | 2025-09-10
i begyndelsen af oktober | 2025-10-10
i starten af november | 2025-11-10
i midten af august | 2025-08-20
midt i september | 2025-09-20
sidst i oktober | 2025-10-31
i slutningen af november 2025 | 2025-11-30
ved udgangen af juni | 2025-06-30
ved udgangen af september måned | 2025-09-30
ved månedens udgang | 2025-05-31
inden månedens udløb | 2025-05-31
senest med udgangen af juni | 2025-06-30
senest ved udgangen af juli | 2025-07-31
inden udløbet af juni | 2025-06-30
inden juni måneds udgang | 2025-06-30
inden juni er omme | 2025-06-30
inden for juni måned | 2025-06-30
i løbet af juni måned | 2025-06-30
i juni måned 2025 | 2025-06-30
juni 2025 | 2025-06-30
til juni 2025 | 2025-06-30
senest juni | 2025-06-30
senest i juni | 2025-06-30
en gang i juni | 2025-06-30
juni/juli 2025 | 2025-07-31
i juni/juli | 2025-07-31
i juni-juli | 2025-07-31
i juni eller juli | 2025-07-31
august/september | 2025-09-30
i aug./sept. | 2025-09-30
i august og september | 2025-09-30
i november/december | 2025-12-31
i december/januar | 2026-01-31
på juni-mødet | 2025-06-30
på junimødet | 2025-06-30
til junimødet | 2025-06-30
til mødet i juni | 2025-06-30
på møde i juni | 2025-06-30
på udvalgsmødet i august | 2025-08-31
på vores møde i september | 2025-09-30
til augustmødet | 2025-08-31
på byrådets møde i juni | 2025-06-30
til mødet i uge 24 | 2025-06-15
på mødet i uge 34 | 2025-08-24
til mødet d. 14/6 | 2025-06-14
til mødet 14. juni | 2025-06-14
på mødet 14/6 | 2025-06-14
til næste møde den 11. juni | 2025-06-11
på næste møde d. 11. juni | 2025-06-11
til møde den 11.06.2025 | 2025-06-11
uge 34/35 | 2025-08-31
uge 34 og 35 | 2025-08-31
i uge 34 eller 35 | 2025-08-31
i ugerne 34-35 | 2025-08-31
i uge 34, 2025 | 2025-08-24
uge 34/2025 | 2025-08-24
senest i uge 34 | 2025-08-24
senest uge 34 | 2025-08-24
til uge 34 | 2025-08-24
ultimo uge 34 | 2025-08-24
i slutningen af uge 34 | 2025-08-24
inden udgangen af uge 34 | 2025-08-24
inden uge 34 | 2025-08-17
før uge 34 | 2025-08-17
uge nr. 34 | 2025-08-24
i uge 8 | 2026-02-22
uge 8, 2026 | 2026-02-22
i uge 1 | 2026-01-04
uge 52-2 | 2026-01-11
i den kommende uge | 2025-05-25
i ugen efter | 2025-05-25
inden ugens udgang | 2025-05-18
inden for ugen | 2025-05-18
i løbet af ugen | 2025-05-18
senest i næste uge | 2025-05-25
i slutningen af næste uge | 2025-05-25
inden udgangen af næste uge | 2025-05-25
onsdag i næste uge | 2025-05-21
på tirsdag i næste uge | 2025-05-20
mandag i uge 34 | 2025-08-18
fredag i denne uge | 2025-05-16
fredag uge 34 | 2025-08-22
senest fredag i uge 34 | 2025-08-22
tirsdag i uge 2 2026 | 2026-01-06
sidste fredag i maj | 2025-05-30
den sidste fredag i juni | 2025-06-27
den anden mandag i juni | 2025-06-09
den 2. mandag i juni | 2025-06-09
den sidste torsdag i august 2025 | 2025-08-28
sidste hverdag i maj | 2025-05-30
den sidste hverdag i juni | 2025-06-30
sidste dag i juni | 2025-06-30
den sidste dag i juli | 2025-07-31
nu på fredag | 2025-05-16
førstkommende onsdag | 2025-05-21
førstkommende fredag | 2025-05-16
kommende mandag | 2025-05-19
næste onsdag | 2025-05-21
næste tirsdag | 2025-05-20
senest på mandag | 2025-05-19
inden på mandag | 2025-05-19
til på mandag | 2025-05-19
senest torsdag | 2025-05-15
fredag den 16. maj | 2025-05-16
fre. d. 16. maj | 2025-05-16
fredag d. 16/5 | 2025-05-16
fredag den 16. | 2025-05-16
på fredag den 16. maj | 2025-05-16
om otte dage | 2025-05-22
om 10 dage | 2025-05-24
om ti dage | 2025-05-24
om tyve dage | 2025-06-03
om tredive dage | 2025-06-13
om fjorten dage | 2025-05-28
inden fjorten dage | 2025-05-28
inden 14 dage | 2025-05-28
inden for de næste 14 dage | 2025-05-28
inden for de kommende to uger | 2025-05-28
i løbet af 14 dage | 2025-05-28
i løbet af de næste to uger | 2025-05-28
i løbet af den næste uge | 2025-05-21
senest om to uger | 2025-05-28
senest to uger efter mødet | 2025-05-28
to uger efter mødet | 2025-05-28
14 dage fra dags dato | 2025-05-28
inden for 4 uger | 2025-06-11
indenfor fire uger | 2025-06-11
om 5 uger | 2025-06-18
om 2-3 uger | 2025-06-04
om to til tre uger | 2025-06-04
om seks uger | 2025-06-25
om otte uger | 2025-07-09
inden for en måned | 2025-06-14
inden for 1 måned | 2025-06-14
inden for den næste måned | 2025-06-14
i løbet af en måneds tid | 2025-06-14
om en måneds tid | 2025-06-14
om en uges tid | 2025-05-21
om 1 måned | 2025-06-14
om to måneder | 2025-07-14
inden for to måneder | 2025-07-14
om 2 mdr. | 2025-07-14
inden for 3 mdr. | 2025-08-14
om fire måneder | 2025-09-14
om ni måneder | 2026-02-14
om tolv måneder | 2026-05-14
om et halvt år | 2025-11-14
inden for et halvt år | 2025-11-14
om et halvt års tid | 2025-11-14
om ½ år | 2025-11-14
om et år | 2026-05-14
om halvandet år | 2026-11-14
om halvanden måned | 2025-06-28
inden for et år | 2026-05-14
om to år | 2027-05-14
om et kvartal | 2025-08-14
om et døgn | 2025-05-15
inden for 48 timer | 2025-05-16
inden for et døgn | 2025-05-15
senest i overmorgen | 2025-05-16
i morgen formiddag | 2025-05-15
i dag inden kl. 15 | 2025-05-14
senest i dag | 2025-05-14
dags dato | 2025-05-14
Q2/Q3 | 2025-09-30
Q2-Q3 2025 | 2025-09-30
Q3 | 2025-09-30
i Q3 | 2025-09-30
3. kvt. | 2025-09-30
2./3. kvartal | 2025-09-30
2. og 3. kvartal 2025 | 2025-09-30
i tredje kvartal | 2025-09-30
i 3. kvartal 2025 | 2025-09-30
tredje kvartal 2025 | 2025-09-30
inden udgangen af 3. kvartal | 2025-09-30
i slutningen af 3. kvartal | 2025-09-30
ultimo 3. kvartal | 2025-09-30
i løbet af 4. kvartal | 2025-12-31
inden 3. kvartal | 2025-06-30
1. kvartal 2026 | 2026-03-31
i dette kvartal | 2025-06-30
indeværende kvartal | 2025-06-30
næste kvartal | 2025-09-30
inden kvartalets udgang | 2025-06-30
i dette halvår | 2025-06-30
i andet halvår | 2025-12-31
i 2. halvår 2025 | 2025-12-31
inden udgangen af 1. halvår 2026 | 2026-06-30
til næste halvår | 2025-12-31
inden årets udgang | 2025-12-31
ved årets udgang | 2025-12-31
senest ved årets udgang | 2025-12-31
inden årets udløb | 2025-12-31
inden udgangen af året | 2025-12-31
inden årsskiftet | 2025-12-31
ved årsskiftet | 2025-12-31
til årsskiftet | 2025-12-31
ved årsskiftet 2025/26 | 2025-12-31
i slutningen af året | 2025-12-31
sidst på året | 2025-12-31
i løbet af året | 2025-12-31
i indeværende år | 2025-12-31
senere i år | 2025-12-31
inden nytår | 2025-12-31
senest 31/12 | 2025-12-31
først på året | 2026-01-31
først i det nye år | 2026-01-31
i starten af det nye år | 2026-01-31
i begyndelsen af det nye år | 2026-01-31
primo det nye år | 2026-01-31
i starten af 2026 | 2026-01-31
i begyndelsen af 2026 | 2026-01-31
i starten af næste år | 2026-01-31
primo næste år | 2026-01-31
midt på året | 2025-06-30
medio 2026 | 2026-06-30
i midten af 2026 | 2026-06-30
ved udgangen af 2026 | 2026-12-31
inden udløbet af 2026 | 2026-12-31
i løbet af næste år | 2026-12-31
til næste år | 2026-12-31
senest 2026 | 2026-12-31
i januar næste år | 2026-01-31
i juni i år | 2025-06-30
til marts næste år | 2026-03-31
senest 1. marts næste år | 2026-03-01
til foråret | 2025-05-31
inden foråret 2026 | 2026-02-28
til foråret 2026 | 2026-05-31
i løbet af efteråret 2025 | 2025-11-30
i efteråret | 2025-11-30
i efteråret 2025 | 2025-11-30
i løbet af sommeren 2025 | 2025-08-31
hen over sommeren | 2025-08-31
i løbet af foråret 2026 | 2026-05-31
i løbet af vinteren | 2026-02-28
til vinter | 2026-02-28
til efterår | 2025-11-30
inden sommerferien 2025 | 2025-06-30
inden sommerpausen | 2025-06-30
inden vi går på sommerferie | 2025-06-30
senest inden sommerferien | 2025-06-30
i god tid inden sommerferien | 2025-06-30
op mod sommerferien | 2025-06-30
lige inden sommerferien | 2025-06-30
på den her side af sommerferien | 2025-06-30
på denne side af sommeren | 2025-06-30
inden skolernes sommerferie | 2025-06-30
inden sommerens start | 2025-06-30
før sommerferiens start | 2025-06-30
inden sommerferiens begyndelse | 2025-06-30
frem til sommerferien | 2025-06-30
inden efterårsferien 2025 | 2025-10-10
på denne side af efterårsferien | 2025-10-10
senest inden efterårsferien | 2025-10-10
inden vinterferien 2026 | 2026-02-06
før vinterferien | 2026-02-06
på denne side af jul | 2025-12-23
på denne side af julen | 2025-12-23
inden julen | 2025-12-23
inden juleferien | 2025-12-23
lige før jul | 2025-12-23
inden jul 2026 | 2026-12-23
op til jul | 2025-12-23
frem mod jul | 2025-12-23
senest til jul | 2025-12-23
inden påske 2026 | 2026-04-01
før påske | 2026-04-01
op til påske | 2026-04-01
på denne side af påske | 2026-04-01
inden ferien | 2025-06-30
inden pinse | 2025-06-07
før pinse | 2025-06-07
inden Kristi himmelfart | 2025-05-28
inden grundlovsdag | 2025-06-04
inden Sankt Hans | 2025-06-22
før Skt. Hans | 2025-06-22
"""

# The meeting's day, the phrase, its last day.
ELSEWHEN = """
2024-12-18 | 1. februar | 2025-02-01
2024-12-18 | om 14 dage | 2025-01-01
2024-12-18 | inden årets udgang | 2024-12-31
2024-12-18 | uge 2 | 2025-01-12
2024-12-18 | næste uge | 2024-12-29
2024-12-18 | i december | 2024-12-31
2024-12-18 | i januar | 2025-01-31
2024-12-18 | primo januar | 2025-01-10
2024-12-18 | først på året | 2025-01-31
2024-12-18 | i foråret | 2025-05-31
2024-12-18 | næste år | 2025-12-31
2024-12-18 | næste måned | 2025-01-31
2024-12-18 | inden jul | 2024-12-23
2024-12-18 | 1. kvartal | 2025-03-31
2024-12-18 | Q4 | 2024-12-31
2024-12-18 | inden vinterferien | 2025-02-07
2024-12-18 | inden påske | 2025-04-16
2024-12-18 | d. 2. | 2025-01-02
2024-12-31 | i morgen | 2025-01-01
2024-12-31 | denne uge | 2025-01-05
2024-12-31 | inden nytår | 2024-12-31
2024-12-31 | denne måned | 2024-12-31
2024-12-31 | om en måned | 2025-01-31
2024-12-31 | om to måneder | 2025-02-28
2024-01-30 | om en måned | 2024-02-29
2024-01-30 | ultimo februar | 2024-02-29
2024-01-30 | 29. februar | 2024-02-29
2024-01-30 | i februar | 2024-02-29
2024-01-30 | inden marts | 2024-02-29
2024-01-30 | inden påske | 2024-03-27
2024-02-29 | om et år | 2025-02-28
2024-02-29 | i dag | 2024-02-29
2024-02-29 | 1. marts | 2024-03-01
2020-12-28 | uge 53 | 2021-01-03
2020-12-28 | denne uge | 2021-01-03
2020-12-28 | uge 1 | 2021-01-10
2020-12-28 | næste uge | 2021-01-10
2020-11-10 | uge 53 | 2021-01-03
2020-11-10 | inden udgangen af uge 53 | 2021-01-03
2026-11-10 | uge 53 | 2027-01-03
2025-05-16 | på mandag | 2025-05-19
2025-05-16 | på fredag | 2025-05-23
2025-05-16 | næste fredag | 2025-05-23
2025-05-16 | denne uge | 2025-05-18
2025-05-16 | i morgen | 2025-05-17
2025-05-18 | denne uge | 2025-05-18
2025-05-18 | næste uge | 2025-05-25
2025-05-18 | på mandag | 2025-05-19
2025-05-18 | næste søndag | 2025-05-25
2025-05-18 | onsdag i næste uge | 2025-05-21
2025-05-18 | uge 20 | 2025-05-18
2024-03-20 | inden påske | 2024-03-27
2024-04-03 | inden påske | 2025-04-16
2025-04-02 | inden påske | 2025-04-16
2023-11-13 | 1. marts | 2024-03-01
2023-11-13 | 13. november | 2023-11-13
2023-11-13 | 12/11 2024 | 2024-11-12
2023-11-13 | uge 46 | 2023-11-19
2023-11-13 | uge 45 | 2024-11-10
2023-11-13 | 2. kvartal | 2024-06-30
2023-11-13 | 4. kvartal | 2023-12-31
2023-11-13 | 1. halvår | 2024-06-30
2023-11-13 | inden efterårsferien | 2024-10-11
2023-11-13 | i efteråret | 2023-11-30
2023-11-13 | i november | 2023-11-30
2023-11-13 | primo november | 2024-11-10
2023-11-13 | medio november | 2023-11-20
2023-11-13 | den 13. | 2023-11-13
2023-11-13 | den 12. | 2023-12-12
2023-11-13 | inden sommerferien | 2024-06-30
2023-11-13 | senest den 1. tirsdag i november | 2024-11-05
2023-11-13 | primo 2024 | 2024-01-31
2023-08-31 | om en måned | 2023-09-30
2023-08-31 | om et halvt år | 2024-02-29
2023-08-31 | ultimo august | 2023-08-31
2023-08-31 | i august | 2023-08-31
2023-08-31 | d. 31. | 2023-08-31
2023-08-31 | d. 30. | 2023-09-30
2022-06-30 | inden sommerferien | 2022-06-30
2022-07-01 | inden sommerferien | 2023-06-30
2022-10-14 | inden efterårsferien | 2022-10-14
2021-12-23 | inden jul | 2021-12-23
2021-12-24 | inden jul | 2022-12-23
2026-01-01 | inden årets udgang | 2026-12-31
2026-01-01 | uge 1 | 2026-01-04
2026-01-01 | i dag | 2026-01-01
2026-01-01 | ultimo januar | 2026-01-31
"""

NOT_BEFORE = """
efter sommerferien 2025 | 2025-08-01
efter nytår | 2026-01-02
i det nye år | 2026-01-02
på den anden side af nytår | 2026-01-02
på den anden side af jul | 2025-12-27
på den anden side af sommeren | 2025-08-01
efter jul | 2025-12-27
efter påske | 2026-04-07
efter vinterferien | 2026-02-16
efter efterårsferien | 2025-10-20
tidligst 1. august | 2025-08-01
tidligst den 1. august 2025 | 2025-08-01
først efter 1. august | 2025-08-02
først efter sommerferien | 2025-08-01
efter den 1. september | 2025-09-02
fra den 1. september 2025 | 2025-09-01
fra og med uge 34 | 2025-08-18
fra uge 34 | 2025-08-18
tidligst i august | 2025-08-01
tidligst i uge 34 | 2025-08-18
tidligst 3. kvartal | 2025-07-01
efter uge 34 | 2025-08-25
"""

# Phrase, and what the person is told of it.
REFUSED = """
den 3. ds. | før mødet
senest d. 5. f.m. | før mødet
senest den 31. n.m. | findes ikke
torsdag den 23. ds. | fredag
31. april | findes ikke
d. 31. april | findes ikke
senest den 31. april | findes ikke
30. februar 2026 | findes ikke
senest 31/6 | findes ikke
31.09.2025 | findes ikke
inden d. 29. februar | findes ikke
senest 29/2-2026 | findes ikke
2025-02-30 | findes ikke
d. 32. maj | findes ikke
15/13-2025 | findes ikke
i uge 53 | findes ikke
senest i uge 54 | findes ikke
torsdag den 4. juni | onsdag
fredag d. 1/6-25 | søndag
senest mandag den 2. september | tirsdag
mandag den 16. | fredag
næste fredag | flere dage
senest næste torsdag | flere dage
primo uge 34 | ingen bestemt dag
i starten af uge 34 | ingen bestemt dag
om et par uger | ingen bestemt dag
om nogle måneder | ingen bestemt dag
inden for få dage | ingen bestemt dag
om nogle uger | ingen bestemt dag
i den nærmeste fremtid | ingen bestemt dag
1. marts 2023 | før mødet
senest 1. maj 2025 | før mødet
inden udgangen af 2024 | før mødet
senest uge 12 2025 | før mødet
senest 1. kvartal 2025 | før mødet
"""

KEPT_AS_WORDS = """
snarest
snarest muligt
hurtigst muligt
hurtigst mulig
så snart som muligt
så hurtigt som muligt
ASAP
straks
omgående
på et senere møde
på et kommende møde
på et kommende seminar
på et af de kommende møder
til næste møde
inden næste møde
på næste møde
på det næste møde
senest til næste møde
til førstkommende møde
på kommende møde
til næste gang
på næste udvalgsmøde
til næste bestyrelsesmøde
inden næste budgetforhandlinger
inden de næste budgetforhandlinger
til budgetseminaret
inden budgetseminaret
inden budgetvedtagelsen
før generalforsamlingen
til generalforsamlingen
inden mødet med naboerne
i god tid inden mødet
inden skolestart
til skolestart
inden næste sæson
når høringen er afsluttet
så snart tilbuddet er modtaget
når budgettet er vedtaget
efter høringsperioden
"""

RECURRING = """
løbende
hver måned
hver uge
hvert år
hver 14. dag
hver anden uge
hvert halve år
hvert kvartal
hvert andet år
hver tredje måned
hver mandag
hver anden onsdag
den 1. i hver måned
den første mandag i hver måned
to gange om året
2 gange årligt
to gange årligt
en gang om måneden
én gang om året
1 gang pr. kvartal
4 x årligt
to gange pr. år
to gange om ugen
månedligt
kvartalsvis
kvartalsvist
halvårligt
årligt
ugentligt
dagligt
på hvert møde
fast på hvert møde
fast på dagsordenen
med jævne mellemrum
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """Return the lines of a table, each as its cells."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def dated(table: str) -> list[tuple[str, date]]:
    """Return phrases and days."""
    return [(phrase, date.fromisoformat(day)) for phrase, day in rows(table)]
