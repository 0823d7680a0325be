"""Danish verbs of work, and how each is bent in minutes.

Forms follow from the infinitive (sende: sender, sendes, send) but for the few in EXCEPTIONS.
DO are verbs whose doing can be ticked off. LIGHT are verbs that promise something only together
with a certain word ("tager kontakt", "vender tilbage"). WEAK are verbs that need a decision,
"skal" or a place and time before they oblige anybody ("drøftes på mødet i maj").

Left out on purpose, because they state rather than promise: være, have, få, mene, synes, håbe,
forvente, vurdere, anbefale, foreslå, indstille, henvise, bemærke, fremgå, overveje, findes.
Basis: the verbs of 560 tagged action items in Danish minutes, and the municipal everyday.
"""

from __future__ import annotations

from actions.language.patterns import listed as _words

DO = _words(
    """
    adressere afdække afholde afklare aflevere aflyse afprøve afslutte afstemme afsøge afvikle
    analysere annoncere annullere anlægge anmelde anmode anskaffe ansætte ansøge arkivere
    arrangere bekræfte belyse beregne beskrive bestille besvare besøge betale bogføre booke
    bygge checke dagsordensætte dele designe digitalisere distribuere effektuere
    efterkontrollere eftersende efterse eftersøge etablere evaluere fakturere flytte fordele
    forberede forelægge forespørge forestå formidle formulere forhandle genforhandle foranledige
    forankre foretage fremlægge fremsende fremskaffe fremvise færdiggøre fælde genbehandle
    genfremsætte genindkalde genoptage gennemføre gennemgå gentage håndtere hente hyre høre
    igangsætte implementere inddrage indarbejde indberette indbyde indføre indgive indhente
    indkalde indkøbe indlede indmelde indrykke indsamle indsende informere installere
    introducere invitere involvere iværksætte journalisere justere klargøre klarlægge koble
    kommunikere konkretisere kontakte kontrollere koordinere kopiere korrigere kortlægge
    kvalificere købe lave levere maile male montere nedlægge nedsætte notere nytænke
    offentliggøre omdanne omdele omlægge opdatere opdele opføre opgøre ophænge oplyse oprette
    oprydde opsamle opsige opslå opstarte opstille opsætte ordne orientere overdrage overføre
    overlevere oversætte overtage planlægge plante præcisere præsentere publicere påbegynde
    realisere redegøre redigere registrere rengøre rense reparere reservere rette revidere
    revurdere rundsende rykke rådføre samle sammenfatte sammenkalde sammensætte sende sikre
    skaffe skitsere skrive spørge supplere svare synliggøre søge teste tilbagemelde tilføje
    tilmelde tilpasse tilrettelægge tilrette tilsende tilbagesende tjekke tydeliggøre
    tilvejebringe udarbejde udbedre udbetale udbyde uddele uddybe udfolde udforme udfylde
    udfærdige udlevere udlicitere udpege udrede udsende udskifte udskrive udstykke udvælge
    udvide uploade underrette underskrive undersøge varetage varsle vedlægge bage skifte pynte
    rydde klippe vaske trykke printe låne leje stemple fotografere verificere videreformidle
    viderebringe videresende åbne ændre efterspørge opfølge arbejde
    """
)

WEAK = _words(
    """
    anvende arbejde behandle benytte beslutte drøfte deltage forsøge fortsætte følge godkende
    håndhæve integrere kigge kvalitetssikre møde overvåge prioritere prøve samarbejde skabe
    snakke starte støtte tale tilstræbe tænke udskyde udsætte udvikle videreføre vende vælge
    vise se mødes indgå fastlægge styrke fokusere bruge forbedre markere bringe finde løse bede
    lægge indstille fastsætte modtage
    """
)

# The word that makes a promise of the verb; it stands somewhere after it in the clause.
LIGHT = {
    "tage": r"(?:kontakt|op(?!\w)|med\s+(?:til|i|på|videre)|fat\s+i|sig\s+af|"
    r"initiativ|hånd\s+om|ansvar|det\s+videre|"
    r"dialog|stilling|med\s+hjem|den\s+med|referat|sagen|et\s+møde|en\s+snak|en\s+dialog)",
    "give": r"(?:besked|tilbagemelding|en\s+status|status|input|en\s+orientering|"
    r"svar|oplysning|grønt\s+lys|afslag)",
    "komme": r"(?:med\s+(?:et|en|forslag|oplæg|udkast|input|bud)|tilbage|"
    r"på\s+(?:dagsordenen|et\s+senere))",
    "gå": r"(?:videre|i\s+(?:gang|dialog)|tilbage\s+(?:til|med)|ud\s+(?:til|med)|rundt)",
    "se": r"(?:på|nærmere|ind\s+i|igennem)",
    "kigge": r"(?:på|nærmere|ind\s+i|igennem)",
    "stå": r"for(?!\w)",
    "sætte": r"(?:i\s+gang|på\s+(?:dagsorden|sagen|som|et)|op(?!\w)|ind\s+på|"
    r"sig\s+(?:for|ind|sammen)|i\s+kalenderen|som\s+punkt|et\s+møde)",
    "holde": r"(?:møde|oplæg|øje|et\s+(?:møde|oplæg)|kontakt|opsyn|orienter)",
    "følge": r"(?:op(?!\w)|sagen|udviklingen|det\s+til\s+dørs)",
    "melde": r"(?:tilbage|ud(?!\w)|ind(?!\w)|afbud|til(?!\w))",
    "vende": r"(?:tilbage|det\s+med|spørgsmålet|sagen|den\s+med)",
    "arbejde": r"(?:videre|på\s+(?:at|en|et)|med\s+at)",
    "sørge": r"for(?!\w)",
    "drage": r"omsorg",
    "rette": r"henvendelse",
    "rykke": r"(?:\w+)",
    "bede": r"(?:\w+)",
    "henvende": r"sig",
    "finde": r"(?:ud\s+af|en|et|frem|tid|nye?|løsning|dato|datoer|mulig)",
    "tale": r"med(?!\w)",
    "snakke": r"med(?!\w)",
    "ringe": r"(?:til|rundt|op)",
    "række": r"ud",
    "hænge": r"op",
    "lægge": r"(?:op(?!\w)|ud(?!\w)|ind(?!\w)|en\s+plan|sag)",
    "bringe": r"(?:videre|op|med|ind|punktet|sagen)",
    "prøve": r"at(?!\w)",
    "forsøge": r"at(?!\w)",
    "mødes": r"med(?!\w)",
    "hjælpe": r"med\s+at(?!\w)",
    "aftale": r"(?:møde|nærmere|et|en|tid|med)",
    "påtage": r"sig",
    "føre": r"(?:tilsyn|dialog|liste|ind)",
    "tilbyde": r"at(?!\w)",
    "få": r"(?:lavet|udarbejdet|undersøgt|afklaret|styr\s+på|bestilt|indhentet|sat|til\s+opgave)",
    "skære": r"(?:til|ned)",
    "tænke": r"ind(?!\w)",
    "trække": r"(?:ind|tal|data)(?!\w)",
    "samle": r"\w+",
    "indgå": r"(?:aftale|dialog|en\s+aftale|kontrakt)",
    "indlede": r"\w+",
    "gøre": r"(?:opmærksom|status|rent|klar|noget)",
}

EXCEPTIONS = {
    # infinitive: present, passive, imperative, participle where they do not follow
    "gøre": ("gør", "gøres", "gør"),
    "se": ("ser", "ses", "se"),
    "gå": ("går", "gås", "gå"),
    "stå": ("står", "stås", "stå"),
    "få": ("får", "fås", "få"),
    "forestå": ("forestår", "forestås", "forestå"),
    "gennemgå": ("gennemgår", "gennemgås", "gennemgå"),
    "indgå": ("indgår", "indgås", "indgå"),
    "opslå": ("opslår", "opslås", "opslå"),
    "spørge": ("spørger", "spørges", "spørg"),
    "forespørge": ("forespørger", "forespørges", "forespørg"),
    "efterspørge": ("efterspørger", "efterspørges", "efterspørg"),
    "mødes": ("mødes", "mødes", "mødes"),
    "ændre": ("ændrer", "ændres", "ændr"),
    "bede": ("beder", "bedes", "bed"),
}

ALL = tuple(dict.fromkeys([*DO, *WEAK, *LIGHT]))
DOES = frozenset(DO) - {
    "arbejde",
    "oplyse",
    "efterspørge",
    "koble",
    "sikre",
    "høre",
    "dele",
    "vise",
    "rette",
    "rykke",
    "samle",
}
DOES_WHEN_OBLIGED = frozenset(DO) | frozenset(WEAK)


def present(verb: str) -> str:
    """Return the present tense: sende, sender."""
    if verb in EXCEPTIONS:
        return EXCEPTIONS[verb][0]
    return verb[:-1] if verb.endswith("gøre") else verb + "r"


def passive(verb: str) -> str:
    """Return the s-form, present and infinitive alike: sende, sendes."""
    return EXCEPTIONS[verb][1] if verb in EXCEPTIONS else verb + "s"


def imperative(verb: str) -> str:
    """Return the imperative: sende, send; sætte, sæt; tage, tag."""
    if verb in EXCEPTIONS:
        return EXCEPTIONS[verb][2]
    stem = verb.removesuffix("e")
    is_doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouyæøå"
    return stem[:-1] if is_doubled else stem


INFINITIVES = {verb: verb for verb in ALL}
PRESENTS = {present(verb): verb for verb in ALL}
PASSIVES = {passive(verb): verb for verb in ALL if verb not in {"mødes", "finde", "møde", "få"}}
IMPERATIVES = {imperative(verb): verb for verb in ALL if verb in DOES or verb in LIGHT}
