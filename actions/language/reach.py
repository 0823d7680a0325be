"""How far back a mark speaks: from "FAS følger op" to the sentence that says what."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
SETTLED = frozenset(
    {"noted", "approved", "nothing", "election", "ticked", "house rule", "procedure"}
)


def reach_of_mark(utterances: Sequence[Utterance], mark: int, used: set[int]) -> int:
    """Return the first sentence that a mark speaks of: the wish before it and what elaborates it.

    Never past another mark, a sentence that is settled, or out of a point of a list.
    """
    lowest = mark
    for at in range(mark - 1, max(-1, mark - 1 - MOST_SENTENCES_BACK), -1):
        if at in used or _is_settled(utterances, at, mark):
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


def _elaborates(text: str) -> bool:
    return bool(re.match(ELABORATES, text, re.IGNORECASE))
