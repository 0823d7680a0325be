"""Follow-up marks and tags: "FAS følger op", "Aktion:", "Ansvarlig:", "Bo på sagen".

The surest signs. A mark that holds only an owner points back to the sentence that says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.morphology import DOES
from actions.language.owners import OwnerReading
from actions.language.rules.grammar import acts, plain_line
from actions.language.rules.notes import LIKELY, SURE, is_only_time, told
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.rules.subjects import owner_after, owner_before

POINTER = (
    r"(?:det|dette|den|denne|disse|sagen|punktet|ovenstående|spørgsmålet|opgaven|herpå|heraf|herom|"
    r"begge\s+dele|emnet)"
)
TAIL = (
    r"(?:\s*[,;–-]?\s*(?P<tail>(?:senest|inden|frist|deadline|til|i|på|den|d\.|ultimo|"
    r"primo|medio|hurtigst|snarest|efter|uge)\b.{0,60}?))?"
)
TAG = (
    r"(?:aktion(?:er|spunkt)?|action(?:\s+item)?|handling|opgave|to\s?-?do|AP|opfølgning|"
    r"næste\s+skridt|til\s+opfølgning|opfølgningspunkt)\s*\d*"
)
RESPONSIBLE = (
    r"(?:ansvarlige?(?:\s+for\s+(?:\w+\s+)?[\w-]+)?|"
    r"ansv\.?|ansvar|tovholdere?|opfølges\s+af|opfølgning(?:\s+ved)?|udføres\s+af)"
)
ALONE = frozenset({"rykke", "ringe", "svare", "hjælpe", "klare"})
NOTHING = re.compile(r"(?:ingen|intet|nej|ikke\s+relevant|n/?a|[-–—]+)\s*\.?", re.IGNORECASE)


@rule(
    "follow-up mark",
    "follow-up mark",
    rf"^(?P<owner>[^.:]{{1,70}}?)\s+(?:vil\s+)?(?:følger?|samler?|"
    rf"arbejder?)\s+(?:også\s+)?(?:op|videre)"
    rf"(?:\s+(?:på|med))?(?:\s+{POINTER})?{TAIL}\s*\.?$",
)
def follow_up(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["owner"], scene)
    if owner and is_only_time(match["tail"], scene):
        yield _points_back("follow-up mark", owner, segment, SURE)


@rule(
    "follow-up mark without owner",
    "follow-up mark",
    rf"^(?:det|dette|der|her)?\s*(?:(?:vil\s+blive\s+fulgt|skal\s+følges|"
    rf"følges)\s+op)(?:\s+(?:på|herpå))?(?:\s+{POINTER})?{TAIL}\s*\.?$",
)
def follow_up_by_nobody(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not is_only_time(match["tail"], scene):
        return
    yield _points_back("follow-up mark without owner", None, segment, LIKELY)


@rule(
    "takes it on",
    "follow-up mark",
    rf"^(?P<owner>[^.:,]{{1,60}}?)\s+(?:(?:undersøger|afklarer|tjekker|ordner|"
    rf"bestiller|håndterer|koordinerer|arrangerer)"
    rf"(?:\s+(?:nærmere|videre|hos\s+.{{1,40}}))?|(?:undersøger|tager|tager\s+fat\s+i|"
    rf"ser\s+på|kigger\s+på|sørger\s+for|afklarer|"
    rf"tjekker|ordner|håndterer|bringer|er\s+på|er\s+tovholder\s+på|"
    rf"er\s+ansvarlig\s+for|vender\s+tilbage(?:\s+med\s+svar)?)"
    rf"\s*(?:{POINTER})(?:\s+(?:nærmere|videre|op))?|(?:er\s+)?på\s+sagen|"
    rf"(?:tager|tog|får|fik|påtager\s+sig|påtog\s+sig)\s+(?:(?:denne|den)\s+)?opgave(?:n)?|"
    rf"(?:klarer|fikser|ordner|gør|overtager)\s+(?:{POINTER})|"
    rf"er\s+(?:tovholder|ansvarlig)|har\s+ansvaret){TAIL}\s*\.?$",
)
def takes_it_on(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["owner"], scene)
    if owner and is_only_time(match["tail"], scene):
        yield _points_back("takes it on", owner, segment, SURE)


@rule(
    "it is taken on",
    "follow-up mark",
    rf"^{POINTER}\s+(?:undersøger|tager|følger|sørger|ser|kigger|håndterer|ordner|"
    rf"afklarer|klarer|fikser|løser|laver|overtager|gør|forbereder|arrangerer|koordinerer|står)\s+"
    rf"(?P<rest>[^.]{{2,60}}?)\s*\.?$",
)
def it_is_taken_on(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    found = owner_after(match["rest"], scene)
    if found and (
        scene.match(r"(?:op(?:\s+på)?|fat\s+i|sig\s+af|for|på|med|nærmere|videre|$)", found[1])
        or is_only_time(found[1], scene)
    ):
        yield _points_back("it is taken on", found[0], segment, SURE)


@rule(
    "it was promised",
    "follow-up mark",
    r"^(?:det|dette)\s+(?:lovede|tilbød|lover|tilbyder|påtog)\s+(?P<rest>[^.,]{2,60}?)"
    r"(?:\s+(?:sig|gerne|at\s+(?:\w+\s+){1,4}?\w+))*\s*\.?$",
)
def it_was_promised(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "Det lovede Bo at se på."."""
    found = owner_after(match["rest"], scene)
    if found and not found[1].strip(" ."):
        yield _points_back("it was promised", found[0], segment, SURE)


@rule("does it", "follow-up mark", r"^(?P<owner>[^.:,]{1,60}?)\s+(?P<verb>\w+r)\s*\.?$")
def does_it(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "MHL sender.": a verb that lacks what is sent takes it from the sentence before."""
    owner = owner_before(match["owner"], scene)
    act = next(acts(segment.text, scene, forms="PRESENT"), None)
    if owner and act and act.verb in DOES | ALONE and segment.is_whole:
        yield _points_back("does it", owner, segment, LIKELY)


@rule(
    "owner tag",
    "follow-up mark",
    rf"^\(?{RESPONSIBLE}\s*(?:er|:|–|-)[*_]*\s*(?P<owner>[^.:;]{{2,70}}?){TAIL}\)?\s*\.?$",
)
def owner_tag(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if NOTHING.fullmatch(match["owner"].strip()):
        return
    owner = scene.book.read(match["owner"])
    if owner is None and _looks_like_name(match["owner"]):
        owner = OwnerReading(match["owner"], match["owner"], (), "person")
    if owner:
        yield _points_back("owner tag", owner, segment, SURE)


@rule(
    "action tag",
    "follow-up mark",
    rf"^{TAG}(?:\s*[:–-][*_]*\s*|\s+(?=[A-ZÆØÅ]))(?P<rest>\S.+)$|"
    r"^(?:=+>|-+>|→|➔|»|⇒)\s*(?P<arrow>\S.+)$",
)
def action_tag(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if scene.search(r"\s(?:ikke|ingen|intet)\s*\.?$", match[0]):
        return  # "-> Vikarbureau bruges ikke"
    if match["arrow"]:
        yield told("action tag", match["arrow"], segment, scene)
        return
    rest = match["rest"].strip()
    if NOTHING.fullmatch(rest):
        return
    if not (":" in match[0] or "–" in match[0] or "-" in match[0][:20]) and not owner_after(
        rest, scene
    ):
        return
    owner = scene.book.read(rest)
    if owner is None and rest.lower().strip(" .") in {"de pågældende", "de nævnte"}:
        owner = OwnerReading(rest, None, (), "pronoun")
    if owner:
        yield _points_back("action tag", owner, segment, SURE)
        return
    yield told("action tag", rest, segment, scene)


@rule(
    "bare owner",
    "follow-up mark",
    r"^(?P<owner>[A-ZÆØÅ][^.:,;!?]{0,40})(?:,\s*(?P<when>(?:senest|inden|deadline|frist|til|i|"
    r"uge|primo|medio|ultimo|den|d\.)\s[^.;!?]{2,40}(?:\.[^.;!?]{0,4})?))?\.$|^(?P<short>(?-i:[A-ZÆØÅ]{2,4}))$|^/\s?(?P<slash>[A-ZÆØÅ][^.:,;!?/]{0,40})\.?$|"
    r"^\((?P<paren>[A-ZÆØÅ][^().:;!?]{0,60})\)\.?$",
)
def bare_owner(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"] or match["short"] or match["slash"] or match["paren"])
    is_named = owner is not None and (owner.kind == "person" or match["slash"])
    if is_named and segment.is_whole and is_only_time(match["when"], scene):
        yield _points_back("bare owner", owner, segment, LIKELY)


def _points_back(
    name: str, owner: OwnerReading | None, segment: Segment, confidence: float
) -> Proposal:
    return Proposal(
        name,
        "follow-up mark",
        confidence,
        plain_line(segment.text),
        owner,
        segment.start,
        segment.end,
        points_back=True,
    )


def _looks_like_name(words: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÆØÅ][\w.-]+(?:\s(?:og\s)?[A-ZÆØÅ][\w.-]+){0,4}", words.strip()))
