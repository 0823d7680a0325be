"""A task line that only says "det" or "dem" is told with the sentence that says what it is."""

from __future__ import annotations

from collections.abc import Sequence

from actions.language.reach import SETTLED, leans_back
from actions.language.rules import Proposal
from actions.language.utterances import Utterance
from actions.language.wording import is_pronoun, line

FEWEST_OF_MATTER, MOST_OF_FORMULA = 3, 4  # words
AND = " ,;–-"
POINTERS = frozenset({"det", "dette", "den", "dem", "herom"})


def standing_alone(proposal: Proposal, utterances: Sequence[Utterance], at: int) -> str:
    """Add what came before where the line only says "det" or "dem"."""
    task = proposal.task
    said_before = utterances[at].sentence.text[: proposal.start].strip(AND)
    if said_before and not _is_first(proposal, utterances[at]):
        return task
    if len(said_before.split()) >= FEWEST_OF_MATTER:
        return line(f"{task}: {said_before}") if leans_back(task) else task
    words = task.split()
    is_pointing = (len(words) == 2 and is_pronoun(words[1])) or words[-1].lower() in POINTERS
    if not at or _is_formula(utterances[at - 1]):
        return task
    if not is_pointing and not (leans_back(task) and _is_matter(utterances, at - 1)):
        return task
    return line(f"{task}: {utterances[at - 1].sentence.text}")


def _is_formula(utterance: Utterance) -> bool:
    """Tell whether the sentence only settles a matter: "Godkendt som indstillet."."""
    is_short = len(utterance.sentence.text.split()) <= MOST_OF_FORMULA
    return is_short and utterance.veto in SETTLED and not utterance.made


def _is_matter(utterances: Sequence[Utterance], at: int) -> bool:
    """Tell whether the sentence says what the next is about, not "Drøftet." or a promise itself."""
    here = utterances[at]
    is_near = here.block is utterances[at + 1].block
    is_open = not here.made and here.veto not in SETTLED
    return is_near and is_open and len(here.sentence.text.split()) >= FEWEST_OF_MATTER


def _is_first(proposal: Proposal, utterance: Utterance) -> bool:
    return all(each.start >= proposal.start for each in utterance.made)
