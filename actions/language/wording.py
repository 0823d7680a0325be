"""Writes the short Danish line that says what is to be done and can stand alone.

Careful by design: where the sentence cannot safely be turned into an imperative, its own words
are kept, without the frame around them.
"""

from __future__ import annotations

import re

from actions.language.lexicon.nouns import DELIVERABLE
from actions.language.morphology import Form, imperative, verb_of
from actions.language.patterns import listed

LONGEST = 200
TRIM = " ,.;:–-\u2022*"
FIRST_WORD = re.compile(r"^[\w-]+")
REFLEXIVE = re.compile(r"(?<!\w)sig(?!\w)")
SECOND_VERB = re.compile(r"(?P<and>(?<!\w)og\s+)(?P<verb>\w{3,})(?!\w)")
SMALL_WORDS = frozenset(
    listed(
        "en et den det de der dette disse denne alle flere nye sagen punktet emnet "
        "forslaget spørgsmålet "
        "planen aftalen notatet drøftelsen materialet referatet budgettet regnskabet kontrakten"
    )
)
# "Forslag til datoer", "Status": a paper, and no name such as "Plan og Byg".
OF_A_PAPER = re.compile(
    rf"{DELIVERABLE}(?=$|\s+(?:til|om|over|på|for|fra|vedr\.?|med|af)\s)", re.IGNORECASE
)
# What ties a sentence to the one before it says nothing in a line that stands alone.
TYING = re.compile(
    r"^(?P<verb>\w+)\s(?:desuden|endvidere|derudover|herudover|ligeledes|samtidig|også|derfor|"
    r"herefter|derefter)(?=\s\w)",
    re.IGNORECASE,
)
PRONOUN_SUBJECT = re.compile(r"^(?:det|dette|den|disse|de|denne|her|heraf)$", re.IGNORECASE)


def line(text: str) -> str:
    """Return the words as one line with a capital first letter, cut at a word where too long."""
    clean = " ".join(text.split()).strip(TRIM)
    clean = clean[:1].upper() + clean[1:]
    if len(clean) <= LONGEST:
        return clean
    return clean[: clean.rfind(" ", 0, LONGEST)].rstrip(f"{TRIM}…") + " …"


def do(verb: str, *rest: str, file_words: frozenset[str] = frozenset()) -> str:
    """Return an imperative line: the verb, then what it is done to."""
    text = imperative(verb)
    for place, piece in enumerate(rest):
        clean = piece.strip().rstrip(TRIM)
        if place == 0:
            clean = mid_sentence(clean, file_words)
        if clean:
            text += clean if clean.startswith(",") else f" {clean.lstrip(TRIM)}"
    text = TYING.sub(r"\g<verb>", text)
    return line(REFLEXIVE.sub("dig", SECOND_VERB.sub(_also_imperative, text), count=1))


def _also_imperative(found: re.Match[str]) -> str:
    forms: tuple[Form, ...] = ("PRESENT", "PASSIVE", "INFINITIVE")
    word = found["verb"]
    verb = next(filter(None, (verb_of(word, form) for form in forms)), None)
    return f"{found['and']}{imperative(verb)}" if verb else found[0]


def mid_sentence(words: str, file_words: frozenset[str]) -> str:
    """Take the capital off a first word that the file also writes small."""
    first = FIRST_WORD.match(words)
    if not first or not first[0][:1].isupper() or first[0].isupper():
        return words
    small = first[0].lower()
    if small in file_words or small in SMALL_WORDS or OF_A_PAPER.match(words):
        return small + words[first.end() :]
    return words


def is_pronoun(words: str) -> bool:
    """Tell whether a subject only points to something said before."""
    return bool(PRONOUN_SUBJECT.match(words.strip()))
