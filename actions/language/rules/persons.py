"""Somebody does something: person, role or unit, and a verb of work in the present tense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.morphology import LISTED, WORD, is_finite, verb_of
from actions.language.names import ACRONYM
from actions.language.owners import OwnerReading
from actions.language.rules.grammar import (
    Act,
    acts,
    is_hindered,
    is_subordinate,
    is_work,
)
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.rules.subjects import owner_after, owner_before
from actions.language.wording import do, line

BY_A_BODY = frozenset({"drøfte", "behandle", "beslutte", "godkende", "deltage"})
BY_KIND = {"person": 0.9, "role": 0.86, "unit": 0.84, "pronoun": 0.7}
WILL, IF, INVERTED, UNLISTED = -0.12, -0.16, -0.04, -0.26
MODAL = (
    r"(?:skal\s+(?:lige\s+|også\s+)?huske\s+at|skal|vil\s+gerne|vil|påtager\s+sig\s+at|"
    r"(?:har\s+)?love(?:de|t)\s+at|"
    r"tilb(?:yder|ød)\s+(?:sig\s+)?(?:at|med\s+at)|(?:får|fik)\s+(?:også\s+)?til\s+opgave\s+at|"
    r"er\s+(?:ansvarlig|tovholder)\s+(?:for|på)\s+at|"
    r"har\s+ansvaret?\s+for\s+at|sørger\s+for\s+at|sikrer\s+at|(?:har\s+)?påt(?:og|aget)\s+sig\s+at|"
    r"har\s+tilbudt\s+at|(?:har\s+)?indvilge(?:de|t)\s+i\s+at|"
    r"arbejder\s+på\s+at|meldte\s+sig\s+til\s+at|"
    r"prøver\s+(?:også\s+)?at|forsøger\s+at|husker\s+at|går\s+i\s+gang\s+med\s+at|"
    r"begynder\s+at|går\s+sammen\s+om\s+at|tager\s+(?:på\s+sig|initiativ\s+til)\s+at|"
    r"ville(?=\s+(?!gerne|have|være|ikke|heller|nok|helst|kunne|blive))|mangler\s+(?:stadig\s+|fortsat\s+)?at)"
)
FRONTED = (
    r"(?:(?P<if>hvis|såfremt|viser|skulle|bliver|kommer|får|er(?=\s+der))|når|så\s+snart|"
    r"efter\s+at|"
    r"inden|før|imens|mens|da|i\s+takt\s+med\s+at)\s[^,]{3,120}(?:,\d+[^,]*)?,\s*(?:så\s+)?(?=\w)"
)
# "Vi følger udviklingen": everybody keeps an eye on it, and nobody has anything to tick off.
ONLY_WATCHED = r"(?:(?:fortsat|løbende|nøje)\s+)?(?:udviklingen|det|sagen|situationen)(?!\w)"
# "Bo ville undersøge prisen" is his word, told afterwards; with these it is but a thought.
UNSURE = (
    r"(?<!\w)(?:hvis|såfremt|men|hellere|nok|måske|kunne|tidligere|oprindelig\w*|dengang)(?!\w)"
)
# "Hanne køber slik, Pernille en tønde": a name and a thing, and no more names.
SHORT_OBJECT = re.compile(r"[A-ZÆØÅ]\S+(?:\s(?!og|samt|eller)[a-zæøå]+){1,4}\s*\.?")
NO_PROMISE_YET = (
    r"(?:\w{3,}(?:ede|te)|har|havde|er|var|fik|nåede|kunne|blev|skal\s+til|deltager|sidder|udgør|indgår|afventer|"
    r"kender|ved|ville)(?!\w)"
)
# "Bo skal have fat i bandet": he is to get hold of them.
REACHED = r"\s*(?:lige\s+)?have\s+(?P<whom>fat\s+i|kontakt\s+(?:til|med)|styr\s+på)(?!\w)"
ROUTINE = (
    r"(?<!\w)(?:normalt|altid|som\s+regel|plejer|hver\s+(?:gang|dag)|mindst\s+\d+\s+dages|"
    r"i\s+henhold\s+til|efter\s+loven|jf\.|ifølge|på\s+(?:mødet|årsmødet)\s+(?:vil|skal)|dags\s+"
    r"varsel|nu(?=\s.{0,60}(?:gange\s+(?:om|i)\s|hver\s+(?:uge|måned|dag)|dagligt|ugentligt))|"
    r"med\s+(?:mindst\s+)?\w+\s+(?:dages|ugers)\s+varsel)(?!\w)"
)


@rule("owner and duty", "person and verb", rf"(?<!\w)(?P<modal>{MODAL})(?!\w)")
def owner_must(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    before, after = segment.text[: match.start()], segment.text[match.end() :]
    if scene.search(ROUTINE, segment.text):
        return
    owner = owner_before(before, scene)
    is_told = match["modal"].lower() == "ville"
    if is_told and (owner is None or scene.search(UNSURE, segment.text)):
        return
    front = ""
    if owner is None and before.strip() and not is_subordinate(before, scene):
        found = owner_after(after, scene)
        owner, after = found if found else (None, after)
        front = before
    if owner is None:
        return
    change = WILL if match["modal"].lower().startswith("vil") else 0.0
    made = _infinitive(after, scene) or _to_have_done(match["modal"], after, scene)
    if made:
        task = do(made.verb, made.before, made.after, front)
        yield _made("owner and duty", owner, task, segment, change)


def _infinitive(after: str, scene: Scene) -> Act | None:
    for act in acts(after, scene, forms="INFINITIVE"):
        if (
            len(act.before.split()) > 8
            or is_subordinate(act.before, scene)
            or is_hindered(act, scene)
        ):
            return None
        if is_work(act, scene, obliged=False) or (
            act.verb == "tegne" and scene.search(r"\w", act.after)
        ):
            return act
    return None


def _to_have_done(modal: str, after: str, scene: Scene) -> Act | None:
    """Read "skal have skiftet batterierne": somebody is to get it done."""
    if not modal.lower().startswith("skal") or not scene.match(r"\s*(?:lige\s+)?have\s", after):
        return None
    reached = scene.match(REACHED, after)
    if reached:
        return Act("få", "", after[reached.start("whom") :].strip(), 0)
    for act in acts(after, scene, forms="PARTICIPLE"):
        is_late = len(act.before.split()) > 5
        return None if is_late else Act(act.verb, act.before[4:].strip(), act.after, act.start)
    return None


@rule("owner and verb", "person and verb", r"(?<![\w-])(?:\w+r|mødes)(?![\w-])")
def owner_does(_match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if scene.search(ROUTINE, segment.text):
        return
    fronted = scene.match(FRONTED, segment.text)
    if fronted:
        change = IF if fronted["if"] else 0.0
        made = list(_done_by(segment.text[fronted.end() :], segment, scene, change, fronted=True))
        yield from made
        if made:
            return
    yield from _done_by(segment.text, segment, scene, 0.0, fronted=False)


def _done_by(
    text: str, segment: Segment, scene: Scene, change: float, *, fronted: bool
) -> Iterator[Proposal]:
    """Yield what the text says that somebody does: "Bo sender …", "herefter sender Bo …"."""
    for act in acts(text, scene, forms="PRESENT", is_open=True):
        if is_hindered(act, scene):
            return
        owner = owner_before(act.before, scene)
        if owner and _is_subject_of_passive(act, owner, scene):
            return
        if owner and _promises(act, owner, scene):
            change += 0.0 if act.verb in LISTED else UNLISTED
            yield from _with_second_owner(act, owner, segment, scene, change)
            return
        if is_subordinate(act.before, scene):
            return
        inverted = owner_after(act.after, scene) if act.before or fronted else None
        if inverted and _may_follow(inverted[0]) and _inverted(act, inverted, scene):
            task = do(act.verb, inverted[1], _front(act.before))
            yield _made("owner and verb", inverted[0], task, segment, change + INVERTED)
            return


def _may_follow(owner: OwnerReading) -> bool:
    return owner.kind != "pronoun" or owner.text.lower() in {"vi", "alle"}


@rule(
    "owner and second verb",
    "list",
    r"^(?P<first>[^.;:]{2,160}?),?\s+(?:og|men|så)\s+"
    r"(?:(?P<pledge>(?:lovede|tilbød|påtog\s+sig)\s+at)|(?P<verb>\w+r))\s+(?P<rest>\S.*)$",
)
def owner_then_does(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "Bo har ringet, men skriver også til dem": the second verb is the promise."""
    found = owner_after(match["first"], scene)
    if not found or found[0].kind == "pronoun" or not scene.match(NO_PROMISE_YET, found[1]):
        return
    if match["pledge"]:
        act = _infinitive(match["rest"], scene)
        task = do(act.verb, act.before, act.after) if act else line(match["rest"])
        yield _made("owner and second verb", found[0], task, segment, -0.06)
        return
    after = Act(match["verb"].lower(), "", match["rest"], 0)
    verb = verb_of(after.verb, "PRESENT", damaged=scene.damaged)
    act = Act(verb or "", "", match["rest"], 0)
    if verb and is_work(act, scene, obliged=False) and not is_hindered(act, scene):
        task = do(verb, match["rest"])
        yield _made("owner and second verb", found[0], task, segment, -0.06)


def _is_subject_of_passive(act: Act, owner: OwnerReading, scene: Scene) -> bool:
    """Tell "løse fliser rettes op", where an adjective and a noun stand for a name and a verb."""
    if scene.book.read(owner.text) or not act.before.strip().istitle():
        return False
    clause = re.split(r",|(?<!\w)(?:og|som|der|så)(?!\w)", act.after, maxsplit=1)[0]
    return any(acts(clause, scene, forms="PASSIVE"))


def _promises(act: Act, owner: OwnerReading, scene: Scene) -> bool:
    """Tell whether the verb promises something, of this owner."""
    if act.verb not in LISTED:
        is_known = scene.book.read(owner.text) is not None
        return owner.kind == "person" and is_known and bool(act.after) and _is_at_once(act)
    if act.verb == "spørge" and owner.kind == "unit" and not ACRONYM.fullmatch(owner.text):
        return False
    if owner.kind == "pronoun" and act.verb == "følge" and scene.match(ONLY_WATCHED, act.after):
        return False
    if act.verb == "arbejde" and owner.kind == "unit" and scene.match(r"på\s", act.after):
        return False  # "Forvaltningen arbejder på en ny hjemmeside" tells how things stand
    if act.verb in BY_A_BODY and owner.kind in {"unit", "role"}:
        return _has_day(act.after, scene)
    return is_work(act, scene, obliged=False)


def _has_day(text: str, scene: Scene) -> bool:
    deadline = scene.deadline_in(text)
    return bool(deadline and (deadline.latest or deadline.rule == "next meeting"))


def _is_at_once(act: Act) -> bool:
    """Tell whether nothing but the owner stands before the verb."""
    return "," not in act.before and len(act.before.split()) <= 4


def _with_second_owner(
    act: Act, owner: OwnerReading, segment: Segment, scene: Scene, change: float
) -> Iterator[Proposal]:
    """Yield the promise, and a second one that shares its verb: "A sender X og B Y"."""
    later = _in_relative(act, segment, scene, change)
    if later:
        cut = later.start - segment.start
        yield _made("owner and verb", owner, do(act.verb, act.after), segment, change, end=cut)
        yield later
        return
    for joint in re.finditer(r"(?:\s(?:og|mens)|(?<!\w[A-ZÆØÅ]),)\s+(?=[A-ZÆØÅ])", act.after):
        rest = act.after[joint.end() :]
        if joint[0].startswith(",") and not SHORT_OBJECT.fullmatch(rest):
            continue
        second = owner_after(rest, scene)
        has_verb = any(is_finite(w[0].lower(), damaged=False) for w in WORD.finditer(rest))
        if not second or second[0].kind != "person" or has_verb or not second[1].strip(" ."):
            continue
        if not act.after[: joint.start()].strip():
            continue
        middle = segment.text.rfind(rest)
        first = do(act.verb, act.after[: joint.start()])
        yield _made("owner and verb", owner, first, segment, change, end=middle)
        again = do(act.verb, second[1])
        yield _made("owner and verb", second[0], again, segment, change, start=middle)
        return
    yield _made("owner and verb", owner, do(act.verb, act.after), segment, change)


def _in_relative(act: Act, segment: Segment, scene: Scene, change: float) -> Proposal | None:
    """Return what another does with it: "Bo skriver et udkast, som Lis sender ud"."""
    for joint in re.finditer(r",\s+som\s+(?=[A-ZÆØÅ])", act.after):
        found = owner_after(act.after[joint.end() :], scene)
        if not found or found[0].kind != "person":
            continue
        second = next(acts(found[1], scene, forms="PRESENT"), None)
        if second and not second.before and is_work(second, scene, obliged=True):
            start = segment.text.rfind(act.after[joint.start() :]) + len(joint[0])
            task = do(second.verb, second.after, act.after[: joint.start()])
            return _made("owner and verb", found[0], task, segment, change, start=start)
    return None


@rule(
    "coordinator",
    "person and verb",
    r"^(?P<who>[^.:,]{2,60}?)\s+(?:er|bliver|"
    r"har\s+tilbudt\s+at\s+være)\s+(?:fortsat\s+)?(?:tovholdere?|ansvarlige?|"
    r"kontaktperson)\s+(?:på|for)\s+(?P<what>\S.+)$|"
    r"^(?P<who2>[^.:,]{2,60}?)\s+har\s+ansvaret?\s+for\s+(?P<what2>\S.+)$",
)
def coordinator(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["who"] or match["who2"], scene)
    what = match["what"] or match["what2"]
    if owner and owner.kind != "pronoun" and "fortsat" not in match[0].lower():
        yield _made("coordinator", owner, line(f"Vær tovholder for {what}"), segment, -0.1)


@rule(
    "is to have",
    "person and verb",
    rf"^(?P<who>[^.:,]{{2,50}}?)\s+(?:har\s+brug\s+for|skal\s+have|"
    rf"afventer)\s+(?P<what>(?:[\w-]+\s+){{0,3}}?{DELIVERABLE}(?!\w).*?\b(?:fra|"
    rf"af)\s+(?P<owner>\S.+))$",
)
def is_to_have(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    found = owner_after(match["owner"], scene)
    if found and owner_before(match["who"], scene):
        yield _made("is to have", found[0], line(match["what"]), segment, -0.15)


def _inverted(act: Act, inverted: tuple[OwnerReading, str], scene: Scene) -> bool:
    after = Act(act.verb, "", inverted[1], act.start)
    return act.verb in LISTED and is_work(after, scene, obliged=False)


def _front(words: str) -> str:
    return words[:1].lower() + words[1:]


def _made(
    name: str,
    owner: OwnerReading,
    task: str,
    segment: Segment,
    change: float = 0.0,
    *,
    start: int = 0,
    end: int | None = None,
) -> Proposal:
    confidence = round(BY_KIND[owner.kind] + change, 2)
    begin = segment.start + start
    stop = segment.end if end is None else segment.start + end
    return Proposal(name, "person and verb", confidence, task, owner, begin, stop)
