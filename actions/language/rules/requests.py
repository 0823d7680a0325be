"""What somebody asked for: "X ønskede et notat", "udvalget bad forvaltningen om at …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.morphology import verb_of
from actions.language.owners import OwnerReading
from actions.language.rules.clauses import read_obligation
from actions.language.rules.decisions import RETOLD
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.rules.subjects import owner_after, owner_before
from actions.language.wording import do, line

ORDERED, ASKED, WISHED = 0.85, 0.78, 0.62
ALSO = (
    r"(?:\s+(?:samtidig|desuden|endvidere|også|ligeledes|derudover|herudover|derfor|i\s+den\s+"
    r"forbindelse|dog|yderligere))?"
)
WISH = (
    r"(?:ønskede(?:s)?|ønsker|efterspurgte|efterspørger|efterlyste|efterlyser|"
    rf"(?:bad|beder|anmodede|anmoder){ALSO}\s+om|vil\s+gerne\s+(?:have|se)|ville\s+gerne\s+(?:have|"
    rf"se)|bestilte|rekvirerede|udbad\s+sig|udbeder\s+sig){ALSO}"
)
ORDER = (
    r"(?:bad|beder|anmodede|anmoder|pålagde|pålægger|bemyndigede|bemyndiger|gav|giver|opfordrede)"
    rf"{ALSO}"
)
ASKERS = (
    r"(?:medarbejdersiden|ledersiden|ledelsessiden|a-siden|b-siden|flere\s+(?:medlemmer|deltagere)|"
    r"(?:et\s+)?(?:fler|mindre)tal(?:let)?(?:\s.{1,30})?|nogle\s+medlemmer|(?:fra\s+)?flere\s+"
    r"sider|"
    r"medlemmerne(?:\s+af\s+\S+)?|deltagerne|gruppen|rådet|man|elevrådet)$"
)
TO_BE_GIVEN = (
    r"(?:blive\s+\w+(?:et|t)|få\s+(?:\S+\s+){0,4}?(?:tilsendt|oplyst|forelagt|belyst|undersøgt|"
    r"afklaret|udleveret|på\s+dagsordenen|sat|lavet|udarbejdet|en\s|et\s|tallene?|svar)|"
    r"modtage|høre\s+(?:mere|nærmere)|se\s+(?:en|et|tal))(?!\w)"
)
HAVE_DONE = (
    r"(?:(?:om\s+)?at\s+(?:få|have)\s+)?(?P<object>(?:[\w-]+\s+){0,5}?)(?P<verb>belyst|undersøgt|afklaret|oplyst|forelagt|tilsendt|"
    r"udarbejdet|ændret|behandlet|drøftet|taget\s+op|sat\s+på|opdateret|præciseret|uddybet|"
    r"kortlagt|beregnet|fremlagt|på\s+dagsordenen)(?!\w)(?P<rest>.*)$"
)


SURE_WORDS = r"(?:bekræftede|bekræfter|forsikrede|forsikrer)"
PLEDGES = r"(?:lovede|lover|(?:gav|giver)\s+(?:tilsagn|løfte)\s+om|forpligte(?:de|r)\s+sig\s+til)"
# "Desuden ønskes en oversigt": the adverb has taken the place of "der".
MOREOVER = (
    r"(?:desuden|endvidere|samtidig|derudover|herudover|ligeledes|endelig|derfor|"
    r"i\s+den\s+forbindelse)"
)
TO_DO = (
    r"(?:(?:til\s+)?(?:opgave|mandat|ansvaret)\w*\s+)?(?:i\s+opdrag\s+|"
    r"til\s+)?(?:(?:om\s+|til\s+)?at\s+(?:få\s+)?|(?=\w+[eåy],?\s)(?!om\s|en\s|de\s))(?P<what>.+)$"
)


@rule("ordered", "request", rf"^(?:(?P<who>[^.:;]{{2,80}}?)\s+)?{ORDER}\s+(?P<content>\S.+)$")
def ordered(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    who = owner_before(match["who"], scene) if match["who"] else None
    told = owner_after(match["content"], scene)
    if not _asks(match, segment, scene) or not told:
        return
    if told[0].kind == "pronoun":
        return
    to_do = scene.match(TO_DO, told[1])
    if to_do:
        made = read_obligation(to_do["what"], scene)
        if not made:
            return
        task = made[0]
    else:
        thing = scene.match(rf"om\s+(?P<what>(?:\w+\s+){{0,3}}?{DELIVERABLE}(?!\w).*)$", told[1])
        if not thing:
            return
        task = line(thing["what"])
    # "Bo beder Lis om at …": it is Bo who has something to do. A body that asks gives an order.
    asks_later = (
        who is not None
        and who.kind == "person"
        and scene.search(r"(?<!\w)(?:beder|anmoder)(?!\w)", match[0])
    )
    owner = who if asks_later else told[0]
    yield Proposal("ordered", "request", ORDERED, task, owner, segment.start, segment.end)


@rule(
    "is asked to",
    "request",
    r"^(?P<owner>[^.:;,]{2,60}?)\s+(?:bedes|anmodes|opfordres|pålægges|bemyndiges|"
    r"(?:får|fik)\s+til\s+opgave)\s+(?:(?:om|til)\s+)?(?P<content>\S.+)$",
)
def is_asked_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner, made = owner_before(match["owner"], scene), read_obligation(match["content"], scene)
    if owner is None or owner.kind == "pronoun":
        return
    thing = scene.match(rf"(?:\w+\s+){{0,3}}?{DELIVERABLE}(?!\w)", match["content"])
    if made or thing:
        task = made[0] if made else line(match["content"])
        start, end = segment.start, segment.end
        yield Proposal("is asked to", "request", ORDERED, task, owner, start, end)


@rule(
    "it falls to",
    "request",
    r"^det\s+(?:pålægges|overlades|påhviler|overdrages)\s+(?:til\s+)?(?P<rest>\S.+)$",
)
def it_falls_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "det pålægges forvaltningen at indkalde naboerne"."""
    told = owner_after(match["rest"], scene)
    to_do = scene.match(TO_DO, told[1]) if told else None
    made = read_obligation(to_do["what"], scene) if to_do else None
    if told and made:
        yield Proposal(
            "it falls to", "request", ORDERED, made[0], told[0], segment.start, segment.end
        )


@rule(
    "was asked to",
    "request",
    r"^(?P<owner>[^.:;,]{2,60}?)\s+(?:blev|er|bliver|er\s+blevet)\s+(?:bedt\s+om|"
    r"anmodet\s+om|pålagt|bemyndiget\s+til|opfordret\s+til)\s+at\s+(?P<content>\S.+)$",
)
def was_asked_to(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner, made = owner_before(match["owner"], scene), read_obligation(match["content"], scene)
    if owner and made:
        yield Proposal(
            "was asked to", "request", ORDERED, made[0], owner, segment.start, segment.end
        )


@rule(
    "wished for a thing done",
    "request",
    rf"^(?:(?P<who>[^.:;]{{2,90}}?)\s+)?{WISH}\s+{HAVE_DONE}",
)
def wished_done(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _asks(match, segment, scene):
        return
    verb = verb_of(match["verb"].split()[0].lower(), "PARTICIPLE", damaged=scene.damaged)
    particle = match["verb"].partition(" ")[2]
    task = (
        do(verb, match["object"], particle, match["rest"])
        if verb
        else line(f"{match['object']}{match['verb']}{match['rest']}")
    )
    yield Proposal(
        "wished for a thing done", "request", ASKED, task, None, segment.start, segment.end
    )


@rule(
    "asked for a paper",
    "request",
    rf"^(?:(?P<who>[^.:;]{{2,90}}?)\s+)?{WISH}\s+(?P<what>(?:[\w'’-]+,?\s+"
    rf"){{0,9}}?{DELIVERABLE}(?!\w).*)$",
)
def asked_for(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _asks(match, segment, scene) or scene.match(
        r"(?:ikke|fortsat|større|mere|at\s+der\s+(?:er|var))(?!\w)", match["what"]
    ):
        return
    if _is_regretted(match, scene):
        return
    what = re.sub(
        r"^at\s+(?:få|modtage|se|have|høre)\s+(?:forelagt\s+|tilsendt\s+)?|^(?:om\s+)?",
        "",
        match["what"],
        flags=re.IGNORECASE,
    )
    what = re.sub(r"^(?:en|et)\s+", "", what, flags=re.IGNORECASE)
    made = read_obligation(what, scene) if scene.match(r"at\s", what) else None
    task = made[0] if made else line(what)
    owner = made[1] if made else _who_arranges(match, scene)
    yield Proposal("asked for a paper", "request", ASKED, task, owner, segment.start, segment.end)


def _is_regretted(match: re.Match[str], scene: Scene) -> bool:
    """Tell "ville gerne have stemt om forslaget", which is too late, from "have et notat"."""
    first = match["what"].split(maxsplit=1)[0].lower()
    wish = match[0][: match.start("what") - match.start()]
    would_have = scene.search(r"(?<!\w)ville\s+gerne\s+have\s+$", wish)
    return bool(would_have and verb_of(first, "PARTICIPLE", damaged=scene.damaged))


def _who_arranges(match: re.Match[str], scene: Scene) -> OwnerReading | None:
    """Return the person who is to get a meeting: "Jørn beder om et møde med borgmesteren"."""
    who = owner_before(match["who"], scene) if match["who"] else None
    asks_others = r".*(?<!\w)(?:beder|anmoder)\s+om\s+(?:et\s+)?(?:\w+\s+)?(?:møde|tid)(?!\w)"
    is_theirs = who is not None and who.kind == "person" and scene.match(asks_others, match[0])
    return who if is_theirs else None


@rule(
    "wished to have done",
    "request",
    rf"^(?:(?P<who>[^.:;]{{2,90}}?)\s+)?{WISH},?\s+(?:om\s+)?at\s+(?P<content>\S.+)$",
)
def wished(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _asks(match, segment, scene):
        return
    made = read_obligation(match["content"], scene)
    if made is None and scene.match(TO_BE_GIVEN, match["content"]):
        made = line(match["content"]), None
    if made:
        yield Proposal(
            "wished to have done", "request", WISHED, made[0], made[1], segment.start, segment.end
        )


@rule(
    "paper asked for",
    "request",
    rf"^(?:der|det|(?:fra\s+[^,.]{{2,40}}?\s+)?blev\s+der)\s+(?:(?:blev|er|bliver)\s+)?(?:\w+\s+"
    rf"){{0,2}}?(?:efterspurgt|ønsket|"
    rf"bestilt|bedt\s+om|anmodet\s+om|"
    rf"efterlyst)\s+(?P<what>(?:[\w-]+\s+){{0,4}}?{DELIVERABLE}(?!\w).*)$|"
    rf"^(?:der|{MOREOVER})\s+(?:ønskes|(?:er|var)\s+(?:et\s+)?ønske\s+om|efterspørges|bestilles|"
    rf"efterlyses)\s+(?P<what2>(?:[\w-]+\s+){{0,4}}?{DELIVERABLE}(?!\w).*)$",
)
def paper_asked_for(match: re.Match[str], segment: Segment, _scene: Scene) -> Iterator[Proposal]:
    what = match["what"] or match["what2"]
    task = line(re.sub(r"^(?:en|et)\s+", "", what, flags=re.IGNORECASE))
    yield Proposal("paper asked for", "request", ASKED, task, None, segment.start, segment.end)


@rule(
    "promised by word",
    "request",
    rf"^(?P<who>[^.:;]{{2,60}}?)\s+(?P<verb>{PLEDGES}|{SURE_WORDS}|oplyste|oplyser|svarede|svarer|meddelte|"
    r"meddeler|orienterede\s+om|"
    r"tilkendegav|fortalte|tilbød|sagde|nævnte)\s*,?\s+at\s+(?P<content>\S.+)$",
)
def promised_by_word(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "forvaltningen oplyste, at der kommer et notat": told as news, and promised."""
    who = owner_before(match["who"], scene)
    if who is None or who.kind == "pronoun" or _is_retold(match["who"], scene):
        return
    comes = scene.match(NEWS, match["content"])
    own = scene.match(r"(?P<self>\S+(?:\s\S+)?)\s+(?:vil\s+)?\w+", match["content"])
    if scene.match(LEAVES, match["content"]):
        return
    made: tuple[str, OwnerReading | None] | None = None
    is_sure = scene.match(rf"(?:{PLEDGES}|{SURE_WORDS})", match["verb"])
    given = scene.match(rf"(?!{SELF})[^,.]{{2,40}}?\s+(?:modtager|får)\s", match["content"])
    if comes:
        made = line(comes["what"]), None
    elif given and is_sure:
        made = line(f"Sørg for, at {match['content']}"), None
    elif is_sure and scene.match(r"der\s+(?:\w+\s+)?\w+es\s", match["content"]):
        made = read_obligation(match["content"], scene)
    elif own and (_is_self(own["self"], who, scene) or scene.match(PLEDGES, match["verb"])):
        made = read_obligation(match["content"], replace(scene, said=who))
    if made:
        yield Proposal(
            "promised by word", "request", WISHED + 0.04, made[0], who, segment.start, segment.end
        )


SELF = r"(?:han|hun|de|man|vi)(?!\w)"


@rule(
    "promised a paper",
    "request",
    rf"^(?P<who>[^.:;,]{{2,60}}?)\s+(?:lovede|lover)\s+"
    rf"(?P<what>(?:[\w-]+\s+){{0,4}}?{DELIVERABLE}(?!\w).*)$",
)
def promised_a_paper(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "Lis lovede en ny tidsplan": what is promised needs no verb of its own."""
    who = owner_before(match["who"], scene)
    if who is None or who.kind == "pronoun" or _is_retold(match["who"], scene):
        return
    if not scene.search(r"(?<!\w)(?:ikke|ingen|intet|at)(?!\w)", match["what"]):
        task = line(re.sub(r"^(?:en|et)\s+", "", match["what"], flags=re.IGNORECASE))
        yield Proposal("promised a paper", "request", ASKED, task, who, segment.start, segment.end)


# News of a person, and no task: "hun stopper til sommer".
LEAVES = (
    r"(?:han|hun|de|vedkommende)\s+(?:stopper|fratræder|rejser|flytter|ophører|holder\s+(?:op|"
    r"ferie|orlov)|går\s+(?:på|af|fra)|trækker\s+sig|skifter|er\s+ved)(?!\w)"
)
NEWS = (
    r"(?:der\s+(?:vil\s+)?(?:kommer?|komme)\s+|(?=[^,.]{2,60}?\s+kommer\s+på\s+(?:dagsordenen|"
    r"et\s+\w+\s+møde))|"
    r"(?=[^,.]{2,60}?(?:forelægges|fremlægges|udsendes|fremsendes|genoptages)(?!\w)))"
    rf"(?P<what>(?:[\w-]+\s+){{0,5}}?(?:{DELIVERABLE}|kommer|\w+ges|\w+des|\w+tages)(?!\w).*)$"
)


def _is_self(words: str, who: OwnerReading, scene: Scene) -> bool:
    """Tell whether the promise is about the one who speaks: "at han", "at forvaltningen"."""
    first = words.lower().split()[0]
    same = scene.book.read(words) or scene.book.read(first)
    return bool(scene.match(SELF, first)) or bool(same and same.owner == who.owner)


@rule(
    "was wished",
    "request",
    r"^(?:der|det)\s+(?:blev|er|bliver)\s+(?:\w+\s+){0,2}?(?:ønsket|efterspurgt|foreslået\s+"
    r"og\s+aftalt|"
    r"bedt\s+om|anmodet\s+om),?\s+at\s+(?P<content>\S.+)$",
)
def was_wished(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    made = read_obligation(match["content"], scene)
    if made:
        yield Proposal(
            "was wished", "request", WISHED, made[0], made[1], segment.start, segment.end
        )


def _asks(match: re.Match[str], segment: Segment, scene: Scene) -> bool:
    """Tell whether the one who asks may, or is the subject of the clause before."""
    if match["who"] is None:
        return not segment.is_whole
    return _may_ask(match["who"], scene) and not _is_retold(match["who"], scene)


def _may_ask(words: str, scene: Scene) -> bool:
    """Tell whether somebody at the table asks, and not staff or citizens at large."""
    return owner_before(words, scene) is not None or bool(scene.match(ASKERS, words.strip()))


def _is_retold(words: str, scene: Scene) -> bool:
    return bool(scene.search(RETOLD, words))
