"""The sentences of an agenda item, each with what the rules make of it by itself.

Only what is minuted is read: under "Indstilling" or "Baggrund" nobody has promised anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.language.answers import HANDS_IT_OVER
from actions.language.notices import without_notices
from actions.language.owners import OwnerReading
from actions.language.prefilter import may_promise
from actions.language.quotes import is_quoted, quoted_on
from actions.language.rules import Proposal, Scene, Segment
from actions.language.rules.registry import proposals, vetoed
from actions.language.rules.subjects import owner_after
from actions.language.segments import segments
from actions.language.tables import is_titled, row_proposal, titled_row
from meetings.reading.structure import Block, Item
from meetings.reading.text import Sentence

MARKS = frozenset({"follow-up mark", "list"})
FRAMED = frozenset({"decided", "request"})
FREE = frozenset({"agenda move", "person and verb", "passive plan", "noun phrase"})
NOT_MINUTED = (
    r"(?:indstilling(?:en)?|sagsfremstilling|resum[eé]|beskrivelse|baggrund|bilag|"
    r"retsgrundlag|retligt\s+grundlag|sagsgang|"
    r"kompetence|beslutningstema|vurdering|økonomi|høring|sagens\s+(?:forløb|kerne)|lovgrundlag|"
    r"(?:forvaltningen|direktionen|administrationen|det)\s+(?:indstiller|indstilles|"
    r"foreslår|anbefaler)[^.]*|"
    r"administrationens\s+indstilling|forslag|deltager(?:e|liste)?|til\s+stede|afbud|husk.*|månedens\s+reminder)\s*:?$"
)
NEVER_MINUTED = "indst|bilag|delt|til st|afbud|husk|månedens|forslag"
MINUTED = (
    r"(?:beslutning|referat|konklusion|opfølgning|vedtagelse|drøftelse|aktion|eventuelt|"
    r"beslutninger)"
)
# "Beslutning: Forvaltningen blev bemyndiget til …": what stands after the label is read alone.
LABEL = re.compile(
    r"(?:beslutning|konklusion|referat|vedtagelse|opsamling|byrådets\s+beslutning|"
    r"udvalgets\s+beslutning)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
DENIED_BEFORE = re.compile(r"(?<!\w)(?:ikke|ingen|intet)(?!\w).*(?<!\w)men\s+$", re.IGNORECASE)
ONLY_IT = re.compile(r"\s\w+r\s+(?:til\s+)?(?:det|den|dem|dette)\s*\.?$", re.IGNORECASE)
AT_ONCE = re.compile(r"(?:\s[-–—]|;)\s*$")
MADE_AND_SENT = 2
THE_SAME = re.compile(r"(?:det|den|de|dette|begge)\s+(?:bliver\s+)?\w+(?:s|t)(?!\w)", re.IGNORECASE)
NO_MARK = frozenset({"ticked", "house rule", "election", "reported", "agenda"})
FINAL = frozenset({"ticked", "house rule", "question", "own agenda"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence with what surrounds it and what the rules made of it."""

    sentence: Sentence
    block: Block
    made: tuple[Proposal, ...]
    veto: str | None
    heading: str | None


def utterances_of(item: Item, scene: Scene) -> Iterator[Utterance]:
    """Yield the minuted sentences of the item in the order of the text."""
    section: str | None = None
    titles: tuple[str, ...] = ()
    sections = [_text(block) for block in item.blocks if block.kind == "heading"]
    has_decision = any(scene.match(MINUTED, heading) for heading in sections)
    for block in without_notices(item.blocks):
        if block.kind == "heading":
            section = _text(block)
            continue
        heading = block.heading or section
        if any(
            scene.match(NOT_MINUTED, above.strip())
            and (has_decision or scene.match(NEVER_MINUTED, above))
            for above in (section, block.heading)
            if above
        ):
            continue
        if block.kind == "row":
            titles = block.cells if is_titled(block.cells) else titles
            made = row_proposal(block, scene) or titled_row(block, titles, scene)
            if block.sentences and made:
                yield Utterance(_whole(block), block, (made,), None, heading)
            if made or len(block.cells) > 1:
                continue
        scene = replace(scene, speaking=_speaker(block, scene))
        theirs = quoted_on([sentence.text for sentence in block.sentences])
        for at, sentence in enumerate(block.sentences):
            if at in theirs:
                yield Utterance(sentence, block, (), "quoted", heading)
                continue
            made_here, struck = read_sentence(
                sentence.text, scene, heading=heading, is_listed=block.kind == "bullet"
            )
            yield Utterance(sentence, block, tuple(made_here), struck, heading)
            said = _person_named(sentence.text, made_here, scene)
            if said is not scene.said:
                scene = replace(scene, said=said)


def _speaker(block: Block, scene: Scene) -> OwnerReading | None:
    """Return whose words a paragraph gives: "Holger: Jeg bestiller stole"."""
    named = re.match(r"(?P<who>[^:.]{2,45}):\s", block.sentences[0].text if block.sentences else "")
    found = scene.book.read(named["who"]) if named else None
    return found if found and found.kind == "person" else None


def _person_named(text: str, made: list[Proposal], scene: Scene) -> OwnerReading | None:
    """Return the person whom "hun" in the next sentence means: the owner, or who spoke."""
    owners = [p.owner for p in made if p.owner and p.owner.kind == "person"]
    found = None if owners else owner_after(text, scene)
    speaker = found[0] if found and found[0].kind == "person" else None
    return owners[-1] if owners else speaker or scene.said


def _whole(block: Block) -> Sentence:
    """Return a row as one saying: "2. Skilte | Bo" is no sentence that ends after the number."""
    first, last = block.sentences[0], block.sentences[-1]
    text, offsets = first.text, first.offsets
    for sentence in block.sentences[1:]:
        text, offsets = f"{text} {sentence.text}", (*offsets, *sentence.offsets)
    return Sentence(text, first.start, last.end, offsets)


def _text(block: Block) -> str:
    return " ".join(sentence.text for sentence in block.sentences)


def read_sentence(
    text: str, scene: Scene, *, heading: str | None = None, is_listed: bool = False
) -> tuple[list[Proposal], str | None]:
    """Return the proposals that one sentence gives by itself, and the veto that struck it."""
    if not (scene.damaged or is_listed or may_promise(text)):
        return [], None
    if is_quoted(text):
        return [], "quoted"
    made, struck = _read_whole(text, scene, heading=heading, is_listed=is_listed)
    label = None if made else LABEL.match(text)
    if not label:
        return made, struck
    inside, reason = _read_whole(text[label.end() :], scene, heading=heading, is_listed=is_listed)
    return [_moved(proposal, label.end()) for proposal in inside], reason or struck


def _moved(proposal: Proposal, by: int) -> Proposal:
    start = proposal.start + by if proposal.start else 0
    return replace(proposal, start=start, end=proposal.end + by)


def _read_whole(
    text: str, scene: Scene, *, heading: str | None, is_listed: bool
) -> tuple[list[Proposal], str | None]:
    clauses = segments(text, scene, heading=heading, is_listed=is_listed)
    marked = list(_marks(text, clauses, scene))
    if marked:
        return marked, None
    made: list[Proposal] = []
    struck: str | None = None
    for segment in clauses:
        reason = vetoed(segment, scene)
        framed = [] if reason in FINAL else proposals(segment, scene, families=FRAMED)
        if framed:
            made += framed
        elif reason:
            struck = struck or reason
        else:
            made += proposals(segment, scene, families=MARKS | FREE)
    return _spread(made, text), None if made else struck


def _marks(text: str, clauses: list[Segment], scene: Scene) -> Iterator[Proposal]:
    if not clauses:
        return
    whole = replace(clauses[0], text=text.strip(), start=0, is_whole=True)
    if vetoed(replace(whole, heading=None), scene) not in NO_MARK:
        yield from proposals(whole, scene, families=MARKS)


def _is_of_the_same(proposal: Proposal, text: str) -> bool:
    """Tell whether the clause goes on about what the first one makes: "…, og det sendes rundt"."""
    is_plan = proposal.family == "passive plan" and proposal.owner is None
    return is_plan and bool(THE_SAME.match(text[proposal.start :]))


def _is_taken_on(first: Proposal, then: Proposal, text: str) -> bool:
    """Tell whether somebody at once does what was wished, or what "we" must: "Vi skal have fat i
    et firma – Bo indhenter priser".
    """
    if then.family != "person and verb" or then.owner is None or then.owner.owner is None:
        return False
    if first.family == "request" and first.owner is None:
        return HANDS_IT_OVER.search(text[then.start :]) is not None
    if AT_ONCE.search(text[: then.start]) is None:
        return False
    return first.owner is not None and first.owner.text.lower() == "vi"


def _has_it_done(first: Proposal, then: Proposal, text: str) -> bool:
    """Tell whether the second clause only names who: "Rådet afgiver svar; Bo skriver det"."""
    is_open = first.owner is None or first.owner.kind in {"pronoun", "unit"}
    is_somebody = then.owner is not None and then.owner.kind == "person"
    return (
        is_open
        and is_somebody
        and then.family == "person and verb"
        and AT_ONCE.search(text[: then.start]) is not None
        and ONLY_IT.search(text) is not None
    )


def _joined(first: Proposal, then: Proposal, *, text: str) -> Proposal | None:
    """Return the one promise that two clauses make, None where they make two."""
    if _is_of_the_same(then, text):
        return first
    if _is_taken_on(first, then, text):
        return then
    return replace(first, owner=then.owner) if _has_it_done(first, then, text) else None


def _spread(made: list[Proposal], text: str) -> list[Proposal]:
    """Let the only proposal of a sentence have the whole sentence; several share it by clause."""
    several = [proposal for proposal in made if not proposal.points_back]
    if len(several) == 1:
        # "Støtten gives ikke i år, men der indledes drøftelser": its year is not ours.
        before = text[: several[0].start]
        if DENIED_BEFORE.search(before) or before.rstrip().endswith(";"):
            return made
        return [replace(p, start=0, end=len(text)) if not p.points_back else p for p in made]
    joined = _joined(*several, text=text) if len(several) == MADE_AND_SENT else None
    if joined:
        return [replace(joined, start=0, end=len(text))]
    owners = {proposal.owner.text for proposal in several if proposal.owner}
    if (
        len(several) > 1
        and len(owners) == 1
        and all(p.owner for p in several)
        and several[0].family == "person and verb"
    ):
        return [replace(several[0], start=0, end=len(text))]
    return made
