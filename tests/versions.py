"""Minutes that come in more than once: as they were, as a copy, and corrected."""

from __future__ import annotations

from django.core.files.base import ContentFile

from actions.models import Commitment, Difference
from meetings.models import Committee, Document, Meeting
from meetings.services.documents import document_receive
from tests.cast import NOW, Cast
from tracker import pipeline

MINUTES = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Rådhuset, lokale 2

Referat

Punkt 1: Godkendelse af dagsorden

Dagsordenen blev godkendt.

Punkt 2: Svømmehallens åbningstider

Udvalget drøftede åbningstiderne, og flere brugere har skrevet til kommunen om dem i vinter.
Formanden nævnte, at vandet er koldere end sidste år, og at bassinet har været lukket to gange.

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.

Det blev aftalt, at Anna Holm inviterer svømmeklubben til næste møde.

Punkt 3: Hallens tag

Udvalget besluttede, at Kultur og Fritid undersøger taget inden 1. april 2026.
"""

CORRECTED = (
    MINUTES.replace("inden 1. april 2026", "inden 15. april 2026")
    .replace("\nDet blev aftalt, at Anna Holm inviterer svømmeklubben til næste møde.\n", "")
    .rstrip()
    + "\n\nDet blev aftalt, at Anna Holm sender en tidsplan til udvalget.\n"
)

# The same words on other lines, as another program writes them.
COPY = (
    MINUTES.replace("Udvalget ønskede et notat om åb", "Udvalget ønskede et\nnotat om åb")
    .replace("svømmeklubben", "svømme-\nklubben")
    .replace("Rådhuset, lokale 2", "Rådhuset,   lokale 2")
)


def take_in(
    text: str, *, committee: Committee | None, cast: Cast, name: str = "referat.txt"
) -> Document:
    """Let a file walk the whole road, and return its document as it stands then."""
    document = document_receive(
        name=name,
        content=ContentFile(text.encode()),
        committee=committee,
        by=cast.bo,
        now=NOW,
    )
    pipeline.walk(document.pk)
    document.refresh_from_db()
    return document


def corrected(cast: Cast) -> tuple[Meeting, Meeting]:
    """Return the meeting as it came first, and its corrected version, undecided."""
    first = take_in(MINUTES, committee=cast.committee, cast=cast)
    take_in(CORRECTED, committee=cast.committee, cast=cast, name="rettet.txt")
    meeting = Meeting.objects.get(document=first)
    return meeting, Meeting.objects.get(version_of=meeting)


def words(commitment: Commitment | None) -> str:
    return " ".join(commitment.quote.split()) if commitment else ""


def difference(version: Meeting, kind: str) -> Difference:
    return Difference.objects.select_related("version").get(version=version, kind=kind)
