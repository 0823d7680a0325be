"""Keeping the words that are searched in step with the rows they come from.

An action item is taken up as soon as what happened to it is stored; whatever else, and what a
crash kept from it, by the worker, which follows the log in the order of its seals: they are
given as a transaction ends, so that none comes to light behind one that was followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet

from actions.models import ActionItem, SearchEntry, SearchProgress
from meetings.models import AgendaItem, Event, Seal
from meetings.reading.folding import fold_words

BATCH = 500
# What one call follows at most; the next tick goes on.
BATCHES = 20


def search_index(*, agenda_items: Collection[int] = (), action_items: Collection[int] = ()) -> None:
    """Store the words of these rows as they are now."""
    entries = [
        *map(_agenda_entry, _agenda_items().filter(pk__in=agenda_items)),
        *map(_action_entry, _action_items().filter(pk__in=action_items)),
    ]
    _store(entries)


def search_follow() -> int:
    """Take up what happened since the last time; return how many events were looked at."""
    progress, _is_new = SearchProgress.objects.get_or_create(pk=1)
    followed = 0
    for _batch in range(BATCHES):
        news = list(_later(progress.event_id).order_by("seal__number")[:BATCH])
        if not news:
            break
        _take_up(news)
        progress.event_id = news[-1].pk
        progress.save(update_fields=["event_id"])
        followed += len(news)
    return followed


def search_is_behind() -> bool:
    progress = SearchProgress.objects.filter(pk=1).values_list("event_id", flat=True).first()
    return _later(progress or 0).exists()


def _later(event_id: int) -> QuerySet[Event]:
    """Return the Events sealed after this one."""
    followed = Seal.objects.filter(pk=event_id).values_list("number", flat=True).first()
    return Event.objects.filter(seal__number__gt=followed or 0)


def search_rebuild() -> int:
    """Store the words of every row anew; return how many there are."""
    sealed = Seal.objects.exclude(number=None).order_by("-number")
    newest = sealed.values_list("pk", flat=True).first() or 0
    number = 0
    for entries in _batches(map(_agenda_entry, _agenda_items().iterator(chunk_size=BATCH))):
        number += _store(entries)
    for entries in _batches(map(_action_entry, _action_items().iterator(chunk_size=BATCH))):
        number += _store(entries)
    SearchProgress.objects.update_or_create(pk=1, defaults={"event_id": newest})
    return number


def _take_up(events: Iterable[Event]) -> None:
    subjects: dict[str, set[int]] = {}
    for event in events:
        subjects.setdefault(event.subject, set()).add(event.subject_id)
    documents = subjects.get(Event.Subject.DOCUMENT, set())
    meetings = subjects.get(Event.Subject.MEETING, set())
    said = AgendaItem.objects.filter(meeting__in=meetings) | AgendaItem.objects.filter(
        meeting__document__in=documents
    )
    items = set(subjects.get(Event.Subject.ACTION_ITEM, set()))
    items |= _keys(
        ActionItem.objects.filter(commitment__in=subjects.get(Event.Subject.COMMITMENT, set()))
    )
    search_index(agenda_items=_keys(said), action_items=items)


def _keys(rows: QuerySet[AgendaItem] | QuerySet[ActionItem]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _agenda_items() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.order_by("pk").only("number", "title", "minuted")


def _action_items() -> QuerySet[ActionItem]:
    return ActionItem.objects.select_related("commitment").order_by("pk")


def _agenda_entry(agenda_item: AgendaItem) -> SearchEntry:
    head = fold_words(agenda_item.title)
    words = fold_words(f"{agenda_item.title}\n{agenda_item.minuted}")
    return SearchEntry(agenda_item=agenda_item, head=head, words=words)


def _action_entry(action_item: ActionItem) -> SearchEntry:
    return SearchEntry(
        action_item=action_item,
        head=fold_words(action_item.task),
        words=fold_words("\n".join(action_item_words(action_item))),
    )


def action_item_words(action_item: ActionItem) -> list[str]:
    """Return what of an action item is searched, the task first."""
    words = (action_item.task, action_item.answer, action_item.quote, action_item.background)
    return [word for word in words if word]


def _batches(entries: Iterable[SearchEntry]) -> Iterator[list[SearchEntry]]:
    batch: list[SearchEntry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _store(entries: list[SearchEntry]) -> int:
    with transaction.atomic():
        for field in ("agenda_item", "action_item"):
            SearchEntry.objects.bulk_create(
                [entry for entry in entries if getattr(entry, f"{field}_id")],
                update_conflicts=True,
                unique_fields=[field],
                update_fields=["head", "words"],
                batch_size=BATCH,
            )
    return len(entries)
