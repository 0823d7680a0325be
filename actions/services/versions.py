"""A corrected version is laid beside what stands; a person decides on each difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from actions.language import VISIBLE_CONFIDENCE
from actions.models import Commitment, Difference
from meetings.models import Document, Meeting
from meetings.reading.changes import is_same, pair_items
from meetings.reading.fingerprint import LIKE, letters, likeness
from meetings.services.fingerprints import meeting_minuted
from meetings.services.versions import family, is_rough_meeting

# Nothing more will be proposed in a document at these stages.
SETTLED = (Document.Stage.READY, Document.Stage.REJECTED)


@dataclass(frozen=True, slots=True)
class Match:
    """An old suggestion, the new one that stands for it, or either without the other."""

    old: Commitment | None
    new: Commitment | None

    @property
    def kind(self) -> Difference.Kind:
        if self.old and self.new:
            return Difference.Kind.CHANGED
        return Difference.Kind.ADDED if self.new else Difference.Kind.VANISHED


def versions_compare(*, document: Document) -> None:
    """Find what the corrected versions in, or of, a document change, once both sides are read.

    Belongs into the transaction in which the document's suggestions are stored.
    """
    for meeting in document.meetings.select_related("version_of__document", "document"):
        if meeting.version_of:
            if meeting.version_of.document.stage in SETTLED:
                differences_find(version=meeting)
            continue
        waiting = meeting.versions.filter(document__stage=Document.Stage.READY, differences=None)
        for version in waiting.select_related("document").order_by("pk"):
            differences_find(version=version)


def uncompared(version: Meeting) -> QuerySet[Commitment]:
    """Return what a version offers and is not laid beside what stands yet: it is read again."""
    offered = Commitment.Status.OFFERED
    return Commitment.objects.filter(agenda_item__meeting=version, status=offered, changes=None)


@contextmanager
def compared_after(version: Meeting) -> Iterator[None]:
    """Let what is done within be done to suggestions as in any minutes, and compare them then.

    Belongs into a transaction. A version that is compared already is left as it is.
    """
    if not uncompared(version).update(status=Commitment.Status.PROPOSED):
        yield
        return
    yield
    Commitment.objects.filter(
        agenda_item__meeting=version, status=Commitment.Status.PROPOSED
    ).update(status=Commitment.Status.OFFERED)
    differences_find(version=version)


def differences_find(*, version: Meeting) -> None:
    """Offer what is new in a corrected version, and name what it changed or no longer has.

    A suggestion with the very same words, owner and deadline stays as it is, whatever became of it.
    """
    with transaction.atomic():
        earlier = [one for one in family(version) if one.pk != version.pk]
        _lapse(earlier)
        offered = list(uncompared(version))
        matches = list(_matches(_standing(earlier), offered, version, earlier))
        unsure = [match.new.pk for match in matches if match.new and _is_unsure(match)]
        matches = [match for match in matches if not _is_unsure(match)]
        told = {match.new.pk for match in matches if match.new}
        twins = [one.pk for one in offered if one.pk not in told and one.pk not in unsure]
        Commitment.objects.filter(pk__in=twins).update(status=Commitment.Status.DROPPED)
        # Shown only to who asks for what is unsure, as in any other minutes.
        Commitment.objects.filter(pk__in=unsure).update(status=Commitment.Status.PROPOSED)
        Difference.objects.bulk_create(
            Difference(version=version, kind=match.kind, old=match.old, new=match.new)
            for match in matches
        )


def _is_unsure(match: Match) -> bool:
    """Tell whether nobody was to be asked about either side: both are unsure and undecided."""
    sides = [side for side in (match.old, match.new) if side]
    waiting = {Commitment.Status.PROPOSED, Commitment.Status.OFFERED}
    return all(side.confidence < VISIBLE_CONFIDENCE and side.status in waiting for side in sides)


def _lapse(versions: Sequence[Meeting]) -> None:
    """Let a newer version stand for what nobody has decided on in the ones before it."""
    open_ones = Difference.objects.undecided().filter(version__in=versions)
    # Locked first, as whoever decides on one does: neither waits for the other for ever.
    pks = [one.pk for one in open_ones.order_by("pk").select_for_update()]
    Commitment.objects.filter(changes__in=pks, status=Commitment.Status.OFFERED).update(
        status=Commitment.Status.DROPPED
    )
    open_ones.filter(pk__in=pks).update(decision=Difference.Decision.LAPSED)


def _standing(versions: Sequence[Meeting]) -> list[Commitment]:
    """Return the suggestions that the next version may change, but those it replaced already."""
    replaced = Difference.objects.filter(version__in=versions, decision=Difference.Decision.NEW)
    return list(
        Commitment.objects.standing()
        .filter(agenda_item__meeting__in=versions)
        .exclude(pk__in=replaced.filter(old__isnull=False).values("old"))
        .select_related("agenda_item")
    )


def _matches(
    standing: Sequence[Commitment],
    offered: Sequence[Commitment],
    version: Meeting,
    earlier: Sequence[Meeting],
) -> Iterator[Match]:
    """Return every old and new suggestion that has no twin, joined where one became the other."""
    became = items_became(version, earlier)
    rough = any(is_rough_meeting(one) for one in [version, *earlier])
    fresh, vanished = list(offered), []
    for old in standing:
        twin = next((new for new in fresh if _is_twin(old, new, rough=rough)), None)
        if twin:
            fresh.remove(twin)
        else:
            vanished.append(old)
    refused = _refused(earlier)
    text = letters("\n".join(item.whole for _row, item in meeting_minuted(version)))
    for old in vanished:
        there = [new for new in fresh if became.get(old.agenda_item_id) == new.agenda_item_id]
        near = max(there, key=lambda new: likeness(old.quote, new.quote), default=None)
        if near and likeness(old.quote, near.quote) >= LIKE:
            fresh.remove(near)
            if (old.pk, letters(near.quote)) not in refused:
                yield Match(old, near)
        elif letters(old.quote) not in text and (old.pk, "") not in refused:
            yield Match(old, None)
    for new in fresh:
        if (None, letters(new.quote)) not in refused:
            yield Match(None, new)


def items_became(version: Meeting, earlier: Sequence[Meeting]) -> dict[int, int]:
    """Return which agenda item of the version each earlier agenda item became."""
    there = meeting_minuted(version)
    became = {}
    for one in earlier:
        here = meeting_minuted(one)
        pairs = pair_items([item for _row, item in here], [item for _row, item in there])
        for pair in pairs:
            if pair.old is not None and pair.new is not None:
                became[here[pair.old][0].pk] = there[pair.new][0].pk
    return became


def _is_twin(old: Commitment, new: Commitment, *, rough: bool) -> bool:
    """Tell whether both say the same, and are read the same: who and by when."""
    return (
        old.ordinal == new.ordinal
        and old.due == new.due
        and is_same(old.owner_text, new.owner_text, tolerant=rough)
        and is_same(old.quote, new.quote, tolerant=rough)
    )


def _refused(versions: Sequence[Meeting]) -> set[tuple[int | None, str]]:
    """Return what was kept as it was when an earlier version offered the same: not asked again."""
    kept = Difference.objects.filter(
        version__in=versions, decision=Difference.Decision.OLD
    ).select_related("new")
    return {(one.old_id, letters(one.new.quote) if one.new else "") for one in kept}
