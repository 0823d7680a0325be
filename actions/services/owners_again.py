"""Owner words of waiting suggestions are read again by the register as it is now.

The file need not be read for it: the words stand in the row, and resolving them takes no longer
than a look-up.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from actions.language.owners import OwnerBook
from actions.models import Commitment
from actions.services.rereading import untouched
from actions.services.suggestions import owner_named
from meetings.models import Event, Meeting
from meetings.reading.damage import is_damaged
from meetings.reading.structure import Participant
from meetings.register import Register
from meetings.register_value import register_value
from meetings.services.events import event_record

OWNER_FIELDS = ("owner_name", "owner_person", "owner_unit", "co_owners")


def owners_reread(*, words: str, now: datetime) -> int:
    """Read the owners again in whose words these stand; return how many became others."""
    rows = list(
        Commitment.objects.undecided()
        .select_for_update(of=("self",))
        .filter(owner_text__icontains=words, agenda_item__meeting__review=Meeting.Review.OPEN)
        .select_related("agenda_item__meeting__document", "owner_person", "owner_unit")
        .order_by("agenda_item__meeting", "pk")
    )
    register = register_value()
    changed = 0
    for meeting, group in groupby(untouched(rows), key=lambda row: row.agenda_item.meeting):
        book = _book(meeting, register)
        changed += sum(_reread(row, book, now=now) for row in group)
    return changed


def _book(meeting: Meeting, register: Register) -> OwnerBook:
    text = meeting.document.text
    return OwnerBook(
        participants=[Participant(**one) for one in meeting.participants],
        register=register,
        day=meeting.held_on,
        file_text=text,
        damaged=is_damaged(text),
    )


def _reread(row: Commitment, book: OwnerBook, *, now: datetime) -> bool:
    """Tell whether the words name another person or unit than before."""
    reading = book.read(row.owner_text)
    name = reading.owner if reading else None
    person, unit = owner_named(name)
    was = row.owner_person or row.owner_unit
    if (person or unit) == was:
        return False
    row.owner_name = (name or "")[:300]
    row.owner_person, row.owner_unit = person, unit
    row.co_owners = list(reading.co_owners) if reading else []
    row.version += 1
    row.save(update_fields=[*OWNER_FIELDS, "version"])
    event_record(
        subject=Event.Subject.COMMITMENT,
        subject_id=row.pk,
        kind=Event.Kind.CHANGED,
        at=now,
        changes={"owner": [str(was) if was else None, str(person or unit or "") or None]},
    )
    return True
