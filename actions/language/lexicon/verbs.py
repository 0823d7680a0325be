"""Danish verbs of work; how they are bent is told in `actions.language.morphology`.

DO are verbs whose doing can be ticked off. WEAK are verbs that need a decision, "skal" or a place
and time before they oblige anybody ("drøftes på mødet i maj"). LIGHT are verbs that promise
something only together with a certain word ("tager kontakt", "vender tilbage"). STATES are verbs
that state, wish or report: an unknown verb is taken for work only where it is none of these.

Basis: the verbs of 560 tagged action items in Danish minutes, and the municipal everyday.
"""

from __future__ import annotations

from actions.language.patterns import listed as _words

DO = _words(
    """
    adressere advisere afbestille afbetale afdrage afdramatisere afdække afgive afhente afhjælpe
    afholde afklare aflaste aflevere aflyse aflæse afmelde afmontere afmærke afprøve afpudse
    afrapportere afregne afrense afsende afsikre afskaffe afslutte afspærre afstemme afsætte
    afsøge aftegne afteste aftestne aftjekke aftørre afvaske afvikle ajourføre aktivere
    analysere anlægge anmelde annoncere annullere ansætte ansøge anvise arkivere arrangere
    asfaltere assistere attestere auditere automatisere autorisere avertere bage bearbejde
    bebygge bede bedømme begrænse bekendtgøre beklæde bekræfte belyse belægge bemande bemyndige
    beplante beramme beregne berigtige besigtige beskrive beskære bestemme bestille besvare
    besøge betale betjene bevilge bevillige bilægge bistå bogføre booke bore borttage bringe
    brolægge bruge budgettere bundte bygge byggemodne bytte certificere charte checke cirkulere
    dagsordensætte danne datere debitere deklarere dele delegere demontere designe desinficere
    digitalisere diktere disponere distribuere dokumentere downloade dræne duplikere
    effektivisere effektuere efterbehandle efterfylde eftergive efterisolere efterkontrollere
    efterleve efterprøve efterregulere efterse eftersende efterspore efterspørge eftersøge
    eftertjekke eftervise ekspedere ekspropriere elektrificere erstatte etablere etikettere
    evaluere facilitere fakturere fastfryse fastgøre fastlåse feje fejlmelde fejlsøge
    ferniserere finde fjerne flise flytte folde forankre foranledige forarbejde forbedre
    forberede fordele fordoble forelægge forenkle forespørge forestå foretage forevise forhandle
    forhøje forhøre forkorte forlænge formalisere formidle formulere fornye forsegle forskønne
    forstærke forsyne forsøge fortrykke forudbestille forvalte fotografere fraflytte frakoble
    fratræde fravælge fremføre fremlægge fremsende fremskaffe fremskynde fremstille fremsætte
    fremvise frigive friholde friske fritage fræse fylde fælde færdigbehandle færdiggøre
    færdigmelde genanskaffe genansætte genanvende genbehandle genberegne genbestille genbesøge
    genbruge gendrøfte genetablere genfinde genforelægge genforhandle genfremsende genfremsætte
    genhuse genindføre genindkalde genindlevere genkalde genlæse gennemarbejde gennemføre
    gennemgå gennemlæse gennemse gennemskrive gennemsøge gennemteste genopbygge genopfriske
    genoprette genopslå genoptage genoptrykke genovertage genplacere gensende genskabe genskrive
    gentage gentænke genudbyde genudsende genvurdere genåbne give granske gratulere grave gruse
    gulvbehandle gøde gøre hegne hente hjemkalde hjemsende hjemtage hjælpe holde hovedrengøre
    hugge hvidte hæfte hænge hæve høre høringsbehandle høste håndtere igangsætte implementere
    importere imprægnere imødegå imødekomme indarbejde indberette indbetale indbringe indbyde
    inddele inddrage inddrive inddække indføje indføre indgive indgå indhegne indhente indkalde
    indkredse indkvartere indkøbe indlede indlevere indlægge indlæse indmelde indplacere
    indrapportere indregulere indrette indrykke indsamle indsende indskaffe indskanne indskrive
    indskærpe indsætte indtale indtaste indtegne indvie informere inspicere installere instruere
    integrere intensivere interviewe introducere investere invitere involvere isolere italesætte
    iværksætte journalisere justere jævne kalde kalibrere kalke kanalisere kassere kategorisere
    klargøre klarlægge klassificere klippe kloakere klæbe klæde koble kode koge kommentere
    kommunikere kompensere komplettere komponere koncentrere konfrontere konkretisere
    konsolidere konstruere konsultere kontakte kontere kontrollere kontrolmåle kontroludregne
    konsekvensrette
    konvertere koordinere kopiere korrekturlæse korrigere kortlægge kostberegne kreditere kridte
    kulegrave kundgøre kvalificere kvalitetssikre kvalitetstjekke kvittere købe køre lade lakere
    lancere lave layoute legalisere leje lejre lette levere licitere lime liste logge lokalisere
    lukke lægge lære læse læsse løfte løsne låne låse maile male mangfoldiggøre markedsføre meddele
    markere medbringe medinddrage medsende medtage mejsle melde mindske mobilisere modernisere
    modificere modregne montere mægle mærke møblere mønstre måle nedbringe nedbryde nedfælde
    nedgrave nedlægge nedpakke nedrive nedskrive nedskære nedsætte nedtage normalisere nummerere
    nyansætte nybestille nyindkøbe nytænke offentliggøre olie omadressere ombestille ombygge
    ombytte omdanne omdele omdirigere omdøbe omfordele omforme omgå omkode omlægge ommøblere
    omplacere omplante omprioritere omregne omrokere omskrive omstille omstrukturere omsætte
    omtegne opbevare opbygge opdatere opdele opfordre opfriske opføre opgive opgradere opgøre
    ophænge ophæve opkræve oplade oplagre opliste oplyse oplægge oplære opløse opmagasinere
    opmærke opmåle opnormere opregne oprekruttere oprense opretholde oprette oprydde opsamle
    opsende opsige opskrive opsplitte opspore opstarte opstille opstramme opstribe opsummere
    opsætte opsøge optage optegne optimere optrappe optrykke optælle opvarme ordne organisere
    orientere overbringe overdrage overdække overflytte overføre overgive overlade overlevere
    overrække oversende oversætte overtage overvåge pakke parkere partshøre passe patruljere
    pege pensle permanentgøre placere planere planlægge plante plukke politianmelde postomdele
    printe prissætte producere professionalisere profilere programmere projektere promovere
    protokollere præcisere præparere præsentere prøve prøvekøre publicere pudse pumpe pusle
    pynte påbegynde påføre påklage pålægge påmontere påsætte påtale påtegne rapportere
    rationalisere realisere rebooke redde redegøre redigere reducere referere refundere
    registrere regulere rejse reklamere rekruttere rekvirere relancere rengøre renholde renovere
    rense renskrive rentegne reparere repetere reservere restaurere retablere rette returnere
    revidere revurdere ringe rundbringe runddele rundsende rundspørge rundvise rydde rykke
    rådføre rådgive rådslå sagsbehandle saldere salte samkøre samle sammenfatte sammenholde
    sammenkalde sammenkoble sammenligne sammenlægge sammenskrive sammenstille sammensætte
    samordne samskabe samtænke sanere save scanne screene selvevaluere sende servicere signere
    sigte sikkerhedsgodkende sikkerhedstjekke skabe skaffe skalere skanne skifte
    skitseprojektere skitsere skrabe skrive skubbe skære skærme skærpe slette slibe slukke slå
    snerydde sondere sortere spartle specificere spille sponsere spore sprede sprøjte spule
    spærre spørge stabilisere standardisere standse starte stave stemme stemple
    stikprøvekontrollere stille stoppe stramme strege strukturere stryge styrke støbe støvsuge
    subsidiere summere supplere svare svejse sy synliggøre systematisere sælge sænke sætte søge
    sørge søsætte tagdække tage takke taksere tale tapetsere taste tegne telefonere teste
    tidsfastsætte tidsplanlægge tilbagebetale tilbageføre tilbageholde tilbagekalde
    tilbagelevere tilbagemelde tilbagesende tilbagetrække tilberede tilbyde tilbygge tildele
    tilegne tilføje tilføre tilgodeskrive tilgængeliggøre tilgå tilkalde tilknytte tilkoble
    tilkøbe tilmelde tilpasse tilplante tilrette tilrettelægge tilse tilsende tilsikre tilslutte
    tilstille tilsætte tilså tiltrække tilvejebringe tilvælge tjekke tolke tracke transportere
    tredele trimme trykke trykprøve træffe trække træne tvangsinddrive tydeliggøre tælle tænde
    tætne tætte tømme tørre udarbejde udbedre udbetale udbrede udbringe udbyde udbygge uddanne
    uddele uddelegere uddrage uddybe udfase udfolde udfordre udforme udforske udfylde udfærdige
    udføre udgive udgrave udgå udleje udlevere udlicitere udligne udlodde udlufte udlægge udlåne
    udmatrikulere udmelde udmønte udnævne udpakke udpege udpensle udrede udregne udrense udrulle
    udruste udrydde udsende udskifte udskille udskrive udskyde udsmykke udspørge udstationere
    udstede udstikke udstille udstykke udsætte udtage udtegne udtynde udveksle udvide udvikle
    udvælge underrette underskrive undersøge undervise uploade urafstemme vaccinere validere
    vande varetage varme varsko varsle vaske vedhæfte vedligeholde vedlægge vedtage vejlede
    veksle vende verificere vidensdele viderebearbejde viderebringe videredele videreformidle
    videreføre videregive videresende videreudvikle virkeliggøre visitere ændre åbne
    førstebehandle andenbehandle
    """
)

WEAK = _words(
    """
    anvende arbejde behandle benytte beslutte drøfte deltage fortsætte følge godkende bero
    håndhæve kigge møde prioritere samarbejde tilstræbe tænke videreføre vælge opsøge vise se
    mødes fastlægge fokusere indstille fastsætte modtage aftale afvente udtænke tilgodese
    nøjes stå gå komme få føre diskutere debattere overgå indeholde omfatte udlægge tilse
    vurdere respektere overholde begynde slutte ophøre forsøge være opnå lede sikre løse dække
    finansiere opfylde fremme indfri byde bære bidrage overveje synge dæmpe identificere
    motivere frigøre udvirke underbygge forklare hindre bekoste eliminere så yde
    """
)

# The word that makes a promise of the verb; it stands somewhere after it in the clause.
LIGHT = {
    "tage": r"(?:kontakt|af\s+sted|op(?!\w)|med\s+(?:til|i|på|videre|tilbage|hjem)|fat\s+i|"
    r"sig\s+af|"
    r"initiativ|hånd\s+om|ansvar|det\s+videre|ud(?!\w)|ned(?!\w)|hjem(?!\w)|imod|mod(?!\w)|"
    r"dialog|stilling|den\s+med|sagen|et\s+møde|en\s+(?:snak|dialog|runde|drøftelse)|"
    r"^(?:den|dem)(?=\s*(?:[.,;]|$)|\s+(?:i\s+løbet|inden|senest|til|på|op|med|over)(?!\w))|"
    r"^(?:[\w-]+\s+){1,3}med(?=\s*(?:[.,;]|$)|\s+(?:næste|hjem|til|hen|ud|på|i)(?!\w))|"
    r"(?:den|det)\s+(?:\w+\s+){0,2}(?:afklaring|drøftelse|snak|dialog)(?!\w)|"
    r"billeder|opgaven|drøftelsen|spørgsmålet|punktet|emnet|tråden|skridt|over(?!\w)|referat)",
    "give": r"(?:besked|tilbagemelding|en\s+(?:\w+\s+){0,2}?(?:status|orientering|melding|"
    r"opdatering|redegørelse|gennemgang|præsentation|oversigt|"
    r"tilbagemelding|introduktion|rundvisning|vurdering)|status|input|lyd|videre|"
    r"svar|(?:\w+\s+)?tilsagn|oplysning|grønt\s+lys|afslag|feedback|meddelelse|adgang|bud)",
    "komme": r"(?:med\s+(?:et|en|forslag|oplæg|udkast|input|bud|ideer)|tilbage|"
    r"på\s+(?:dagsordenen|et\s+(?:senere|kommende))|forbi|retur|på\s+besøg)",
    "gå": r"(?:videre|(?:ned|hen|over|ind|op|rundt|hjem)\s+og\s+\w+r(?!\w)|"
    r"i\s+(?:gang|dialog|tænkeboks)|tilbage\s+(?:til|med)|ud\s+(?:til|med)|rundt|"
    r"ind\s+i|efter|igennem|(?:op|ned)\s+på)",
    "se": r"(?:på(?!\w)|nærmere|ind\s+i|igennem|om(?!\w)|efter|til(?!\w)|også\s+på)",
    "kigge": r"(?:på|nærmere|ind(?!\w)|igennem|efter|forbi)",
    "stå": r"for(?!\w)",
    "sætte": r"(?:i\s+gang|på\s+(?:dagsorden|sagen|som|et)|op(?!\w)|ind(?!\w)|ud(?!\w)|ned(?!\w)|"
    r"sig\s+(?:for|ind|sammen|ned)|i\s+kalenderen|som\s+punkt|et\s+møde|\w+\s+på(?!\w)|af(?!\w)|"
    r"sammen|fokus|hegn|skilt)",
    "holde": r"(?:\w*møde|\w*dialog|"
    r"oplæg|øje|et\s+(?:\w+\s+)?\w*(?:møde|oplæg|kursus)|kontakt|opsyn|"
    "orienter|"
    r"kursus|\w+kursus|en\s+\w+)",
    "følge": r"(?:op(?!\w)|sagen|udviklingen|(?:det\s+)?til\s+dørs|\w+\s+(?:tæt|nøje))",
    "melde": r"(?:tilbage|ud(?!\w)|ind(?!\w)|afbud|til(?!\w)|os|sig|retur)",
    "vende": r"(?:tilbage|det\s+(?:med|i|på)|spørgsmålet|sagen|den\s+med|\w+\s+med(?!\w))",
    "arbejde": r"(?:videre|på\s+(?:at|en|et)|med\s+at)",
    "sørge": r"for(?!\w)",
    "drage": r"omsorg",
    "rette": r"(?:^(?:[.,]|$|(?:inden|efter|snarest|senest)(?!\w))|"
    r"henvendelse|til(?!\w)|op(?!\w)|ind(?!\w)|^\w+(?:en|et|ne)(?!\w)|\w*(?:fejl|"
    r"tekst|referat|side|plan|dato)\w*)",
    "regne": r"på\s+(?:det|den|dem|pris\w*|økonomi\w*|forslag\w*|\w+\s+(?:pris|udgift)\w*)(?!\w)",
    "bidrage": r"med\s+(?:tal|tekst\w*|input|billeder|oplæg|materiale|eksempler|et|en)(?!\w)",
    "minde": r"^om\s+(?:det|dem|fristen)\s+(?:på|i|via)(?!\w)",
    "rykke": r"(?:\w+|^\.?$)",
    "bede": r"(?:\w+)",
    "henvende": r"sig",
    "finde": r"(?:ud\s+af|^(?!anledning|grund|behov|ingen|støtte|sted|\w*(?:en|et|ne)(?!\w))"
    r"(?:(?:to|tre|fire|fem|seks|\d+|flere|nye?)\s+)?[\w-]{3,}(?=\s*(?:[,.;]|$)|\s+(?:til|om|som|der|og|hos|inden|frem|i|på|ved|blandt)\s)|en|et|frem|tid|nye?|løsning|dato|datoer|mulig|flere|(?!anledning|grund)\w+\s+til|ud(?!\w))",
    "tale": r"med(?!\w)",
    "snakke": r"med(?!\w)",
    "ringe": r"(?:til|rundt|op)",
    "række": r"ud",
    "hænge": r"(?:\w+\s+){0,6}?op(?!\w)",
    "lægge": r"(?:op(?!\w)|ud(?!\w)|ind(?!\w)|en\s+plan|sag|på(?!\w)|\w+\s+(?:\w+\s+){0,4}?"
    r"(?:på|ud|op|ind|i)(?!\w)|om(?!\w)|frem|til(?!\w)|i(?!\w))",
    "bringe": r"(?:^(?:en|et)\s+(?:\w+\s+)?(?:notits|artikel|annonce|omtale|indlæg|nyhed)|"
    r"videre|op|med|ind|punktet|sagen|ud|emnet|spørgsmålet)",
    "prøve": r"(?:at|med|om|kræfter)(?!\w)",
    "forsøge": r"(?:at|med|om)(?!\w)",
    "mødes": r"(?:med|om|igen|for\s+at|\w+\s+(?:d\.|den)|i\s+(?:uge|næste))(?!\w)",
    "hjælpe": r"(?:med|\w+\s+(?:\w+\s+){0,2}?med)(?!\w)",
    "aftale": r"(?:møde|nærmere|et|en|tid|med|ny|dato)",
    "påtage": r"sig",
    "føre": r"(?:tilsyn|dialog|liste|ind|ajour|protokol|til\s+protokols|samtaler|forhandlinger)",
    "tilbyde": r"(?:at|\w+\s+(?:en|et)|en|et|alle|de)(?!\w)",
    "sikre": r"(?:at|sig)(?!\w)",
    "drøfte": r"(?:\w+\s+){0,4}?med(?!\w)",
    "afgive": r"(?:et\s+)?(?:høringssvar|svar|udtalelse|besked|bemærkninger|kommentarer)(?!\w)",
    "oplyse": r"(?:dato|pris|leveringstid|navne?|antal|tidspunkt|tid)\w*(?!\w)",
    "vise": r"(?:(?:[\w-]+\s+){1,4}(?:på|til)\s+(?:næste|det\s+næste|kommende|mødet\s+(?:i|den))|"
    r"(?:det|den|dem|\w+en|\w+et|\w+ne)\s+(?:for|til|frem|rundt))(?!\w)",
    "søge": r"(?:om|at|\w*pulje\w*|\w*fond\w*|tilskud|midler|fond\w*|penge|tilladelse|efter|"
    r"pulj\w+|nye?|dispensation|byggetilladelse)(?!\w)",
    "få": r"(?:^en\s+(?:\w+\s+)?(?:udtalelse|vurdering|afklaring|bekræftelse|godkendelse|pris)\s+"
    r"(?:fra|af|på|hos)(?!\w)|^et\s+(?:\w+\s+)?(?:svar|tilsagn|overslag|notat)\s+(?:fra|af|på|hos)(?!\w)|[\w-]+(?:\s\w+)?\s+til\s+at|"
    r"^(?:(?:et|to|tre|flere)\s+)?(?:tilbud|priser?)\s+(?:fra|på)|"
    r"^(?:\w+\s+){0,2}?\w{3,}(?:et|t|sat|lagt)(?!\w)|\w+\s+på\s+plads|styr\s+på|til\s+"
    r"opgave|fat\s+i|afklaring|fulgt)",
    "skære": r"(?:til|ned|af|hæk\w*)",
    "tænke": r"ind(?!\w)",
    "trække": r"(?:ind|tal|data|ud|lister?|kabl\w+|\w*rapport\w*|statistik)(?!\w)",
    "samle": r"\w+",
    "indgå": r"(?:aftale|dialog|en\s+aftale|kontrakt|en\s+\w+)",
    "indlede": r"\w+",
    "gøre": r"(?:op(?!\w)|opmærksom|status|rent|klar|noget|en\s+ekstra|færdig|det|brug)",
    "stille": r"(?:forslag|op(?!\w)|spørgsmål|\w+\s+til\s+rådighed|krav|\w+\s+(?:frem|ud|"
    r"op)(?!\w))",
    "slå": r"(?:op|fast|græs\w*|\w+\s+op|\w+\s+(?:sammen|ihjel))(?!\w)",
    "køre": r"(?:\w+)",
    "spille": r"(?:ind|bold|ud)(?!\w)",
    "klare": r"(?:\w+)",
    "hilse": r"på(?!\w)",
    "hæve": r"(?:det|den|dem|[\w-]{3,}(?:en|et|ne))(?!\w)",
    "høre": r"(?:^(?:sin|sit|sine)\s+(?:gamle\s+|egen\s+)?"
    r"(?:\w*(?:mand|kone|bror|søster|far|mor|søn|datter|svoger|kæreste|nabo|kollega|ven|veninde|"
    r"chef|leder|bank|revisor|advokat|arbejdsplads|arbejdsgiver|forening|klub|skole|kontakt|bagland)"
    r"(?:er|e|r)?)|^i\s+[\w-]+(?:en|et|ne)(?!\w)|"
    r"^(?-i:[A-ZÆØÅ])[\w-]+|om|ad|efter|hos|\w+,?\s+(?:om|hv\w+)|[\wæøå]+\s*,)(?!\w)",
    "dele": r"(?:ud|rundt|med|\w+\s+(?:ud|rundt|med|på))(?!\w)",
    "låse": r"(?:\w+\s+)?(?:ind|op|af|ude|ned)(?!\w)",
    "løbe": r"\w+\s+igennem",
    "skrive": r"\w*",
    "træffe": r"(?:aftale|beslutning)",
    "stemme": r"(?:af)(?!\w)",
    "pege": r"(?:på|ud)(?!\w)",
    "deltage": r"(?:i|på|ved)\s+(?!møder)",
    "lade": r"\w+\s+(?:\w+\s+){0,3}?\w+e(?!\w)",
    "afvente": r"\w+",
    "være": r"(?:tovholder|ansvarlig|i\s+kontakt|på\s+sagen|obs)",
    "lukke": r"(?:af|ned|\w+)",
    "lede": r"efter(?!\w)",
    "rejse": r"(?:sag|spørgsmål|emne|problem|det|punktet)\w*",
    "tegne": r"\w+",
    "gribe": r"(?:fat|ind)",
    "skubbe": r"(?:på|\w+)",
    "spare": r"(?:op|sammen)",
    "smide": r"(?:ud|op|ind)",
    "lytte": r"(?:sig|til|om)",
    "sende": r"\w*",
    "købe": r"\w+",
    "læse": r"(?:\w+)",
    "opfordre": r"\w+",
    "kalde": r"(?:ind|sammen|\w+\s+(?:ind|sammen))(?!\w)",
    "stramme": r"op(?!\w)",
    "pakke": r"\w+",
    "bære": r"(?:videre|\w+\s+videre)",
    "begynde": r"(?:at|med|på)(?!\w)",
    "genoverveje": r"\w+",
    "mangle": r"at(?!\w)",
}

# Verbs that state, wish or report. Nothing is promised by them, whoever does it.
STATES = frozenset(
    _words(
        """
        acceptere afgøre agte anbefale anerkende angå anse ane antyde arve bakke bebude bede befinde
        begræde beholde beklage bekymre bemærke berette berøre berømme beskæftige betragte
        betvivle betyde bevare bidrage blive bo briste bruge bære byde burde danne dø døje elske
        ende eje eksistere erfare erindre erkende fastholde favne fejle fejre finde findes
        foregå foretrække forekomme forestille foreslå forklare formode forsikre forstå fortolke
        forundre forvente forblive fortsætte fortælle fremgå fremhæve fryde frygte fungere fylde
        føle følge gavne genkende gide gratulere græde glæde gælde hade handle have hedde
        henvise hilse huske hvile håbe indrømme indebære indeholde indse indstille interessere
        invitere kende kendes klage konkludere konstatere kræve kunne koste lade le lede leve
        ligge ligne lide love lyde lytte løbe mangle medføre medgive melde mene minde mindes
        misforstå møde måtte nyde nævne nære opfatte omfatte opfordre opholde opleve opnå
        oppebære oplyse orke overraske overveje passe pege plage pleje plejer påpege påstå
        påvirke regne referere repræsentere respektere redegøre ryge råde sammenligne savne se
        sidde sige skulle skylde smage sove spise spørge spille spå stamme stemme stige stole
        støtte stå svare synes synge takke tale tabe tilkendegive tilhøre tilføje tiltræde
        tilslutte tjene trives tro true turde tvivle tyde tænke tåle udgøre udtrykke udtale
        undre understrege undlade unde vare veje vente vide vidne vie ville virke vise vokse
        vove vurdere være værdsætte værne vægte ytre genopstille efterlyse ærgre ønske ånde
        stagnere falde synke krybe starte begynde slutte opstå bestå varme lugte larme klapre
        binde dryppe slide holde hænge gå komme få køre rejse anslå antage forudse pointere
        bifalde fravige gentage glemme hævde modtage miste nå overholde overgå overstige
        samarbejde sammenfalde sejre skinne snakke sne strække brænde dufte fryse gro lære læse
        motionere arbejde undervise vinde vande
        """
    )
)

# infinitive: present, passive, imperative, participle where they do not follow
EXCEPTIONS = {
    "gøre": ("gør", "gøres", "gør", "gjort"),
    "se": ("ser", "ses", "se", "set"),
    "gå": ("går", "gås", "gå", "gået"),
    "stå": ("står", "stås", "stå", "stået"),
    "få": ("får", "fås", "få", "fået"),
    "så": ("sår", "sås", "så", "sået"),
    "sy": ("syr", "sys", "sy", "syet"),
    "slå": ("slår", "slås", "slå", "slået"),
    "være": ("er", "væres", "vær", "været"),
    "have": ("har", "haves", "hav", "haft"),
    "spørge": ("spørger", "spørges", "spørg", "spurgt"),
    "mødes": ("mødes", "mødes", "mødes", "mødtes"),
    "ændre": ("ændrer", "ændres", "ændr", "ændret"),
    "åbne": ("åbner", "åbnes", "åbn", "åbnet"),
    "ordne": ("ordner", "ordnes", "ordn", "ordnet"),
    "bede": ("beder", "bedes", "bed", "bedt"),
    "sætte": ("sætter", "sættes", "sæt", "sat"),
    "lægge": ("lægger", "lægges", "læg", "lagt"),
    "tage": ("tager", "tages", "tag", "taget"),
    "drage": ("drager", "drages", "drag", "draget"),
    "give": ("giver", "gives", "giv", "givet"),
    "skrive": ("skriver", "skrives", "skriv", "skrevet"),
    "følge": ("følger", "følges", "følg", "fulgt"),
    "finde": ("finder", "findes", "find", "fundet"),
    "holde": ("holder", "holdes", "hold", "holdt"),
    "træffe": ("træffer", "træffes", "træf", "truffet"),
    "trække": ("trækker", "trækkes", "træk", "trukket"),
    "bringe": ("bringer", "bringes", "bring", "bragt"),
    "vælge": ("vælger", "vælges", "vælg", "valgt"),
    "sælge": ("sælger", "sælges", "sælg", "solgt"),
    "byde": ("byder", "bydes", "byd", "budt"),
    "rive": ("river", "rives", "riv", "revet"),
    "skyde": ("skyder", "skydes", "skyd", "skudt"),
    "skære": ("skærer", "skæres", "skær", "skåret"),
    "fjerne": ("fjerner", "fjernes", "fjern", "fjernet"),
    "hjælpe": ("hjælper", "hjælpes", "hjælp", "hjulpet"),
    "bære": ("bærer", "bæres", "bær", "båret"),
    "fornye": ("fornyer", "fornyes", "forny", "fornyet"),
    "tilse": ("tilser", "tilses", "tilse", "tilset"),
    "bryde": ("bryder", "brydes", "bryd", "brudt"),
    "synge": ("synger", "synges", "syng", "sunget"),
    "slibe": ("sliber", "slibes", "slib", "slebet"),
    "komme": ("kommer", "kommes", "kom", "kommet"),
    "lade": ("lader", "lades", "lad", "ladet"),
    "føre": ("fører", "føres", "før", "ført"),
    "køre": ("kører", "køres", "kør", "kørt"),
    "høre": ("hører", "høres", "hør", "hørt"),
    "sige": ("siger", "siges", "sig", "sagt"),
    "bestille": ("bestiller", "bestilles", "bestil", "bestilt"),
    "stille": ("stiller", "stilles", "stil", "stillet"),
    "kalde": ("kalder", "kaldes", "kald", "kaldt"),
    "sende": ("sender", "sendes", "send", "sendt"),
    "vende": ("vender", "vendes", "vend", "vendt"),
    "brænde": ("brænder", "brændes", "brænd", "brændt"),
}

# Not work by themselves: they need a word of LIGHT or an obligation.
NOT_ALONE = frozenset(
    _words(
        """
        arbejde oplyse efterspørge koble høre dele vise rykke samle bruge bringe spille søge
        lede passe lukke hæve stemme tegne indgå opgive udgå tilgå bidrage overveje pege rejse
        slå køre se så takke tale snakke hilse opretholde stille stoppe starte kalde udgive
        følge finde holde klare prøve forsøge lade foreligge være tilbyde påvise sy byde bære
        finansiere opfylde dække løse gavne hjælpe fremme fylde fremhæve optage påføre garantere
        forklare forsikre opleve betinge bestemme begrænse pålægge afgive udvikle mindske
        forbedre styrke skabe hindre medtage træffe gentage kræve fravælge motivere støtte vande
        låse investere reducere læse lære give tage sætte komme lægge trække få gå stå melde
        hænge rette føre skære gøre vende skrive forkorte konfrontere påpege antage overhale
        fastslå forudse beføje
        """
    )
) - {"skrive"}
