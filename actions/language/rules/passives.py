"""Plans that name no doer: "der udarbejdes", "skal undersøges", "inddrages", "vil blive sendt"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.verbs import LIGHT
from actions.language.morphology import DOES, verb_of
from actions.language.patterns import listed
from actions.language.rules.grammar import (
    Act,
    acts,
    agent,
    is_hindered,
    is_subordinate,
    is_work,
    passive_line,
    place,
    plain_line,
)
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import do, is_pronoun

MUST, WILL_BE, PLANNED = 0.76, 0.68, 0.66
# What is used up is no work of anybody's: "der skal bruges 200 stole".
NEEDS = frozenset({"bruge", "anvende", "benytte"})
STATES = frozenset(
    listed(
        """
        oplyse anvende bruge give finde følge tale modtage støtte se opleve
        samle dele indgå sikre vise bede afholde holde føre skabe udgøre afgøre
        """
    )
)
WITH_PARTICLE = frozenset({"følge", "give", "finde", "tale", "se", "samle", "dele", "føre"})
# Done over and over by somebody: a rule of the house where the subject is nothing in particular.
ROUTINE_VERBS = frozenset(
    listed(
        "betale aflevere sortere ringe benytte hente udlevere rengøre dække finansiere afholde "
        "vaske parkere opbevare anvende regulere tømme servere søge tilmelde melde"
    )
)
PARTICULAR = (
    r"(?:der|det|dette|den|denne|disse|de|vores|alle|sagen|punkt|tilbud|ny[et]?|ekstra)(?!\w)|"
    r"[\w-]+(?:en|et|ne)(?!\w)|[A-ZÆØÅ][\w-]+s\s"
)
ROUTINE = (
    r"(?<!\w)(?:hvert\s+(?:\w+\s+)?(?:år|halvår|kvartal)|hver\s+(?:\w+\s+)?(?:måned|uge|dag|"
    r"gang)|årligt|normalt|"
    r"altid|som\s+(?:regel|udgangspunkt|hidtil)|i\s+måneden|til\s+enhver\s+tid|efter\s+brug|i\s+"
    r"henhold\s+til|"
    r"ved\s+brand|fortrinsvis|typisk)(?!\w)"
)
# What is handed out or held on its day is news of an event, and nobody's task.
EVENTS = frozenset({"uddele", "overrække", "fejre", "markere", "indvie", "tildele", "bevilge"})
EVENT = (
    r"(?:(?:opfølgende|nyt|ekstra|afklarende|fælles|yderligere|næste)\s+[\w-]*(?:møde|workshop|"
    r"temadag|seminar)|(?:borger|dialog|informations|orienterings|opstarts|tema)møde[rt]?(?!\w)|"
    r"(?:(?:arbejds|tema|planlægnings)dag|temaaften|workshop|seminar)(?!\w))"
)
MEETING_TO_COME = (
    r"(?:et\s+|en\s+)?(?:\w+\s+)?(?:borger|dialog|informations|orienterings|opstarts|tema|status)"
    r"(?:møde|dag|aften)(?!\w)"
)
WHERE_AND_WHEN = (
    r"(?<!\w)(?:(?:på|i|til|ved|om)\s+(?:\w+\s+){0,2}?[\w-]*(?:møde|mødet|direktionen|"
    r"udvalget|byrådet|seminar|seminaret|bestyrelsen|chefgruppen|styregruppen|ledelsen)|"
    r"på\s+dagsordenen|i\s+kalenderen)(?!\w)"
)
# "Teksten rettes, inden den lægges ud": the second verb only says when.
BEFORE_ANOTHER = r",\s+(?:inden|før|mens|indtil)\s+(?!\w*dag(?!\w)|\d)[^,]*$"
TO_OTHERS = (
    r"(?<!\w)(?:beboere\w*|ejere\w*|medlemmer\w*|forældre\w*|borgere\w*|brugere\w*|"
    r"man)\s+(?:skal|bedes)"
)


@rule(
    "must be done",
    "passive plan",
    r"(?<!\w)(?:skal|må(?=\s+(?:\w+\s+){0,2}?(?:undersøges|afklares|ses\s+på|tages\s+op|"
    r"findes)))(?!\w)"
    r"(?P<rest>.+)$",
)
def must_be_done(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before = segment.text[: match.start()].strip()
    if (
        is_subordinate(before, scene)
        or scene.search(TO_OTHERS, segment.text)
        or scene.search(ROUTINE, segment.text)
        or scene.search(r"(?<!\w)(?:må\s+ikke|ikke|kan)(?!\w)", before)
    ):
        return
    for act in acts(match["rest"], scene, forms="PASSIVE"):
        if (
            len(act.before.split()) > 14
            or is_hindered(act, scene)
            or scene.search(r",\s*(?:der|som|at|om|hv)", act.before)
        ):
            return
        if act.verb not in NEEDS and is_work(act, scene, obliged=True):
            yield _made("must be done", MUST, _joined(before, act), segment, scene)
            return


@rule(
    "will be done",
    "passive plan",
    r"(?<!\w)(?:vil\s+(?:\w+\s+){0,2}?blive|skal\s+have|"
    r"bliver)\s+(?P<rest>(?:\w+\s+){0,4}?(?P<verb>(?:ud|ind|op|frem|af|gen|for|be|"
    r"under)?\w{2,}(?:et|t|dt|lagt|sat|taget|givet|gjort|bedt|holdt|sendt))(?!\w).*)$",
)
def will_be_done(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before = segment.text[: match.start()]
    if is_subordinate(before, scene) or not _participle_of_work(
        match["verb"], damaged=scene.damaged
    ):
        return
    if scene.search(
        r"(?<!\w)(?:kan|kunne|bør|måske|ikke|ingen|hvis)(?!\w)", before + " " + match["rest"][:40]
    ):
        return
    owner = agent(match["rest"], scene)
    yield Proposal(
        "will be done",
        "passive plan",
        WILL_BE,
        plain_line(segment.text),
        owner,
        segment.start,
        segment.end,
    )


@rule("is planned", "passive plan", r"(?<![\w-])\w{2,}s(?![\w-])")
def is_planned(_match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    for act in acts(segment.text, scene, forms="PASSIVE"):
        if is_hindered(act, scene) or is_subordinate(act.before, scene):
            return
        if scene.search(BEFORE_ANOTHER, act.before):
            return
        if scene.search(ROUTINE, segment.text) or _is_house_rule(act, scene):
            return
        strong = is_work(act, scene, obliged=False) and not _is_state(act, scene)
        is_event = act.verb in {"afholde", "holde"} and _is_event(act, scene)
        strong = strong or is_event
        placed = scene.search(WHERE_AND_WHEN, act.after) and act.verb != "orientere"
        in_body = (
            place(act.after, scene)
            if act.verb in {"behandle", "genbehandle", "drøfte", "afklare", "godkende", "følge"}
            else None
        )
        if strong or in_body or (placed and is_work(act, scene, obliged=True)):
            confidence = PLANNED if strong or in_body else PLANNED - 0.03
            yield _made("is planned", confidence, act, segment, scene, in_body=bool(in_body))
            return


def _is_event(act: Act, scene: Scene) -> bool:
    """Tell whether what is held is a meeting of its own: "der afholdes temamøde i november"."""
    held = scene.match(r"der$", act.before) and scene.match(MEETING_TO_COME, act.after)
    return bool(held or scene.match(EVENT, act.before))


def _is_house_rule(act: Act, scene: Scene) -> bool:
    """Tell whether it is said of things in general: "Regninger betales …"."""
    if act.verb == "orientere" and scene.match(INFORMED_NOW, act.before):
        return True
    if act.verb == "levere" and is_pronoun(act.before) and agent(act.after, scene) is None:
        return True  # "De leveres i november": the shop delivers what was ordered
    if act.verb in EVENTS and agent(act.after, scene) is None:
        return True
    is_one = scene.match(PARTICULAR, act.before) or scene.match(EVENT, act.before)
    return act.verb in ROUTINE_VERBS and not is_one


def _is_state(act: Act, scene: Scene) -> bool:
    """Tell "der følges en plan" from "der følges op"."""
    has_particle = act.verb in WITH_PARTICLE and scene.match(LIGHT[act.verb], act.after)
    return act.verb in STATES and not has_particle


@rule(
    "is to be held",
    "passive plan",
    r"^(?P<before>[^.:;]{0,60}?)(?<!\w)skal\s+(?:også\s+|nu\s+|snarest\s+)?(?:være|holdes|have|"
    r"afholdes)\s+"
    r"(?P<what>(?:[\w-]+\s+){0,4}?[\w-]*(?:møde|workshop|temadag|samtale|gennemgang|"
    r"gennemsyn)(?:r|et)?(?!\w).*)$",
)
def is_to_be_held(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "der skal være et opfølgende møde i uge 23", where it says when."""
    if scene.deadline_in(match["what"]):
        task = do("holde", re.sub(r"^(?:en|et)\s+", "", match["what"]))
        yield Proposal(
            "is to be held", "passive plan", PLANNED, task, None, segment.start, segment.end
        )


@rule(
    "is to be ready",
    "passive plan",
    r"^(?P<subject>[^.:;]{0,70}?)(?<!\w)skal\s+(?:også\s+|nu\s+)?(?:(?:være|ligge)\s+(?=\w)|"
    r"(?=foreligge(?!\w)))(?P<state>(?:[\w-]+\s+){0,2}?"
    r"(?P<verb>(?:[\w-]+\s+){1,3}i\s+hænde|klar(?:t|e)?|færdig(?:t|e)?|parat|foreligge|"
    r"\w{3,}(?:et|t))(?!\w).*)$",
)
def is_to_be_ready(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "skal være afholdt inden påske", "skal foreligge til mødet i juni" and "skal være
    formanden i hænde senest fredag".
    """
    state = match["verb"].lower()
    is_there = state.startswith(("klar", "færdig", "parat", "foreligge")) or state.endswith("hænde")
    if not is_there and not _participle_of_work(state, damaged=scene.damaged):
        return
    deadline = scene.deadline_in(match["state"])
    if deadline and not is_subordinate(match["subject"], scene):
        task = plain_line(segment.text)
        yield Proposal(
            "is to be ready", "passive plan", PLANNED, task, None, segment.start, segment.end
        )


@rule(
    "must go",
    "passive plan",
    r"^(?P<subject>[^.:;,]{3,70}?)\s+skal\s+(?:også\s+|igen\s+|nu\s+|herefter\s+"
    r"){0,2}(?P<where>op(?!\w)|"
    r"ned(?!\w)|i\s+(?:høring|udbud|gang|trykken)|på\s+(?:dagsordenen|(?:kommunens\s+)?hjemmesiden?|intranettet|aula|nettet|facebook)(?!\w)|"
    r"med\s+(?:på|i)\s|til\s+(?:reparation|service|syn|godkendelse|høring|"
    r"behandling))(?P<rest>.*)$",
)
def must_go(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "broen skal op, inden isen lægger sig": a thing that somebody must bring there."""
    if scene.book.read(match["subject"]) or is_subordinate(match["subject"], scene):
        return
    task = plain_line(segment.text)
    yield Proposal("must go", "passive plan", PLANNED, task, None, segment.start, segment.end)


GIVEN = (
    r"(?:brev|besked|svar|tilbagemelding|melding|orientering|invitation|status|notat|redegørelse|"
    r"oversigt|materiale|udkast|opdatering|vejledning|afgørelse)(?:et|en|r)?"
)


@rule(
    "is to get",
    "passive plan",
    rf"^(?P<who>[^.:;,]{{2,60}}?)\s+(?:får|modtager|vil\s+(?:få|modtage)|skal\s+(?:have|modtage))\s+"
    rf"(?P<what>(?:(?:en|et|[a-zæøå]+(?:lig|lige|ligt|isk|et|e)|ny|kort)\s+){{0,3}}[\w-]*{GIVEN}(?!\w).*)$",
)
def is_to_get(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "de øvrige får brev i uge 17": somebody must send it, where it says when."""
    who = scene.book.read(match["who"])
    if (who and who.kind == "pronoun") or is_subordinate(match["who"], scene):
        return
    if scene.search(NOT_OURS_TO_GIVE, segment.text) or scene.search(ROUTINE, segment.text):
        return
    deadline = scene.deadline_in(match["what"])
    if deadline and (deadline.latest or deadline.rule in {"a later meeting", "next meeting"}):
        task = do("give", match["who"], match["what"])
        yield Proposal("is to get", "passive plan", PLANNED, task, None, segment.start, segment.end)


NOT_OURS_TO_GIVE = r"(?<!\w)(?:fra|kan|ikke|ingen|hvis|måske|typisk|løbende|først)(?!\w)"
INFORMED_NOW = r"(?:der|udvalget|byrådet|rådet|bestyrelsen|kommunalbestyrelsen)(?!\w)"


def _joined(before: str, act: Act) -> Act:
    return Act(act.verb, f"{before} {act.before}".strip(), act.after, act.start)


def _made(
    name: str, confidence: float, act: Act, segment: Segment, scene: Scene, *, in_body: bool = False
) -> Proposal:
    in_body = in_body or act.verb in {"behandle", "godkende"}
    owner = agent(act.after, scene) or (place(act.after, scene) if in_body else None)
    task = passive_line(act, scene)
    return Proposal(name, "passive plan", confidence, task, owner, segment.start, segment.end)


def _participle_of_work(word: str, *, damaged: bool) -> bool:
    """Tell whether a participle belongs to a verb of work: "udarbejdet", "sendt", "indkaldt"."""
    verb = verb_of(word.lower(), "PARTICIPLE", damaged=damaged)
    return verb in DOES or verb in WITH_PARTICIPLE


WITH_PARTICIPLE = frozenset(
    listed("sætte tage lægge give følge rette træffe finde køre trække stille optage holde bringe")
)
