"""What sounds like a promise and is none: noted, done, possible, wished, retold, statute."""

from __future__ import annotations

import re

from actions.language.rules.registry import Scene, Segment, veto

REPORTING = (
    r"(?:orienterede|oplyste|fortalte|gennemgik|nævnte|bemærkede|informerede|"
    r"redegjorde|spurgte|foreslog|"
    r"forklarede|fremhævede|påpegede|tilføjede|præsenterede|fremlagde|meddelte|"
    r"berettede|understregede|"
    r"kommenterede|mente|udtrykte|opfordrede|anbefalede|indstillede|roste|takkede|"
    r"drøftede|behandlede|peger\s+på|gør\s+opmærksom\s+på|minder\s+om(?!\s+(?:det|dem|fristen)\s+(?:på|i|via)(?!\w))|undrer\s+sig)"
)
NEWS_OF_WORK = (
    r"(?<!\w)at\s+(?:forvaltningen|administrationen|sekretariatet|formanden|"
    r"direktionen|skolelederen|lederen|der)\s+"
    r"(?:\w+\s+){0,2}?(?:vender\s+tilbage|sender|udsender|fremsender|"
    r"kommer\s+på\s+dagsordenen|orienterer\s+(?:udvalget|bestyrelsen)|"
    r"undersøger|følger\s+op|indkalder|kommer\s+(?:et|en)\s+\w+\s+på)"
)


_OWNER_SECOND = re.compile(
    r"\s*(?:så\s+)?[a-zæøå]+r\s+(?:[A-ZÆØÅ]|forvaltningen|formanden|sekretariatet|administrationen|"
    r"kassereren|viceværten|bestyrelsen|udvalget)"
)


def _always(_match: re.Match[str], _segment: Segment, _scene: Scene) -> bool:
    return True


@veto(
    "noted",
    r"(?<!\w)(?:til\s+efterretning|(?:tog|tages|taget|"
    r"tager)\s+(?:[^.]{0,60}\s)?til\s+orientering)(?!\w)",
)
def noted(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


# "Planen sendes ud, når den er vedtaget": it is not yet, and then something is to be done.
ONCE = r"(?<!\w)(?:når|så\s+snart|efter\s+at|indtil)\s+[^,.;]{1,60}$"


@veto(
    "approved",
    r"^(?:\S+\s+){0,14}?(?:godkendt|godkendte|godkendes|tiltrådt|tiltrådte|tiltrædes|"
    r"vedtaget|bevilger|bevilgede|forkastet|afvist|bortfalder|bortfaldt|udgår|udgik)(?!\w)",
)
def approved(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return not scene.search(
        r"(?<!\w)(?:skal|med\s+den\s+(?:ændring|tilføjelse|bemærkning))(?!\w)|"
        r"(?<!\w)godkendes\s+(?:\w+\s+)?(?:af|i|på)\s",
        segment.text,
    ) and not scene.search(ONCE, segment.text[: match.end()])


@veto("reported", rf"^(?:[^.:;]{{2,90}}?)\s+{REPORTING}(?!\w)|^at\s")
def reported(_match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return not scene.search(NEWS_OF_WORK, segment.text)


@veto(
    "done",
    r"^(?:[^.;,]{0,70}?\s)?(?:er|blev|har|var|havde|er\s+blevet|"
    r"har\s+været)\s+(?:\S+\s+){0,4}?\w{3,}(?:et|t|ede|dt)(?:\s|[.,]|$)|"
    r"(?P<note>^[^:.]{3,60}:\s+(?:bestilt|sendt|udsendt|købt|betalt|indkøbt|afleveret|leveret|rundsendt)"
    r"(?:\s+af\s|[.,]|$))",
)
def done(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return match["note"] is not None or not scene.search(
        r"^(?:når|så\s+snart|efter\s+at|inden|hvis|såfremt)(?!\w)|"
        r"(?<!\w)(?:udsat|udskudt|aftalt|besluttet|efterspurgt|ønsket|bestilt|"
        r"bedt\s+om|anmodet|lovet|tilbudt|påtaget\s+sig|indvilget|lovede|skal|ansvaret|brug\s+for|vil)(?!\w)",
        segment.text,
    )


@veto(
    "under way",
    r"(?<!\w)der\s+arbejdes\s+(?:(?:allerede|fortsat|stadig|løbende|aktuelt|hele\s+tiden|for\s+tiden)"
    r"(?!\s+videre)(?!\w)|på\s+at\s)",
)
def under_way(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """ "Der arbejdes på at nedbringe ventetiden" tells how things stand, where no day is set."""
    return not scene.search(r"aftalt|aftales|besluttet|enig", segment.text[: match.start()])


@veto("question", r"\?\s*$")
def question(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


@veto(
    "stance",
    r"^(?:[^.:;]{0,60}?\s)?(?:vigtigt|væsentligt|afgørende|godt|ærgerligt|ønskeligt|"
    r"positivt|interessant|nødvendigt)\s+(?:at|med)(?!\w)|"
    r"(?<!\w)finder\s+(?:det|dette|den|[\w-]+(?:en|et|ne))\s+(?:\w+\s+)?"
    r"\w+(?:lig|ig|isk|sam|bar|fuld|ende)t?(?=[,.;]|\s+(?:at|og|når)(?!\w)|$)",
)
def stance(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


# "Sagen forventes forelagt udvalget i november": the committee's own plan of its cases.
EXPECTED = (
    r"forventes\s+(?:at\s+blive\s+)?(?:forelagt|fremlagt|(?:gen)?behandlet|genoptaget|taget\s+op)"
)


@veto(
    "proposed",
    r"(?<!\w)(?:indstiller|indstilles|anbefaler|anbefales|foreslår|foreslås|forventes|"
    r"forventer|håber|ønskes\s+(?:ikke|at)|lægger\s+(?:op\s+til|vægt)|ser\s+(?:frem|positivt|"
    r"gerne|skeptisk)|"
    r"passe\s+på|være\s+bedre|blive\s+bedre|bemærkes|oplyses|fremgår|"
    r"der\s+henvises|henvises\s+der|"
    r"evalueres\s+som|opfordrer|opfordres|henstiller|henstilles|bedes|tilbydes|overvejer|overvejes|opleves|vurderes|"
    r"anses)(?!\w)",
)
def proposed(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    if scene.match(EXPECTED, segment.text[match.start() :]):
        return False
    return not scene.search(r",\s*(?:at|som|der|hvor|hvad|om)(?!\w)", segment.text[: match.start()])


@veto(
    "statute",
    r"(?:^|,\s)(?:ifølge|jf\.?|i\s+henhold\s+til|efter|i\s+medfør\s+af|"
    r"i\s+følge)\s[^,.]{0,50}(?:§|lov|vedtægt|bekendtgørelse|forretningsorden|"
    r"styrelsesvedtægt)|(?<!\w)i\s+henhold\s+til\s+\w*(?:lov|bekendtgørelse|vedtægt)\w*|"
    r"(?<!\w)kommunen\s+skal(?!\w)|(?<!\w)skal\s+kommunen(?!\w)|^§",
)
def statute(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


@veto(
    "election",
    r"(?<!\w)(?:valgt|genvalgt|nyvalgt|genvalg|konstituere\w*|vælges\s+(?:som|til)|"
    r"på\s+valg)(?!\w)|(?<!\w)stiller\s+(?:(?:ikke|gerne|også|selv)\s+)?op(?:\s+(?:igen|som\s+\w+|"
    r"til\s+[\w-]*(?:valg|bestyrelse|råd|udvalg)\w*))*\s*\.?$",
)
def election(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


@veto(
    "procedure",
    r"(?<!\w)(?:særskilt\s+referat|mødet\s+(?:sluttede|slutter|hæves|begyndte|"
    r"blev\s+hævet)|underskrives\s+(?:elektronisk|digitalt)|protokollen|"
    r"referatet\s+(?:\w+\s+)?underskrives|"
    r"^næste\s+(?:\w+\s+)?[\w-]*møde\s+(?:er|holdes|afholdes|finder|bliver)|"
    r"deltager\s+(?:ikke\s+)?(?:i|på|under|ved)\s+(?:mødet|punkt|behandlingen)|"
    r"tager\s+referat(?!.*(?:næste|fremover|kommende))|forlod|punkt\s+\d+\s+(?:rykkes|flyttes)\s+(?:frem|op)|"
    r"(?:suppleanterne|gæsterne)\s+deltager|"
    r"inhabil\w*)(?!\w)",
)
def procedure(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


@veto(
    "agenda",
    r"^(?:på\s+(?:dagens\s+)?mødet|under\s+(?:dette\s+punkt|punktet))\s+(?!i\s|den\s|d\.|\d|"
    r"med\s|skal\s)"
    r"(?:\w+(?:es|er|r)|vil)(?!\w)",
)
def agenda(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """What is to happen at this very meeting is no promise of it."""
    return not scene.search(r"aftalt|besluttet", segment.text) and _always(match, segment, scene)


@veto("nothing", r"^(?:intet|ingen|ikke\s+noget|der\s+(?:var|er)\s+(?:ikke|ingen|intet))(?!\w)")
def nothing(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    return _always(match, segment, scene)


@veto(
    "condition",
    r"^(?:hvis|såfremt|i\s+tilfælde\s+af|i\s+det\s+omfang|skulle\s+der|viser\s+det\s+sig|i\s+"
    r"givet\s+fald)(?!\w)",
)
def condition(_match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """A promise that hangs on an event is one only where a named person makes it."""
    main = segment.text.split(",", 1)[-1]
    return not _OWNER_SECOND.match(main)


@veto("ticked", r"^(?:\[[xX]\]|☒|☑|✅|✔)|✅|(?<!\w)(?:udført|afsluttet|færdig)\s*\.?$")
def ticked(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """What is shown "når det er afsluttet" is not done yet."""
    return not scene.search(
        r"(?<!\w)(?:når|indtil|så\s+snart|hvis|til)(?!\w)", segment.text[: match.start()]
    )


@veto(
    "house rule",
    r"^(?:husk|månedens\s+reminder)(?!\w)|(?<!\w)alle\s+(?:skal\s+huske|husker)(?!\w)|(?<!\w)(?:beboere|"
    r"beboerne|ejere|ejerne|"
    r"lejere|lejerne|andelshavere|andelshaverne|grundejere|grundejerne|forældre|forældrene|"
    r"medlemmer|medlemmerne|borgere|borgerne|brugere|brugerne|gæster|gæsterne|frivillige)"
    r"\s+(?:skal|bedes|må|kan|opfordres|mindes)(?!\w)|"
    r"^(?:spørgsmål|henvendelser?|ansøgninger|klager|tilmelding(?:er)?|afbud)\s(?:[^.]{0,80}\s)?"
    r"(?:rettes|sendes|gives|sker?|indgives)\s+(?:til|på|via)(?!\w)|"
    r"^(?:[^:.]{3,40}:\s+)?(?:(?:hver|hvert|alle|de\s+enkelte)\s[^.,:]{2,40}?|[\w-]+(?:erne|ene))\s+"
    r"\w+r\s+selv(?!\w)",
)
def house_rule(_match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """A reminder among the points of a meeting is a task: "Husk at invitere naboerne"."""
    return not (segment.is_listed and scene.match(r"husk\s+at\s+\w+e\s", segment.text))


@veto(
    "own agenda",
    r"(?<!\w)(?:punkt\s.{0,80}(?:tilføjet|sat\s+på|(?:med|op)(?=\s+under\s+e))|"
    r"tilføjet\s+(?:et\s+)?punkt|(?:tilføjet|optaget)\s+(?:på|til)\s+dagsordenen)"
    r"(?:\s+(?:(?:under|til|på)\s+)?(?:eventuelt|evt\.?|dagsordenen))?\s*\.?$",
)
def own_agenda(_match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """A point that somebody wants on the agenda of this very meeting is dealt with there."""
    return not scene.search(
        r"(?<!\w)(?:næste|kommende|senere|igen|møde[rt]?\s+(?:i|den|d\.))(?!\w)", segment.text
    )
