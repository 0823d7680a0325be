"""Whether a file was read so badly that a person should look at the pages themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.reading.damage import is_damaged
from meetings.reading.text import FileText

# A word that the engine read with less is to be read again by a person.
UNSURE = 60.0
# A clean scan has a few such words in a hundred; where every eighth is one, names go wrong too.
MOST_UNSURE = 1 / 8


def is_doubtful(read: FileText) -> bool:
    """Tell whether too many words were read with doubt, or the Danish letters were lost."""
    found = (word.confidence for page in read.pages for word in page.words)
    return too_unsure(found) or is_damaged(read.text)


def too_unsure(confidences: Iterable[float | None]) -> bool:
    """Tell whether too many of the words that an engine read are unsure; others do not count."""
    read = unsure = 0
    for confidence in confidences:
        if confidence is not None:
            read += 1
            unsure += confidence < UNSURE
    return unsure > MOST_UNSURE * read
