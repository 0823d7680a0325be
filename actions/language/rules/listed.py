"""Tasks of a list: open boxes, "opgave (Navn)", "Navn: opgave", "opgave - Navn", action lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.language.owners import OwnerReading
from actions.language.rules.clauses import read_obligation
from actions.language.rules.grammar import acts, plain_line
from actions.language.rules.notes import LIKELY, begins_with_work, is_only_time, told
from actions.language.rules.registry import Proposal, Scene, Segment, rule
from actions.language.rules.subjects import owner_before
from actions.language.wording import do

FEWEST_OF_WORK = 3  # words: "Indkøb af stole: Bo" is a task, "Indkøb: Bo" may be an office


@rule("open box", "list", r"^(?:[-*•]\s+)?(?:\[\s?\]|☐|□|❏)\s*(?P<rest>\S.+)$")
def open_box(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read an open box; one with nothing but a name tells who was there."""
    if scene.book.read(re.sub(r"\s*\([^()]*\)\W*$", "", match["rest"])):
        return
    made = told("open box", match["rest"], segment, scene)
    if (
        made.owner
        or read_obligation(match["rest"], scene)
        or begins_with_work(match["rest"], scene)
    ):
        yield made


@rule(
    "owner in brackets",
    "list",
    r"^(?P<task>.{8,}?)\s*[(\[](?P<owner>[^()\[\]]{2,60})[)\]]\s*(?P<when>[^()\[\].]{2,40})?\.?$",
)
def owner_in_brackets(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    words = re.sub(
        r"^(?:ansvarlig|tovholder|v/|aktion)[:\s]*", "", match["owner"], flags=re.IGNORECASE
    )
    owner = scene.book.read(words) or _before_the_deadline(words, scene)
    if not is_only_time(match["when"], scene):
        return
    if owner is None or not segment.is_whole or _is_abbreviation_of(match["task"], words):
        return
    made = read_obligation(match["task"], scene)
    is_duty = scene.match(r"(?:vi|der|det|den|de|[\w-]+(?:en|et|ne))\s+skal\s", match["task"])
    if made or is_duty or begins_with_work(match["task"], scene):
        task = made[0] if made else plain_line(match["task"])
        yield Proposal("owner in brackets", "list", LIKELY, task, owner, segment.start, segment.end)


@rule("name and task", "list", r"^(?P<owner>[^:.]{2,45}):\s+(?P<task>\S.{5,})$")
def name_and_task(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"]) or _other_party(match["owner"], segment, scene)
    if owner is None or (owner.kind == "unit" and not match["owner"][:1].isupper()):
        return
    made = read_obligation(match["task"], scene)
    if made or begins_with_work(match["task"], scene):
        task = made[0] if made else _as_order(match["task"], scene)
        yield Proposal("name and task", "list", LIKELY, task, owner, segment.start, segment.end)


@rule(
    "task and name",
    "list",
    r"^(?P<task>.{8,}?)\s+[-–—]\s+(?P<owner>[A-ZÆØÅ][^-–—:,()]{1,50}?)\s*(?:\((?P<when>[^()]{3,40})\))?"
    r"\s*\.?$",
)
def task_and_name(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    owner = scene.book.read(match["owner"])
    if owner is None or owner.kind not in {"person", "unit"} or not segment.is_whole:
        return
    if not is_only_time(match["when"], scene):
        return
    if begins_with_work(match["task"], scene) or read_obligation(match["task"], scene):
        task = plain_line(match["task"])
        yield Proposal("task and name", "list", LIKELY, task, owner, segment.start, segment.end)


@rule(
    "who does what",
    "list",
    r"^(?P<task>[^:.]{3,60}):\s+(?P<owner>[^:.,]{2,50}?)(?:,\s*(?P<when>[^:.]{3,40}))?\.?$",
)
def who_does_what(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read "Pynt: Lis og Bo" below "Hvem gør hvad?"; elsewhere it is a list of roles."""
    asks = r"(?:[^.:]{0,40}\s)?hvem\s+(?:gør|laver|tager|sørger\s+for|står\s+for)(?:\s+hvad)?\W*$"
    is_asked = segment.heading is not None and scene.match(asks, segment.heading)
    is_long = len(match["task"].split()) >= FEWEST_OF_WORK
    is_work = segment.is_listed and is_long and begins_with_work(match["task"], scene)
    if not (is_asked or is_work):
        return
    owner = scene.book.read(match["owner"])
    if owner and (is_asked or owner.kind == "person") and is_only_time(match["when"], scene):
        task = plain_line(match["task"])
        yield Proposal("who does what", "list", LIKELY, task, owner, segment.start, segment.end)


@rule("action list", "list", r"^(?P<rest>\S.{7,})$")
def action_list(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    heading = (
        r"(?:aktion(?:er|sliste|spunkter)?|action\s*(?:items?|points?)?(?:\s+liste?)?|"
        r"opgave(?:r|liste)|to\s?-?do|næste\s+skridt|next\s+steps|lektier|"
        r"opfølgningspunkter|handlinger|(?:opgaver\s+)?(?:til|inden|før)\s+næste\s+(?:gang|møde)|"
        r"der\s+skal\s+(?:arbejdes\s+videre|følges\s+op|ses)|vi\s+skal\s+have\s+\w+(?:t|et)|"
        r"vi\s+skal\s+(?:huske|nå))\b"
    )
    if not (segment.is_listed and segment.heading and scene.match(heading, segment.heading)):
        return
    yield told("action list", match["rest"], segment, scene)


@rule("point of a duty", "list", r"^(?P<rest>\S.{5,})$")
def point_of_a_duty(match: re.Match[str], segment: Segment, scene: Scene) -> Iterator[Proposal]:
    """Read a point whose lead-in says who: "Forvaltningen bedes:", "Bo:", "Udvalget bad om:"."""
    if not (segment.is_listed and segment.heading):
        return
    lead = scene.match(
        r"(?P<who>[^:.]{2,60}?)\s*(?P<duty>\s(?:bedes|anmodes\s+om|skal|vil|arbejder\s+videre\s+"
        r"med|"
        r"følger\s+op\s+på|undersøger|tager\s+sig\s+af|sørger\s+for|(?P<asks>bad\s+om|ønskede|"
        r"ønsker|"
        r"efterspurgte|bestilte)(?:\s+følgende)?)(?:\s+at)?)?\s*:?\s*$",
        segment.heading,
    )
    if not lead or not (lead["duty"] or segment.heading.rstrip().endswith(":")):
        return
    owner = owner_before(lead["who"], scene)
    if owner is None or (not lead["duty"] and owner.kind != "person"):
        return
    made = read_obligation(match["rest"], scene)
    if not (made or lead["duty"] or begins_with_work(match["rest"], scene)):
        return
    task = made[0] if made else plain_line(match["rest"])
    who = (made[1] if made else None) or (None if lead["asks"] else owner)
    yield Proposal("point of a duty", "list", LIKELY, task, who, segment.start, segment.end)


def _as_order(task: str, scene: Scene) -> str:
    """Return the line of "Undersøger, om …", whose subject stands before the colon."""
    act = next(acts(task, scene, forms="PRESENT"), None)
    return do(act.verb, act.after) if act and not act.before else plain_line(task)


def _other_party(words: str, segment: Segment, scene: Scene) -> OwnerReading | None:
    """Read "Kommunen: sender kort" in a list that says who does what."""
    party = r"(?:kommunen|regionen|politiet|skolen|bygherre|entreprenøren?|rådgiver(?:en)?)$"
    is_party = segment.is_listed and scene.match(party, words.strip())
    return OwnerReading(words, words, (), "unit") if is_party else None


def _before_the_deadline(words: str, scene: Scene) -> OwnerReading | None:
    """Read "Maja, inden 1. juni": an owner and then a time."""
    name, comma, when = words.partition(",")
    return scene.book.read(name) if comma and is_only_time(when.strip(), scene) else None


def _is_abbreviation_of(task: str, short: str) -> bool:
    """Tell a definition, "Teknisk Sekretariat (TSK)", from an owner behind a task."""
    before = task.split()[-len(short) :]
    return short.isupper() and any(word[:1] == short[:1] for word in before)
