"""A corrected version laid beside the minutes before it, agenda item by agenda item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.models import Difference
from actions.services.versions import items_became, uncompared
from meetings.models import AgendaItem, Meeting
from meetings.reading.changes import Change, pair_items, word_changes
from meetings.services.fingerprints import meeting_minuted
from meetings.services.versions import family, is_rough_meeting
from tracker.permissions import visible_documents
from tracker.web.file_names import file_name
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference with its two sets of words as one run of changes."""

    row: Difference
    changes: Sequence[Change]
    action_item: object | None

    @property
    def is_decided_before(self) -> bool:
        """Tell whether a person has accepted or rejected what stood before: it stays."""
        return self.row.old is not None and self.row.old.status in {"accepted", "rejected"}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An agenda item in both versions; `changes` are empty where not a word changed."""

    agenda_item: AgendaItem
    is_new: bool
    is_gone: bool
    changes: Sequence[Change]
    differences: list[ShownDifference] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        return not (self.changes or self.differences)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Everything the page of differences shows."""

    version: Meeting
    before: Meeting
    may_open: set[int]
    items: Sequence[ShownItem]
    undecided: int
    taken: int
    # Joined, and read again by another day or committee before it is compared.
    is_awaited: bool

    @property
    def name_before(self) -> str:
        return self._name(self.before)

    @property
    def name_now(self) -> str:
        return self._name(self.version)

    def _name(self, meeting: Meeting) -> str:
        may_open = meeting.document_id in self.may_open
        return file_name(meeting.document, may_open=may_open, may_decide=True)

    @property
    def changed(self) -> list[ShownItem]:
        return [item for item in self.items if not item.is_unchanged]

    @property
    def unchanged(self) -> list[ShownItem]:
        return [item for item in self.items if item.is_unchanged]


def load_version(request: UserRequest, version: Meeting) -> VersionPage:
    before = compared_with(version)
    differences = list(
        Difference.objects.filter(version=version)
        .select_related(
            "old__agenda_item",
            "new__agenda_item",
            "new__owner_person",
            "new__owner_unit",
            "old__owner_person",
            "old__owner_unit",
            "decided_by__person",
            "version",
        )
        .prefetch_related("old__action_items")
        .order_by("new__start", "old__start", "pk")
    )
    documents = [version.document_id, before.document_id]
    opened = visible_documents(request.user).filter(pk__in=documents)
    return VersionPage(
        version=version,
        before=before,
        may_open=set(opened.values_list("pk", flat=True)),
        items=_items(version, before, differences),
        undecided=sum(one.decision == Difference.Decision.NONE for one in differences),
        taken=sum(bool(one.new and one.new.status == "proposed") for one in differences),
        is_awaited=is_awaited(version),
    )


def is_awaited(version: Meeting) -> bool:
    return version.reread_at is not None and uncompared(version).exists()


def compared_with(version: Meeting) -> Meeting:
    """Return the last version before this one on which everything was decided."""
    earlier = [one for one in family(version) if one.pk != version.pk and one.pk < version.pk]
    left = {Difference.Decision.NONE, Difference.Decision.LAPSED}
    for one in reversed(earlier[1:]):
        if not one.differences.filter(decision__in=left).exists():
            return one
    return version.version_of or version


def _items(version: Meeting, before: Meeting, differences: Sequence[Difference]) -> list[ShownItem]:
    old, new = meeting_minuted(before), meeting_minuted(version)
    tolerant = is_rough_meeting(version) or is_rough_meeting(before)
    items = []
    for pair in pair_items([item for _row, item in old], [item for _row, item in new]):
        was = old[pair.old] if pair.old is not None else None
        now = new[pair.new] if pair.new is not None else None
        changes = word_changes(
            was[1].whole if was else "", now[1].whole if now else "", tolerant=tolerant
        )
        is_same = all(change.kind == "same" for change in changes)
        row = now[0] if now else was[0] if was else None
        if row is not None:
            items.append(
                ShownItem(
                    agenda_item=row,
                    is_new=was is None,
                    is_gone=now is None,
                    changes=() if is_same else changes,
                )
            )
    _lay(items, differences, version, tolerant=tolerant)
    return items


def _lay(
    items: list[ShownItem],
    differences: Sequence[Difference],
    version: Meeting,
    *,
    tolerant: bool,
) -> None:
    """Lay each difference under the agenda item it is about, else under the first one."""
    by_pk = {item.agenda_item.pk: item for item in items}
    became = items_became(version, [one for one in family(version) if one.pk != version.pk])
    for one in differences:
        commitment = one.new or one.old
        if commitment is None:
            continue
        place = commitment.agenda_item_id
        home = by_pk.get(place) or by_pk.get(became.get(place, 0)) or next(iter(items), None)
        if home is None:  # neither version has an agenda item any more: made in the admin
            home = ShownItem(commitment.agenda_item, is_new=False, is_gone=True, changes=())
            items.append(home)
        changes = word_changes(
            one.old.quote if one.old else "", one.new.quote if one.new else "", tolerant=tolerant
        )
        standing = one.old.action_items.all() if one.old else []
        last = max(standing, key=lambda item: item.pk, default=None)
        home.differences.append(ShownDifference(one, changes, last))
