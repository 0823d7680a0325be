"""A scanned page: what is tried on it, and what of it is believed. In the confined child only.

A page is read as it is; where little comes of it, it is turned upright, then cleaned of dirt, then
of shadows too. What still cannot be read is told: a page is never left out in silence.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image, ImageFilter

from meetings.reading.ink import FEW_WORDS, INKED, TRACE, ink
from meetings.reading.raw import RawPage, RawWord
from meetings.reading.tesseract import Heard, Ladder
from meetings.reading.tsv import read_turn, read_words

_SURE = 60.0  # a word that Tesseract is less sure of is to be read again by a person
_GOOD, _CLEAR = 75.0, 88.0  # the mean of a sound scan is above 90
_NOISE = 0.2  # of what was found: fewer sure words than that are chance
_SPECKS = 0.001  # of the page
_REDUCTION = 10  # from 300 dpi to what ink is measured at

# Danish alone: with English beside it "på" becomes "pa", "Kjær" "Kjzer", and it takes longer.
_READ = ["stdout", "--dpi", "300", "--psm", "3", "-l", "dan"]
_ORIENT = ["stdout", "--dpi", "300", "--psm", "0", "-l", "osd"]
_ADAPTIVE_OTSU = ["-c", "thresholding_method=1"]
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Try(NamedTuple):
    """What is to be tried on a page: how, and turned by how many degrees clockwise."""

    page: RawPage
    how: Literal["plain", "orient", "cleaned", "evened"]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a page: its words, and the share of it that is ink."""

    words: tuple[RawWord, ...] = ()
    ink: float = 1.0
    is_late: bool = False
    is_unsure: bool = False

    @property
    def sure(self) -> int:
        return sum(_is_sure(word) for word in self.words)

    @property
    def confidence(self) -> float:
        letters = sum(len(word.text) for word in self.words)
        return sum((w.confidence or 0) * len(w.text) for w in self.words) / max(letters, 1)

    @property
    def is_good(self) -> bool:
        if self.is_unsure:
            return False
        if not self.words:
            return self.ink <= _SPECKS
        enough = self.sure >= FEW_WORDS or self.ink <= INKED
        return self.confidence >= (_GOOD if enough else _CLEAR)

    @property
    def is_noise(self) -> bool:
        longer = sum(_is_sure(word) and len(word.text) > 1 for word in self.words)
        return not self.is_good and longer < _NOISE * len(self.words)


def _is_sure(word: RawWord) -> bool:
    return (word.confidence or 0) >= _SURE and any(map(str.isalnum, word.text))


def climb(page: RawPage) -> Ladder[Try, Reading]:
    """Ask for one try after another until the page is well read; return the best of them."""
    best = Reading()
    try:
        heard = yield Try(page, "plain")
        best = _reading(heard, Try(page, "plain"))
        if best.is_good:
            return best
        is_told = heard.said and not heard.is_late
        turn = read_turn((yield Try(page, "orient")).said) if is_told else 0
        if turn:
            attempt = Try(page, "plain", turn)
            best = _better(best, _reading((yield attempt), attempt))
            if best.is_good:
                return best
        for attempt in (Try(page, "cleaned", turn), Try(page, "evened", turn)):
            best = _better(best, _reading((yield attempt), attempt))
            if best.is_good:
                break
        # What took cleaning is not to be trusted like a page that was read as it is.
        return replace(best, is_unsure=bool(best.words))
    except TimeoutError:
        return replace(best, is_late=True)
    finally:
        _picture(page).unlink(missing_ok=True)


def _better(one: Reading, other: Reading) -> Reading:
    # The picture as it is tells how much ink there is: cleaning takes some away.
    best = max((one, other), key=lambda reading: reading.sure * reading.confidence)
    is_late = not best.is_good and (one.is_late or other.is_late)
    return replace(best, ink=one.ink, is_late=is_late)


def prepare(image: Image.Image, attempt: Try) -> list[str] | None:
    """Keep the page's picture for Tesseract, say how large and dark it is; return the arguments.

    None where there is nothing on the page. Runs in a process that is to become Tesseract.
    """
    dark = ink(image.reduce(_REDUCTION), attempt.page)
    if attempt.turn:
        image = image.transpose(_TURNS[attempt.turn])
    os.write(1, b"%d %d %.6f\n" % (image.width, image.height, dark))
    if dark <= TRACE:
        return None
    if attempt.how in {"cleaned", "evened"}:
        image = image.filter(ImageFilter.MedianFilter(5))
    path = _picture(attempt.page)
    image.save(path)
    if attempt.how == "orient":
        return [str(path), *_ORIENT]
    # Against shadows; on an even page it would only bring out the dirt that is left.
    threshold = _ADAPTIVE_OTSU if attempt.how == "evened" else []
    return [str(path), *_READ, *threshold, "tsv"]


def _picture(page: RawPage) -> Path:
    """Return where the page's picture lies: in the child's own folder."""
    return Path(f"page-{page.number}.pgm")


def _reading(heard: Heard, attempt: Try) -> Reading:
    head, _, table = heard.said.partition(b"\n")
    try:
        width, height, dark = head.split()
        size, ink = (int(width), int(height)), float(dark)
    except ValueError:  # drawing it broke off
        return Reading(is_late=heard.is_late)
    if min(size) < 1:
        return Reading()
    lines = read_words(table, page=attempt.page, size=size, turn=attempt.turn)
    whole = Reading(tuple(chain.from_iterable(lines)), ink, is_late=heard.is_late)
    if whole.is_good:
        return whole
    # Where much is unsure, a line in which nothing is sure is dirt.
    kept = (line for line in lines if any(map(_is_sure, line)))
    return replace(whole, words=tuple(chain.from_iterable(kept)), is_unsure=bool(lines))


def settled(page: RawPage, reading: Reading, *, is_lost: bool) -> RawPage:
    """Return the page with the words that are to be believed; `inked` where it was not read."""
    if is_lost and page.words:
        # Such a text layer holds dirt and dotted lines as words too.
        is_sound = reading.confidence >= _GOOD and reading.sure > len(page.words) / 3
        return replace(page, words=reading.words if is_sound else page.words, inked=False)
    believed = not reading.is_noise and reading.sure > len(page.words)
    words = reading.words if believed else page.words
    few = len(words) < FEW_WORDS
    unread = reading.ink > (INKED if words else _SPECKS) and few
    # Of a page that was given up for time, that is what is told.
    return replace(page, words=words, inked=unread and not reading.is_late)


def doubts(page: RawPage, reading: Reading) -> list[str]:
    """Say what a person should know of how a settled page was read."""
    if reading.is_late:
        return [f"Side {page.number} er ikke læst færdig: det tog for lang tid."]
    if page.words and page.words == reading.words and reading.is_unsure:
        return [f"Side {page.number} er læst af en scanning med lav sikkerhed."]
    return []
