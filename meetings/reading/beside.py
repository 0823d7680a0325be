"""What is said on the line of a heading itself: "3. Byggeri Vinduerne er sat i.".

Short minutes write title and text in one. Where the one ends and the other begins is told by a
full stop, by a colon, or by a capital letter that begins a sentence.
"""

from __future__ import annotations

import re

from meetings.reading.sentences import split_sentences

_COLON = re.compile(r"[^.:!?]{2,60}:\s+(?=\S)")
_STOPPED = re.compile(r"[.!?…][\"”)]*$")
_WORD = re.compile(r"\S+")
# A capital after one of these belongs to a name: "Møde med Region Nord".
_LEADS_ON = frozenset(
    (
        *("af", "for", "fra", "hos", "i", "med", "og", "om", "på", "samt", "til", "ved", "v/"),
        *("v", "v.", "vedr.", "vedr", "vedrørende", "den", "det", "de", "d.", "&", "eller", "nr."),
    )
)
_LONGEST_TITLE = 120
_LEAST_SAID = 2
_LONG = 8  # words of two sentences: more than a title
_A_SENTENCE = 3  # words: a "title" as long as this may say something itself
# "3. Rumprogram | Sus retter til | Sus | 20/12": the first cell of a row is the title.
_ROW = re.compile(r"[^|]{3,60}\s\|\s(?=[^|]*\s\|)")


def said_from(text: str, at: int, *, known: str = "", goes_on: bool = False) -> int:
    """Return where on a heading's line its text begins, 0 where all of it is title.

    `at` is where the title begins, `known` words that stand elsewhere, by which names are known,
    `goes_on` tells that the line runs on into the next one.
    """
    row = _ROW.match(text, at)
    if row:
        return row.end()
    sentences = split_sentences(text, at, len(text))
    is_long = len(sentences) > 1 and len(text[at:].split()) >= _LONG
    if not (goes_on or is_long or _STOPPED.search(text)):
        return 0
    colon = _COLON.match(text, at)
    if colon:
        return colon.end()
    capital = _capital(text, at, known)
    if capital and capital < sentences[0].end:
        return capital
    if len(sentences) > 1 and len(sentences[0].text) <= _LONGEST_TITLE:
        is_said = len(sentences[0].text.split()) >= _A_SENTENCE
        return at if is_said else sentences[1].start
    return capital


def _capital(text: str, at: int, known: str) -> int:
    """Return the place of the first capital that begins a sentence in the middle of the line."""
    found = list(_WORD.finditer(text, at))
    for place in range(1, len(found) - _LEAST_SAID + 1):
        before, word, after = (found[place + step].group() for step in (-1, 0, 1))
        if not (word[0].isupper() and word[1:2].islower()) or before.lower() in _LEADS_ON:
            continue
        if before[0].isupper() and (place > 1 or f"{before} {word}" in known):
            continue  # a name goes on
        if after[0].islower() or (place + 2 < len(found) and found[place + 2].group()[0].islower()):
            return found[place].start()
    return 0
