"""Cuts a sentence into its main clauses: "Sagen sendes i høring, og Bo indkalder naboerne"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from actions.language.lexicon.nouns import MATTER
from actions.language.morphology import WORD, is_finite
from actions.language.names import is_given_name
from actions.language.patterns import compiled
from actions.language.rules.decisions import DECIDING
from actions.language.rules.registry import Scene, Segment
from actions.language.rules.subjects import subject as subject_of

# "Tilbuddet mangler, det gør Bo"
IT_IS_TAKEN_ON = r"(?:det|den|dem)\s+(?:gør|tager|sørger|står|klarer|ordner|forbereder)\s"
JOINT = re.compile(
    r"(?P<gap>;\s+|\s[-–—]\s+|,?\s+(?:og|men|mens|samt|hvorefter|hvorpå)\s+|"
    r",\s+ligesom\s+|,\s+så\s+(?=(?-i:[A-ZÆØÅ])|[\w-]+(?:en|et|erne)\s)|"
    rf",\s+(?={IT_IS_TAKEN_ON})|"
    r",\s+(?=og\s)|,\s+(?=(?-i:[A-ZÆØÅ])|(?:hun|han|jeg|vi)\s)|\s+(?=aktion(?:spunkt)?:\s)"
    r"|(?<=[a-zæøå0-9)])\s{1,3}(?=(?:ansvarlig|tovholder):\s))",
    re.IGNORECASE,
)
STARTS_CLAUSE = (
    r"(?:der|det|at|vi|her|bad|ønskede|anmodede|efterspurgte|besluttede|aftalte|"
    r"pålagde|bemyndigede|anmoder|pålægger|efterlyste|sendte|udsatte|"
    r"aktion(?:spunkt)?:|ansvarlig:|tovholder:)(?!\w)|" + IT_IS_TAKEN_ON
)
SUBORDINATE = re.compile(
    r"(?<!\w)(?:at|fordi|idet|når|hvis|såfremt|eftersom|medmindre|selvom)\s|,\s+(?:da|så)\s",
    re.IGNORECASE,
)
# After these "så" says what it is good for; after news it says what somebody does about it.
PLANNED = re.compile(
    r"(?<!\w)(?:at|skal|bør|kan|kunne|vil|ønsker|ønskede|hvis|når|\w{3,}es)(?!\w)", re.IGNORECASE
)
SHARED_SUBJECT = re.compile(r"og|samt|,", re.IGNORECASE)
# Code points on either side of a joint that decide what it joins: beyond lies another clause, and
# looking at all of a hostile line at each of its joints takes for ever.
REACH = 400
MOST_WORDS_OF_SUBJECT = 5
AFTER_PREPOSITION = re.compile(
    r"(?<!\w)(?:til|i|for|med|hos|fra|af|ved|på|om)\s+[A-ZÆØÅ][\w-]*(?:\s+for\s+[A-ZÆØÅ][\w-]*)?$"
)
SECOND_PART = re.compile(r"(?P<name>[A-ZÆØÅ][\w-]*)(?=\s+og\s|[,.]|$)")


def segments(text: str, scene: Scene, *, heading: str | None, is_listed: bool) -> list[Segment]:
    """Return the main clauses of a sentence; "at"-clauses after a decision stay with it."""
    cuts = [0, *_cuts(text, scene), len(text)]
    pieces = [(start, text[start:end]) for start, end in pairwise(cuts) if text[start:end].strip()]
    whole = len(pieces) == 1
    return [
        _segment(piece, start, heading, is_listed=is_listed, whole=whole) for start, piece in pieces
    ]


def _segment(
    piece: str, start: int, heading: str | None, *, is_listed: bool, whole: bool
) -> Segment:
    lead = re.match(
        r"[\s,;–—-]*(?:(?:og|men|mens|samt|hvorefter|hvorpå|ligesom|så)\s+)?", piece, re.IGNORECASE
    )
    skipped = lead.end() if lead and start else len(piece) - len(piece.lstrip(" *_\n\t"))
    body = piece[skipped:].rstrip()
    return Segment(body, start + skipped, heading, is_listed, whole)


def _cuts(text: str, scene: Scene) -> Iterator[int]:
    begin = 0
    for joint in JOINT.finditer(text):
        before = text[max(begin, joint.start() - REACH) : joint.start()]
        after = text[joint.end() : joint.end() + REACH]
        # After "besluttede, at" or ", da" a clause begins, whose own verb is still to come.
        clause = SUBORDINATE.split(before)[-1]
        if (
            SHARED_SUBJECT.fullmatch(joint["gap"].strip(" "))
            and not _first_verb(clause, scene)
            and not re.match(IT_IS_TAKEN_ON, after, re.IGNORECASE)
        ):
            continue  # "arbejdet med Fokus og KURS drøftes": one subject
        if joint["gap"].strip(", ").lower() == "så" and PLANNED.search(before):
            continue  # "hegnet flyttes, så Bo får plads": what it is good for
        if _joins_names(joint["gap"], before, after, scene):
            continue  # "kortet til Vej og Trafik og beder om svar"
        if compiled(r"at\s", damaged=False).match(after):
            continue  # "at A gør X, og at B gør Y": both are parts of one decision
        if (
            compiled(DECIDING, damaged=scene.damaged).search(before[-80:])
            and not joint["gap"].strip()
        ):
            continue
        if compiled(STARTS_CLAUSE, damaged=scene.damaged).match(after) or _has_subject_and_verb(
            after, scene
        ):
            begin = joint.start()
            yield begin


def _joins_names(gap: str, before: str, after: str, scene: Scene) -> bool:
    """Tell whether "og" joins two parts of one name that a preposition leads in."""
    second = SECOND_PART.match(after)
    if gap.strip() != "og" or not second or not AFTER_PREPOSITION.search(before):
        return False
    known = scene.book.read(second["name"])
    return known is None or known.kind != "person"


def _first_verb(text: str, scene: Scene) -> re.Match[str] | None:
    for found in WORD.finditer(text):
        if is_finite(found[0].lower(), damaged=scene.damaged) and not is_given_name(found[0]):
            return found
    return None


def _has_subject_and_verb(after: str, scene: Scene) -> bool:
    verb = _first_verb(after, scene)
    if not verb or not verb.start() or len(after[: verb.start()].split()) > MOST_WORDS_OF_SUBJECT:
        return False
    subject = after[: verb.start()].strip()
    return subject_of(subject, scene) is not None or bool(
        scene.match(rf"(?:{MATTER}|[\w-]{{3,}}(?:en|et|ne|ende))$", subject)
    )
