"""Which open action items may be meant by words of later minutes: few, however many there are."""

from __future__ import annotations

from datetime import date

from actions.language.homecoming import Asked
from actions.language.topics import Topic, TopicWord, says_little
from actions.models import ActionItem, SearchEntry
from actions.models.action_item import ActionItemQuerySet
from actions.models.search import LEAST

# A word that more open items have chooses none by itself; nor is it counted further.
MOST = 200
MOST_WORDS = 8
# Of a long word the beginning is looked for: a compound may begin with what the item names.
LONG, BEGINNING = 9, 6


class OpenItems:
    """The open items of a committee that were promised before a day and have an owner.

    Counts are remembered: the same words come again and again in one file.
    """

    def __init__(self, *, committee_id: int, before: date) -> None:
        self.committee_id, self.before = committee_id, before
        self._items = (
            ActionItem.objects.unfinished()
            .filter(committee=committee_id, promised_on__lt=before, assigned_at__isnull=False)
            .order_by()
        )
        self._counts: dict[str, int] = {}

    def counts_of(self, topic: Topic) -> dict[str, int]:
        """Return of each word that tells something how many items have it, at most MOST + 1."""
        return {word.stem: self._count(_looked_for(word)) for word in _telling(topic)}

    def may_be_meant(self, topic: Topic) -> list[ActionItem]:
        """Return the items that have one of its rare words; where none is rare, all the words."""
        pieces = [_looked_for(word) for word in _telling(topic)]
        rare = [piece for piece in pieces if 0 < self._count(piece) <= MOST]
        keys: set[int] = set()
        for piece in rare:
            keys.update(self._having(piece).values_list("pk", flat=True)[:MOST])
        if not rare and pieces and all(self._count(piece) for piece in pieces):
            every = self._items
            for piece in pieces:
                every = self._having(piece, among=every)
            keys.update(every.order_by("-pk").values_list("pk", flat=True)[:MOST])
        wanted = ActionItem.objects.filter(pk__in=sorted(keys)[-MOST:])
        return list(wanted.select_related("agenda_item").order_by("pk"))

    def _count(self, piece: str) -> int:
        if piece not in self._counts:
            found = self._having(piece).values("pk")[: MOST + 1]
            self._counts[piece] = found.count()
        return self._counts[piece]

    def _having(self, piece: str, among: ActionItemQuerySet | None = None) -> ActionItemQuerySet:
        items = self._items if among is None else among
        # By the keys, and not joined: SQLite would ask its index of trigrams for each item.
        entries = SearchEntry.objects.order_by().filter(
            words__trigrams=piece, action_item__isnull=False
        )
        return items.filter(pk__in=entries.values("action_item"))


def _telling(topic: Topic) -> list[TopicWord]:
    words = [word for word in topic.words if len(word.stem) >= LEAST]
    return [word for word in words if not says_little(word)][:MOST_WORDS]


def _looked_for(word: TopicWord) -> str:
    return word.stem[:BEGINNING] if len(word.stem) >= LONG else word.stem


def asked_of(action_item: ActionItem) -> Asked:
    """Return an action item as the pure core compares it."""
    return Asked(
        task=action_item.task,
        committee=action_item.committee_id,
        promised_on=action_item.promised_on,
        heading=action_item.agenda_item.title if action_item.agenda_item else "",
    )
