"""Follow-up marks and tags: "FAS følger op", "Aktion:", "Ansvarlig:", "opgave (Navn)", boxes.

The surest signs. A mark that holds only an owner points back to the sentence that says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.deadlines import read_deadline
from actions.language.lexicon.nouns import WORK_NOUN
from actions.language.lexicon.verbs import DOES, IMPERATIVES
from actions.language.owners import OwnerReading
from actions.language.rules.clauses import read_obligation
from actions.language.rules.grammar import acts, owner_after, owner_before, plain_line
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.wording import line

SURE, LIKELY = 0.97, 0.9
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
    r"næste\s+skridt)\s*\d*"
)
NAMED_LAST = re.compile(
    r"(?P<task>.+?)(?:\s*\((?P<bracket>[^()]{2,60})\)|\s+[-–—]\s+(?P<dash>[^\W\d_][^-–—:]{1,50}?))"
    r"\s*\.?$"
)
RESPONSIBLE = r"(?:ansvarlige?|ansvar|tovholdere?|opfølges\s+af|opfølgning(?:\s+ved)?|udføres\s+af)"


@rule(
    "follow-up mark",
    "follow-up mark",
    rf"^(?P<owner>[^.:]{{1,70}}?)\s+(?:vil\s+)?(?:følger?|samler?|"
    rf"arbejder?)\s+(?:også\s+)?(?:op|videre)"
    rf"(?:\s+(?:på|med))?(?:\s+{POINTER})?{TAIL}\s*\.?$",
)
def follow_up(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["owner"], scene)
    if owner and _is_only_time(match["tail"], scene):
        yield _points_back("follow-up mark", owner, segment, SURE)


@rule(
    "follow-up mark without owner",
    "follow-up mark",
    rf"^(?:det|dette|der|her)?\s*(?:(?:vil\s+blive\s+fulgt|skal\s+følges|"
    rf"følges)\s+op)(?:\s+(?:på|herpå))?(?:\s+{POINTER})?{TAIL}\s*\.?$",
)
def follow_up_by_nobody(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    if not _is_only_time(match["tail"], scene):
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
    rf"\s*(?:{POINTER})(?:\s+(?:nærmere|videre|op))?){TAIL}\s*\.?$",
)
def takes_it_on(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = owner_before(match["owner"], scene)
    if owner and _is_only_time(match["tail"], scene):
        yield _points_back("takes it on", owner, segment, SURE)


@rule(
    "it is taken on",
    "follow-up mark",
    rf"^{POINTER}\s+(?:undersøger|tager|følger|sørger|ser|kigger|håndterer|ordner|"
    rf"afklarer)\s+(?P<rest>[^.]{{2,60}}?)\s*\.?$",
)
def it_is_taken_on(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    found = owner_after(match["rest"], scene)
    if found and scene.match(
        r"(?:op(?:\s+på)?|fat\s+i|sig\s+af|for|på|med|nærmere|videre|$)", found[1]
    ):
        yield _points_back("it is taken on", found[0], segment, SURE)


@rule("does it", "follow-up mark", r"^(?P<owner>[^.:,]{1,60}?)\s+(?P<verb><PRESENT>)\s*\.?$")
def does_it(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "MHL sender.": a verb that lacks what is sent takes it from the sentence before."""
    owner = owner_before(match["owner"], scene)
    act = next(acts(segment.text, scene, forms="PRESENT"), None)
    if owner and act and act.verb in DOES and segment.is_whole:
        yield _points_back("does it", owner, segment, LIKELY)


@rule(
    "owner tag",
    "follow-up mark",
    rf"^\(?{RESPONSIBLE}\s*(?:er|:|–|-)\s*(?P<owner>[^.:;]{{2,70}}?){TAIL}\)?\s*\.?$",
)
def owner_tag(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"])
    if owner is None and _looks_like_name(match["owner"]):
        owner = OwnerReading(match["owner"], match["owner"], (), "person")
    if owner:
        yield _points_back("owner tag", owner, segment, SURE)


@rule("action tag", "follow-up mark", rf"^{TAG}(?:\s*[:–-]\s*|\s+(?=[A-ZÆØÅ]))(?P<rest>\S.+)$")
def action_tag(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    rest = match["rest"].strip()
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
    yield _told("action tag", rest, segment, scene)


@rule("open box", "list", r"^(?:\[\s?\]|☐|□|❏)\s*(?P<rest>\S.+)$")
def open_box(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read an open box; one with nothing but a name tells who was there."""
    if scene.book.read(re.sub(r"\s*\([^()]*\)\W*$", "", match["rest"])):
        return
    told = _told("open box", match["rest"], segment, scene)
    if (
        told.owner
        or read_obligation(match["rest"], scene)
        or begins_with_work(match["rest"], scene)
    ):
        yield told


@rule(
    "owner in brackets", "list", r"^(?P<task>.{8,}?)\s*[(\[](?P<owner>[^()\[\]]{2,60})[)\]]\s*\.?$"
)
def owner_in_brackets(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    words = re.sub(
        r"^(?:ansvarlig|tovholder|v/|aktion)[:\s]*", "", match["owner"], flags=re.IGNORECASE
    )
    owner = scene.book.read(words)
    if owner is None or not segment.is_whole or _is_abbreviation_of(match["task"], words):
        return
    made = read_obligation(match["task"], scene)
    if made or begins_with_work(match["task"], scene):
        task = made[0] if made else plain_line(match["task"])
        yield Proposal("owner in brackets", "list", LIKELY, task, owner, segment.start, segment.end)


@rule("name and task", "list", r"^(?P<owner>[^:.]{2,45}):\s+(?P<task>\S.{5,})$")
def name_and_task(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"])
    if owner is None or (owner.kind == "unit" and not match["owner"][:1].isupper()):
        return
    made = read_obligation(match["task"], scene)
    if made or begins_with_work(match["task"], scene):
        task = made[0] if made else plain_line(match["task"])
        yield Proposal("name and task", "list", LIKELY, task, owner, segment.start, segment.end)


@rule(
    "task and name",
    "list",
    r"^(?P<task>.{8,}?)\s+[-–—]\s+(?P<owner>[A-ZÆØÅ][^-–—:,]{1,50}?)\s*\.?$",
)
def task_and_name(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"])
    if owner is None or owner.kind not in {"person", "unit"} or not segment.is_whole:
        return
    if begins_with_work(match["task"], scene) or read_obligation(match["task"], scene):
        task = plain_line(match["task"])
        yield Proposal("task and name", "list", LIKELY, task, owner, segment.start, segment.end)


@rule("bare owner", "follow-up mark", r"^(?P<owner>[A-ZÆØÅ][^.:,;!?]{0,40})\.$")
def bare_owner(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"])
    if owner and owner.kind == "person" and segment.is_whole:
        yield _points_back("bare owner", owner, segment, LIKELY)


@rule("action list", "list", r"^(?P<rest>\S.{7,})$")
def action_list(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    heading = (
        r"(?:aktion(?:er|sliste|spunkter)?|action\s*(?:items?|points?)?(?:\s+liste?)?|"
        r"opgave(?:r|liste)|to\s?-?do|næste\s+skridt|next\s+steps|lektier|"
        r"opfølgningspunkter)\b"
    )
    if not (segment.is_listed and segment.heading and scene.match(heading, segment.heading)):
        return
    yield _told("action list", match["rest"], segment, scene)


def _is_only_time(tail: str | None, scene: Scene) -> bool:
    """Tell whether what follows a mark says when, and not what: else it is no mere mark."""
    if not tail:
        return True
    when = scene.when
    deadline = read_deadline(
        tail,
        meeting_date=when.meeting_date,
        calendar=when.calendar,
        next_meeting=when.next_meeting,
        damaged=scene.damaged,
    )
    return deadline is not None and 4 * len(deadline.text) > 3 * len(tail)


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


def _told(name: str, rest: str, segment: Segment, scene: Scene) -> Proposal:
    """Read what stands after a tag: "Bo kontakter skolen", "Bo: kontakt skolen", "kage - Bo"."""
    named = re.match(r"(?P<owner>[^:.]{2,45}):\s+(?P<task>\S.+)$", rest)
    owner = scene.book.read(named["owner"]) if named else None
    task = named["task"] if named and owner else rest
    last = NAMED_LAST.match(task)
    if last and owner is None:
        owner = scene.book.read(last["bracket"] or last["dash"])
        task = last["task"] if owner else task
    made = read_obligation(task, scene)
    if made:
        return Proposal(name, "list", SURE, made[0], owner or made[1], segment.start, segment.end)
    owner = owner or _first_owner(task, scene)
    return Proposal(name, "list", SURE, plain_line(task), owner, segment.start, segment.end)


def _first_owner(task: str, scene: Scene) -> OwnerReading | None:
    found = owner_after(task, scene)
    return found[0] if found and found[0].kind != "pronoun" else None


def begins_with_work(task: str, scene: Scene) -> bool:
    """Tell whether a note begins with what to do: "Undersøg ...", "at undersøge ..."."""
    from_start = re.sub(r"^(?:at|skal|vil)\s+", "", task, flags=re.IGNORECASE)
    first = line(from_start).split(" ")[0].lower()
    if first in IMPERATIVES:
        return True
    return any(
        not act.before
        for forms in ("PRESENT", "INFINITIVE")
        for act in acts(from_start, scene, forms=forms)
    ) or _is_work_noun(task, scene)


def _is_work_noun(task: str, scene: Scene) -> bool:
    return bool(scene.match(WORK_NOUN, task))


def _looks_like_name(words: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÆØÅ][\w.-]+(?:\s(?:og\s)?[A-ZÆØÅ][\w.-]+){0,4}", words.strip()))


def _is_abbreviation_of(task: str, short: str) -> bool:
    """Tell a definition, "Teknisk Sekretariat (TSK)", from an owner behind a task."""
    before = task.split()[-len(short) :]
    return short.isupper() and any(word[:1] == short[:1] for word in before)
