"""A hold is set and lifted by an administrator, with a reason; both are written down."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from meetings.exceptions import AlreadyHeldError, NotHeldError
from meetings.models import Committee, Document, Event, Hold, Meeting, Person, User
from meetings.models.hold import HoldQuerySet
from meetings.services.events import event_record

Holdable = Document | Meeting | Committee | Person
FIELDS: dict[type[Holdable], str] = {
    Document: "document",
    Meeting: "meeting",
    Committee: "committee",
    Person: "person",
}
EVENT_SUBJECTS = {"document": Event.Subject.DOCUMENT, "meeting": Event.Subject.MEETING}


def hold_on(row: Holdable) -> Hold | None:
    """Return the hold that stands on the row itself."""
    return (
        Hold.objects.standing().filter(**{FIELDS[type(row)]: row}).select_related("set_by").first()
    )


def holds_covering(row: Holdable) -> HoldQuerySet:
    """Return the holds that stand on the row, and on what it is a part of or made from."""
    standing = Hold.objects.standing().select_related(*FIELDS.values(), "set_by__person")
    if isinstance(row, Document):
        meetings = Meeting.objects.filter(document=row)
        either = Q(document=row) | Q(meeting__in=meetings.values("pk"))
        either |= Q(committee__in=meetings.values("committee")) | Q(committee=row.committee_id)
    elif isinstance(row, Meeting):
        either = Q(meeting=row) | Q(document=row.document_id) | Q(committee=row.committee_id)
    else:
        either = Q(**{FIELDS[type(row)]: row})
    return standing.filter(either)


def meeting_is_held() -> Exists:
    """Return what annotates meetings with whether `holds_covering` would find anything."""
    over = Q(meeting=OuterRef("pk")) | Q(document=OuterRef("document_id"))
    over |= Q(committee=OuterRef("committee_id"))
    return Exists(Hold.objects.standing().filter(over))


def hold_set(*, row: Holdable, reason: str, by: User, now: datetime) -> Hold:
    """Keep the row, and all that hangs on it, from being erased. Raises AlreadyHeldError."""
    name = FIELDS[type(row)]
    try:
        with transaction.atomic():
            hold = Hold.objects.create(reason=reason, set_by=by, set_at=now, **{name: row})
            _log(hold, Event.Kind.HOLD_SET, by=by, now=now, reason=reason)
    except IntegrityError:
        raise AlreadyHeldError from None
    return hold


def hold_lift(*, row: Holdable, reason: str, by: User, now: datetime) -> None:
    """Let go of the row again. Raises NotHeldError where nothing stands."""
    with transaction.atomic():
        standing = Hold.objects.standing().filter(**{FIELDS[type(row)]: row})
        hold = standing.select_for_update().first()
        if hold is None:
            raise NotHeldError
        hold.lifted_at, hold.lifted_by, hold.lifted_because = now, by, reason
        hold.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
        _log(hold, Event.Kind.HOLD_LIFTED, by=by, now=now, reason=reason)


def _log(hold: Hold, kind: Event.Kind, *, by: User, now: datetime, reason: str) -> None:
    # Whoever sees the row sees its history; why it is held is told to who takes care of it alone.
    event_record(
        subject=EVENT_SUBJECTS.get(FIELDS[type(hold.subject)], Event.Subject.REGISTER),
        subject_id=hold.subject.pk,
        kind=kind,
        at=now,
        by=by,
        changes={"_reason": ["", reason]},
    )
