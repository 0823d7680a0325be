"""What is delivered, how its arrival is told, and words that say little of what it is about.

Written as Danish is; `topics` compares them in one spelling and without endings.
"""

from __future__ import annotations

from actions.language.patterns import listed
from meetings.reading.folding import fold_words

# Kinds of deliverable. A compound ends in one ("støjnotat"), so longer words stand for themselves.
KINDS = {
    "PAPER": "notat redegørelse rapport sagsfremstilling beskrivelse vurdering gennemgang memo",
    "STUDY": "analyse undersøgelse evaluering kortlægning afdækning måling",
    "COUNT": "oversigt opgørelse liste statistik beregning nøgletal overblik tal talmateriale",
    "TELLING": "orientering status tilbagemelding opfølgning svar besvarelse information",
    "SHOWING": "oplæg slides præsentation powerpoint",
    "DRAFT": "handleplan tidsplan procesplan handlingsplan udkast",
    "AGENDA": "punkt dagsordenspunkt sag temadrøftelse drøftelse temasag",
}
# Which kind may answer for which; one answers for itself, and nothing else for anything.
ANSWERS = {
    "PAPER": "STUDY COUNT TELLING",
    "STUDY": "PAPER TELLING",
    "COUNT": "PAPER TELLING",
    "TELLING": "PAPER STUDY COUNT SHOWING",
    "SHOWING": "TELLING",
    "DRAFT": "",
    "AGENDA": "",
}
# Verbs that promise a kind without naming it: "redegøre for støjen".
DOING = {
    "redegør": "PAPER", "beskriv": "PAPER", "vurder": "PAPER", "gennemgå": "PAPER",
    "undersøg": "STUDY", "analyser": "STUDY", "evaluer": "STUDY", "kortlæg": "STUDY",
    "afdæk": "STUDY", "opgør": "COUNT", "beregn": "COUNT", "orienter": "TELLING",
    "præsenter": "SHOWING", "dagsordenssæt": "AGENDA", "genoptag": "AGENDA",
}  # fmt: skip

# Words of grammar, days, and the machinery of meetings: no part of what something is about.
NOTHING = """
    af alle alt andre at blev blive bliver da de den denne der deres det dette disse dog du efter
    eller en end endnu er et for fra fx får gør har have herom herunder hertil hos hvad hver hvilke
    hvor hvordan i ift igen ikke ind inden indenfor ind jf kan kl kommer langs med mellem men
    mens mere mht mod må ned nu når og også om omkring op over overfor pr på samt senest ser side
    siden sig sin sit som skal så til ud under uden unden undtaget vdr ved vedr vedrørende vil var
    været vi henholdsvis forhold mulighed muligheder videre næste sidste første seneste nye ny nyt
    nuværende gældende aktuel aktuelle samlet samlede kort nærmere udarbejde udarbejdelse udarbejder
    udarbejdes lave laver laves sende sender sendes fremsende fremsendes fremlægge fremlægger
    fremlægges forelægge forelægges fremlæggelse fremlagt fremlagde forelagt forelagde udsende
    udsendes udsendt sendt fremsendt vedlagt vedhæftet omdelt foreligger taget tage efterretning
    give gives giver få fås skrive skriver indhente indhentes følge følger udvalg udvalget
    udvalgets byråd byrådet byrådets forvaltning forvaltningen forvaltningens administration
    administrationen administrationens direktion direktionen kommune kommunen kommunens møde mødet
    møder medlemmer medlem bilag dagsorden dagsordenen beslutning beslutninger
    behandling temamøde dags dato januar februar marts april maj juni juli august
    september oktober november december primo medio ultimo uge måned kvartal år året
    senere vedtaget skriftlig skriftlige hold tag op følg op vend vender tilbage kom meld blev
    chef chefen direktør direktøren formand formanden mange flere færre hen frem står ligger holder
    bruges brugt mv mfl løbet udgangen begyndelsen slutningen via gennem hele
"""
# What many things are about: alone it tells nothing apart.
LITTLE = """
    økonomi økonomisk udgift pris omkostning budget regnskab plan strategi politik projekt indsats
    arbejde opgave område kvalitet udvikling antal tal proces model forløb ordning tilbud service
    drift borger barn børn elev ansat medarbejder personale leder skole ældre vej by center
    institution dagtilbud bolig hus sted lokal aftale samarbejde resultat erfaring konsekvens
    løsning forsøg gratis hjælp adgang forbedring ændring etablering anlæg byggeri tiltag
    initiativ ressource behov anvendelse brug høring spørgsmål forslag virksomhed forening
"""
DELIVERED = (
    r"(?:fremlag(?:t|de)|forelag(?:t|de)|(?:ud|frem|rund|til)?send(?:t|te)|vedlag(?:t|te)|"
    r"vedhæftet|omdel(?:t|te)|uddel(?:t|te)|orienterede|orienteret|præsenterede|præsenteret|"
    r"gennemgik|gennemgået|redegjorde|redegjort|foreligger|afleveret|vedlægges|offentliggjort|"
    r"(?:til|til\s+)efterretning)"
)
# The words are of something wanted, coming or called off, not of something that has come.
NOT_DELIVERED = (
    r"(?:ikke|endnu|vil|skal|forvente[srt]*|planlægges|udarbejdes|udarbejder|kommer|afvente[rs]?|"
    r"mangler|udsat|udsættes|udskudt|udgår|udgik|snart|senere|undervejs|kommende|ønske[rst]?|"
    r"ønskede|bad|beder|bedt|bestil\w*|efterlys\w*|anmod\w*|forespørg\w*|medlemsforslag|besluttede|"
    r"rykke[rt]?|genoptages|næste)"
)
# The sentence is of something still to be done, of a wish, or of what did not come about.
NOT_DONE = (
    r"ikke|endnu|aldrig|vil|skal|skulle|bør|burde|kan|kunne|mangler|hvis|såfremt|når|om\s+at|"
    r"ønsker?|ønskede|bad|beder|bedt|foreslog|foreslår|forsøgt|forsøgte|prøvet|prøvede|forgæves|"
    r"delvis|delvist|næsten|snart|senere|næste|udsat|tidligere|sidste\s+år|overvejer|overvejede"
)
# Under an agenda item: it was not dealt with.
CALLED_OFF = (
    r"(?:punktet|sagen|notatet|orienteringen|oplægget)\s+(?:blev\s+|er\s+|bliver\s+)?"
    r"(?:udsat|udsættes|udskudt|udgår|udgik|udskydes|taget\s+af|tages\s+af|trukket)"
    r"|^\W{0,5}(?:udsat|udsættes|udgår|udgik)\b"
)
ASKING_TITLE = (
    r"(?:anmodning|ønske|ønsker|bestilling|forespørgsel|medlemsforslag|initiativsag|forslag\s+fra|"
    r"igangsættelse|kommissorium|udbud|proces\s+for|rammer\s+for)"
)


def folded(words: str) -> frozenset[str]:
    return frozenset(fold_words(word) for word in listed(words))
