"""Invented sentences that sound like promises and are none."""

from __future__ import annotations

NOTED = """
Orienteringen blev taget til efterretning.
Udvalget tog orienteringen til efterretning.
Referatet blev godkendt uden bemærkninger.
Godkendt.
Dagsordenen godkendes.
Taget til orientering.
Indstillingen blev tiltrådt.
Udvalget tiltrådte indstillingen.
Regnskabet blev godkendt med akklamation.
Budgettet er vedtaget.
Ingen bemærkninger.
Intet nyt.
Der var ingen punkter til eventuelt.
Punktet udgik.
Sagen bortfalder.
At orienteringen tages til efterretning.
Udvalget besluttede at tage orienteringen til efterretning.
Det blev besluttet at godkende indstillingen.
Bestyrelsen besluttede at følge indstillingen.
Bemærkningerne fra ældrerådet blev taget til efterretning.
Forretningsordenen blev vedtaget uden ændringer.
Byrådet besluttede ikke at gå videre med forslaget.
Forslaget blev forkastet med fem stemmer mod to.
Drøftet uden yderligere.
Status blev gennemgået.
"""

DONE = """
Karsten har kontaktet entreprenøren.
Maja har sendt brevet til naboerne.
Der er indhentet tre tilbud på nyt tag.
Hegnet er blevet malet i april.
Brevet blev sendt i sidste uge.
Forvaltningen har udarbejdet et notat om parkering.
Formanden har været i dialog med udlejer.
Ib har betalt regningen.
Der er nedsat en arbejdsgruppe.
Notatet er udsendt til alle medlemmer.
Bo har talt med viceværten.
Hjemmesiden er opdateret.
Låsene er skiftet i alle opgange.
Der blev indkaldt til møde i marts.
Kontrakten var underskrevet inden jul.
Nøglerne er afleveret til viceværten.
Karsten fik svar fra forsikringen i april.
Der er bestilt nye borde til salen.
Ib har haft kontakt med banken om lånet.
"""

REPORTED = """
Formanden orienterede om mødet med borgmesteren.
Karsten fortalte om besøget på museet.
Direktøren gennemgik årets resultater.
Maja oplyste, at festen gik godt.
Forvaltningen redegjorde for processen.
Bo nævnte, at naboerne bygger en carport.
Lene Holst takkede for samarbejdet.
Ib fremlagde regnskabet for første kvartal.
Skolelederen fortalte, at ministeriet nu udarbejder nye regler.
KB orienterede om, at regionen påbegynder en undersøgelse af sygehusene.
Formanden spurgte, om tallene er rigtige.
Maja foreslog, at vi laver en fælles kalender.
Udvalget drøftede den nye lov.
Chefen for området præsenterede de nye tal.
Formanden bød velkommen.
Der blev talt om den dårlige belysning.
Rådmanden gav en kort status fra mødet i regionen.
Deltagerne orienterede kort om aktuelle sager.
Direktøren roste medarbejderne for indsatsen.
Kassereren gennemgik regnskabet og besvarede spørgsmål.
Maja berettede om turen til Ebeltoft.
Bo kommenterede tegningerne af den nye fløj.
Lederen af biblioteket præsenterede planerne for børneugen.
"""

POSSIBLE = """
Vi kunne overveje at købe en ny grill.
Det bør undersøges, om der er råd til flere lamper.
Man kunne måske invitere naboforeningen.
Der kan søges midler i puljen.
Det overvejes at lave en ny folder.
Der kan eventuelt indhentes flere tilbud.
Bestyrelsen overvejer at skifte bank.
Måske skal vi holde festen i august.
Det kunne være rart med et nyt køkken.
Der bør arbejdes med trivslen.
Frivillige kan kontakte Maja.
Medlemmer kan henvende sig til kassereren.
Der kan eftersendes materiale, hvis der er behov.
Det vil kunne lade sig gøre at udvide.
Kunne vi få en ny opslagstavle?
Skal vi lave en fælles indkøbsordning?
Måske kunne Karsten tale med naboerne.
Der kunne sættes flere bænke op ved søen.
Hvem kan tage billeder til festen?
Det overvejes, om bladet skal trykkes.
"""

STANCES = """
Det er vigtigt at fastholde de gode medarbejdere.
Vigtigt med klare roller.
Udvalget ønsker fortsat stort fokus på området.
Bestyrelsen håber på godt vejr til festen.
Formanden mener, at aftalen er god.
Udvalget lægger vægt på borgernes tryghed.
Det er positivt, at flere unge møder op.
Der er stor interesse for projektet.
Medarbejderne efterspørger mere ro.
Vi skal være bedre til at lytte.
Det handler om at skabe gode rammer.
Der er behov for flere hænder.
Der er brug for et fælles sprog.
Byrådet forventer, at økonomien holder.
Formanden opfordrede alle til at møde op.
Det forventes, at arbejdet er færdigt i juni.
Udvalget anbefaler byrådet at godkende planen.
Forvaltningen indstiller, at sagen sendes i høring.
Det indstilles, at udvalget godkender regnskabet.
Det anbefales, at der laves en ny plan.
Forvaltningen foreslår, at der afsættes midler i 2026.
Der er fokus på økonomien.
Ambitionen er at nå i mål.
Det er nødvendigt at se på lukketiderne.
Der er ønske om mere skygge på legepladsen.
Forvaltningen anbefaler, at taksten sættes op.
Det er ærgerligt, at så få mødte frem.
"""

CONDITIONS = """
Hvis der kommer flere klager, kan sagen genoptages.
Såfremt der er spørgsmål, kan de stilles under punktet.
I tilfælde af regn holdes festen indendørs.
Hvis vejret er godt, er festen i haven.
Hvis der opstår behov, tages det op.
Skulle der komme flere tilmeldinger, rykkes festen til hallen.
Viser det sig at være dyrt, må sagen vente.
"""

STATUTE = """
Ifølge vedtægterne skal generalforsamlingen afholdes inden udgangen af marts.
Efter servicelovens § 83 skal kommunen tilbyde hjælp.
Kommunen skal hvert år udarbejde en plan.
Jf. forretningsordenen skal dagsordenen udsendes fire dage før.
I henhold til loven skal der foretages en vurdering.
Ifølge vedtægternes § 7 vælges kassereren i lige år.
Efter planlovens § 13 skal kommunen lave en lokalplan.
"""

RETOLD = """
På mødet i marts blev det besluttet, at forvaltningen skulle lave en plan.
Det blev tidligere aftalt, at Bo kontakter naboen.
På sidste møde blev det besluttet at indhente tilbud.
Udvalget havde besluttet, at sagen sendes i høring.
I 2019 blev det besluttet at etablere en legeplads.
Det blev tidligere besluttet, at Maja kontakter skolen.
"""

ELECTIONS = """
Karsten Bruun blev valgt til formand.
Bestyrelsen konstituerede sig med Lene Holst som formand.
Ib Lauritsen modtager genvalg.
Som suppleant vælges Bo Skovgaard.
Maja Friis er på valg.
Som revisor blev Ulla Berg genvalgt.
"""

PROCEDURE = """
Mødet sluttede klokken 21.
Karsten tager referat.
Der udarbejdes særskilt referat for det lukkede punkt.
Referatet underskrives elektronisk.
Maja Friis deltager ikke i mødet.
Bo Skovgaard forlod mødet under punkt 4.
For yderligere oplysninger henvises til bilaget.
Det bemærkes, at tallene er foreløbige.
Der henvises til notatet fra marts.
Det fremgår af bilaget, hvordan midlerne fordeles.
Jan Petersen og Tor Lind var inviteret.
Afbud fra Ib Lauritsen.
Lene Holst deltager ikke under punkt 6.
Mødet hæves klokken 20.45.
"""

HOUSE_RULES = """
Husk at lukke vinduerne.
Beboerne skal selv rydde sne.
Medlemmerne bedes aflevere nøglen.
Forældre skal huske at melde afbud.
Alle beboere skal sortere deres affald.
Ejerne må ikke stille cykler i opgangen.
HUSK at sortere glas og pap.
Husk: Porten lukkes klokken 22.
HUSK Ryd sne foran egen dør. Bestyrelsen kontakter de nye beboere. Meld flytning senest 1. juni.
HUSK! Ventilationen renses inden den 1. maj.
Månedens reminder: Cykler skal fjernes fra opgangen. Viceværten henter resten i uge 23.
Reminder: Storskrald stilles ud på onsdag.
Lejerne skal selv skifte pærer på altanen.
Andelshaverne skal aflæse deres målere inden nytår.
Grundejerne bedes klippe hækken senest 1. juli.
Medlemmerne opfordres til at sende billeder til bladet.
"""

FACTS = """
Næste møde er den 11. juni klokken 19.
Skolen har 412 elever.
Festen afholdt i weekenden var en succes.
Teknisk Sekretariat har seks medarbejdere.
Økonomien er stram.
Der er ca. 40 tilmeldte.
Budgettet for 2026 er på 12 mio. kr.
Telefonen er åben fra 9 til 15.
Lene Holst er formand for udvalget.
Centret har åbent alle hverdage.
Arbejdet skrider godt frem.
Kommunen vokser hvert år.
Der er mange gode kræfter i huset.
Møderne holdes normalt om tirsdagen.
Taksterne reguleres hvert år.
Udvalget består af syv medlemmer.
Bevillingen dækker hele perioden.
Data viser en fremgang på 4 procent.
Status på byggeriet.
Kommende studietur til Bremen.
Aktuelle møder med naboerne.
Gennemgang af regnskabet for første kvartal.
Nyt fra udvalgene.
Velkomst og præsentation.
Bilag 1: Oversigt over puljer.
Sagsbehandler: Maja Friis
Tid: 18.20 - 18.45 (25 min.)
Teknisk Sekretariat (TSK) ligger på rådhuset.
[x] Ib sender regnskabet til revisor
☑ Bestil mad til sommerfesten
[x] Plakat til hallerne - Maja Friis
✅ Bo bestiller nye stole
[ ] Maja Friis
[ ] Lene Holst (formand)
☐ Kassereren
Entreprenøren mener, at prisen holder.
En aktuel orientering blev vendt.
De aktuelle opgaver blev vendt.
Sagen blev detaljeret behandlet sammen med punkt 4.
Der var et kort tilbageblik på foråret.
Hvordan sikrer vi, at alle bliver hørt?
"""

GROUPS = {
    "noted": NOTED,
    "done": DONE,
    "reported": REPORTED,
    "possible": POSSIBLE,
    "stances": STANCES,
    "conditions": CONDITIONS,
    "statute": STATUTE,
    "retold": RETOLD,
    "elections": ELECTIONS,
    "procedure": PROCEDURE,
    "house rules": HOUSE_RULES,
    "facts": FACTS,
}
ALL = [(name, text) for name, lines in GROUPS.items() for text in lines.strip().splitlines()]
