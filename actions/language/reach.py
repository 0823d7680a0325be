"""How far back a mark speaks: from "FAS følger op" to the sentence that says what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.language.answers import ASKS, HANDS_IT_OVER, IT_IS_MADE, LOOKS_INTO_IT, SUCH
from actions.language.utterances import Utterance

WISH_LIKE = frozenset({"request", "decided", "passive plan", "agenda move", "noun phrase"})
MOST_SENTENCES_BACK = 4
ELABORATES = (
    r"(?:det|dette|den|denne|disse|de|heri|herunder|her|hertil|derudover|desuden|"
    r"endvidere|eksempelvis|fx|f\.eks\.|"
    r"notatet|oversigten|redegørelsen|planen|oplægget|udkastet|analysen|materialet|"
    r"status|svaret|listen|formålet|målet|"
    r"herudover|samtidig|i\s+den\s+forbindelse|der\s+skal|det\s+skal)(?!\w)"
)
# "Det undersøges, om …", "det blev aftalt, at …": "det" points forward, to the clause that comes.
POINTS_FORWARD = re.compile(
    r"(?:det|der)\s+(?:(?:skal|bør|blev|bliver|er|var)\s+)?(?:\w+\s+){0,2}?"
    r"\w{3,}(?:es|edes|tes|det|tet|ket|set|gt|st|lt|nt|rt|ig)\b[^,;.]{0,40}?,\s+(?:at|om|hv\w+)(?!\w)",
    re.IGNORECASE,
)
SETTLED = frozenset(
    {"noted", "approved", "nothing", "election", "ticked", "house rule", "procedure"}
)


def reach_of_mark(utterances: Sequence[Utterance], mark: int, used: set[int]) -> int:
    """Return the first sentence that a mark speaks of: the wish before it and what elaborates it.

    Never past another mark, a sentence that is settled, or out of a point of a list.
    """
    lowest = mark
    for at in range(mark - 1, max(-1, mark - 1 - MOST_SENTENCES_BACK), -1):
        if at in used or _is_settled(utterances, at, mark) or _has_its_doer(utterances[at]):
            break
        lowest = at
        if any(p.family in WISH_LIKE or p.family == "person and verb" for p in utterances[at].made):
            if (
                at
                and _elaborates(utterances[at].sentence.text)
                and _can_go_on(utterances, at, used, mark)
            ):
                continue
            return at
        if not _elaborates(utterances[at].sentence.text):
            break
    return lowest if lowest < mark else mark


# "dem", "det" and the like where they stand for a thing told before, and not before a noun.
POINTS_TO_WHAT_WAS_SAID = re.compile(
    r"(?<!\w)(?:det|dette|den|dem|disse|herom|heraf|hertil|hun|han|deres|hans|hendes)(?=\s*(?:[.,;:!]|$)|"
    r"\s+(?:op|ud|ind|med|til|for|på|om|af|i|hos|fra|ved|efter|inden|videre|nærmere|og|når|rundt|som|"
    r"igennem|an|koster|er|kan|skal|blev|senest|sammen|hurtigst|snarest|igen|tilbage|rundt|ned|hjem|"
    r"\w+(?:ere|st))(?!\w))",
    re.IGNORECASE,
)
LACKS_A_MATTER = re.compile(
    r"(?<!\w)(?:besked|svar|tilbage|kontakt|henvendelse|fat|rykker|spørger|ringer|orienterer|informerer)(?!\w)",
    re.IGNORECASE,
)
HAS_A_MATTER = re.compile(r"(?<!\w)(?:om|at|vedr\.?|vedrørende|angående|ang\.?|med|for)(?!\w)")
# The papers of the meeting itself need nobody to say which.
OWN = re.compile(r"(?<!\w)(?:referatet|dagsordenen|mødeindkaldelsen)(?!\w)", re.IGNORECASE)
FEW_WORDS, LONGEST_CONTEXT = 5, 160


def start_of_context(utterances: Sequence[Utterance], at: int, used: set[int]) -> int:
    """Return the sentence from which a promise is understood: the one before it, where it needs it.

    "Gert bestiller dem." says nothing alone; the sentence before belongs to the quote.
    """
    if not at or at - 1 in used or not leans_back(utterances[at].sentence.text):
        return at
    before = utterances[at - 1]
    if (
        before.block is not utterances[at].block
        or before.made
        or before.veto in SETTLED
        or len(before.sentence.text) > LONGEST_CONTEXT
    ):
        return at
    return at - 1


def leans_back(text: str) -> bool:
    """Tell whether a sentence cannot be understood without the one before it."""
    forward = POINTS_FORWARD.match(text)
    if POINTS_TO_WHAT_WAS_SAID.search(text, forward.end() if forward else 0):
        return True
    if len(text.split()) <= FEW_WORDS and not (HAS_A_MATTER.search(text) or OWN.search(text)):
        return True
    lacks = LACKS_A_MATTER.search(text)
    return bool(lacks and not HAS_A_MATTER.search(text, lacks.start()))


def _can_go_on(utterances: Sequence[Utterance], at: int, used: set[int], mark: int) -> bool:
    return at - 1 not in used and not _is_settled(utterances, at - 1, mark)


def _is_settled(utterances: Sequence[Utterance], at: int, mark: int) -> bool:
    other, here = utterances[at], utterances[mark]
    if any(p.points_back for p in other.made):
        return True
    if other.block is not here.block:
        is_next = at == mark - 1 or utterances[at].block is utterances[mark - 1].block
        mark_is_alone = here.block.sentences[0].start == here.sentence.start
        if not (is_next and mark_is_alone and here.block.kind != "bullet"):
            return True
    return other.veto in SETTLED and not other.made


def _has_its_doer(utterance: Utterance) -> bool:
    """Tell whether a tag has already said who does it: "Aktion: Lis spørger fonden."."""
    return any(each.rule == "action tag" and each.owner for each in utterance.made)


def _elaborates(text: str) -> bool:
    return bool(re.match(ELABORATES, text, re.IGNORECASE)) and not POINTS_FORWARD.match(text)


# Long enough that two notes with the same stem speak of the same thing.
WORD_STEM = 8
LONG_WORD = re.compile(rf"[^\W\d_]{{{WORD_STEM},}}")


def is_answered(utterances: Sequence[Utterance], at: int) -> bool:
    """Tell whether the next note gives what was asked for to somebody, in the same words:
    "Der blev efterspurgt et overblik. -> Bo laver overblik til mødet."
    """
    asked, then = utterances[at], utterances[at + 1]
    is_open = len(asked.made) == 1 and asked.made[0].family == "request"
    if not is_open or asked.made[0].owner or len(then.made) != 1 or not then.made[0].owner:
        return False
    if ASKS.search(then.sentence.text):
        return False
    is_word = then.made[0].rule == "promised by word"
    if (is_word or then.made[0].family == "person and verb") and (
        HANDS_IT_OVER.search(then.sentence.text)
        or LOOKS_INTO_IT.search(then.sentence.text)
        or SUCH.search(then.sentence.text)
    ):
        return True
    if then.made[0].family == "passive plan" and IT_IS_MADE.match(then.sentence.text):
        return True
    words = {word.lower()[:WORD_STEM] for word in LONG_WORD.findall(asked.sentence.text)}
    return not words.isdisjoint(
        word.lower()[:WORD_STEM] for word in LONG_WORD.findall(then.sentence.text)
    )


REFUSED = (
    r"(?:(?:det|dette|forslaget|ønsket|ideen|anmodningen)\s+"
    r"(?:kunne|kan|vil|ville|har|havde|var|er|blev|fik|ønske(?:r|de))\s"
    r"(?:[^.,]{0,60}\s)?(?:ikke|ingen|afvist|nedstemt|forkastet)(?!\w)|"
    r"(?:forslaget|ønsket|anmodningen)\s+(?:faldt|bortfaldt|afvises)(?!\w)|"
    r"(?:[\w-]+\s){1,3}(?:afviste|afslog|kunne\s+ikke\s+(?:imødekomme|tilslutte))(?!\w))"
)


def is_refused(utterances: Sequence[Utterance], at: int) -> bool:
    """Tell whether the next sentence turns down what was wished: "Det kunne udvalget ikke"."""
    wished, then = utterances[at], utterances[at + 1]
    is_wish = bool(wished.made) and all(each.family == "request" for each in wished.made)
    return (
        is_wish
        and then.block is wished.block
        and re.match(REFUSED, then.sentence.text, re.IGNORECASE) is not None
    )


# What can be said across the table, and needs no paper.
SAYABLE = re.compile(
    r"(?<!\w)(?:tal|tallet|tallene|oplysning(?:er)?|svar|forklaring|status|orientering)(?!\w)",
    re.IGNORECASE,
)
SAID = re.compile(
    r"[^.,;:]{2,60}?\s(?:forklarede|svarede|oplyste|fortalte|redegjorde)(?!\w)", re.IGNORECASE
)
TO_COME = re.compile(
    r"(?<!\w)(?:vil|skal|kommer|vender|følger|sender|undersøger|endnu|ikke|senere)(?!\w)",
    re.IGNORECASE,
)


def is_told_at_once(utterances: Sequence[Utterance], at: int) -> bool:
    """Tell whether the next sentence gives what was asked for: "Bo forklarede, at der er 41"."""
    asked, then = utterances[at], utterances[at + 1]
    is_wish = bool(asked.made) and all(each.family == "request" for each in asked.made)
    return (
        is_wish
        and not then.made
        and then.block is asked.block
        and SAYABLE.search(asked.sentence.text) is not None
        and SAID.match(then.sentence.text) is not None
        and not TO_COME.search(then.sentence.text)
    )
