"""Words for those who can be asked to do something: roles, bodies, pronouns, given names.

Left out on purpose: "kommunen" and "regionen" (mostly statute or forecast), and those whom
minutes tell what to do without asking (beboere, forældre, medlemmer, borgere, brugere).
"""

from __future__ import annotations

from actions.language.patterns import listed as _words

ROLES = (
    r"(?:undertegnede|[\w.-]*(?:formand|formænd|forkvinde|chef|leder|direktør|konsulent|sekretær|"
    r"koordinator|kasserer|"
    r"inspektør|rådmand|borgmester|værge|vicevært|sognepræst|præst|provst|administrator|tovholder|"
    r"sagsbehandler|referent|jurist|ordstyrer|graver|organist|bibliotekar|pedel|"
    r"suppleant|webmaster|redaktør|projektmedarbejder)(?:en|n|ne|erne|er|rne|ren|eren)?)"
)
BODIES = (
    r"(?:[\w-]*(?:forvaltning|administration|sekretariat|direktion|udvalg|afdeling|"
    r"bestyrelse|gruppe|"
    r"team|ledelse|enhed|kommunalbestyrelse|magistrat|forening|driftsorganisation|afsnit|"
    r"organisation)(?:en|et|t|n|erne|s)?"
    r"|[\w-]*(?:råd|byråd|menighedsråd|elevråd)(?:et|ene)|[\w-]*kontor(?:et)?|[\w-]*stab(?:en)|"
    r"[\w-]*cent(?:ret|eret|rene)|driften|jura(?:en)?|HR|MED-udvalget|IT)"
)
PRONOUNS = (
    r"(?:vi|alle(?:\s+(?:medlemmer|bestyrelsesmedlemmer|tilstedeværende|deltagere|i\s+bestyrelsen))?|"
    r"hver\s+især|resten\s+af\s+bestyrelsen)"
)

# The names most borne in Denmark, for minutes whose head names nobody. Names that are also
# everyday words (Maj, Tor, Bo as "live", Mark, Storm, Rose, Viola) count only with a verb of work.
GIVEN_NAMES = frozenset(
    _words(
        """
        anders andreas anette anja ann anna anne annette annemarie arne asger astrid asta august
        axel bent bente benny berit bettina birgit birgitte birthe bjarne bjørn bo bodil brian
        britta britt camilla carina carl carsten cecilie charlotte christian christina
        christoffer claus connie dan daniel david dennis dorte dorthe ditte ebbe eigil elin
        elisabeth ellen else emil emilie emma erik erling esben eva finn flemming frank frederik
        freja frode gitte gert grethe gudrun gunnar gunner hanne hans heidi helen helena helene
        helle henning henriette henrik herdis ib ida inge ingelise inger ingrid irene ivan jacob
        jakob jan jane janne jens jeppe jesper jette joan johan johanne johannes john jonas
        jonna josefine julie jytte jørgen jørn kaj karen karin karina karl karla karsten kasper
        katja katrine kenneth kent kim kirsten kirstine kjeld klaus klavs knud kristian kristina
        kristine kristoffer kurt lars lasse laura leif lene leo line linda lis lisa lisbet
        lisbeth lise liselotte lissi lone lotte louise lucas lykke mads magnus majbritt malene
        marcus maria marianne marie martin mathias mathilde matilde merete mette michael mia
        mikael mikkel mogens mona morten nanna nicolai niels nikolaj nina ole oliver oscar oskar
        otto palle paul peder per pernille peter pia poul preben rasmus rikke rita robert rolf
        rune ruth sanne sara sarah sebastian signe sigrid simon simone sine sofia sofie solveig
        sonja stefan steen sten stig stine susan susanne svend sven sørine søren tage thea theis
        thomas thor thorkild tim tina tine tobias tom tommy tonny torben tove trine troels ulla
        ulrik uffe vagn valdemar vera vibeke vicki victor viggo vilhelm villy viktor winnie
        willy aage åse åge ali ahmed fatima mohammed hassan amina bernd hüseyin mehmet sofía
        lena lea liv ane alma clara karoline kathrine katrin stinne sille tenna
        """
    )
)
