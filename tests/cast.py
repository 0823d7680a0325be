"""The people of the tests: Lene reviews, Ib may look, Eva belongs to another committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from actions.models import ActionItem, Commitment
from actions.services.suggestions import commitments_propose
from meetings.models import AgendaItem, Committee, Document, Meeting, Person, Role, Unit, User
from meetings.services.documents import document_read, document_receive

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # a Tuesday, ten o'clock in Copenhagen
TODAY = date(2026, 3, 3)

TEXT = """Kultur- og Fritidsudvalget

Referat

Punkt 1: Godkendelse af dagsorden

Dagsordenen blev godkendt.

Punkt 2: Svømmehallens åbningstider

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.

Det blev aftalt, at svømmeklubben inviteres til næste møde.

Udvalget besluttede, at taget undersøges inden 1. april 2026.
"""

QUOTES = (
    "Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.",
    "Det blev aftalt, at svømmeklubben inviteres til næste møde.",
    "Udvalget besluttede, at taget undersøges inden 1. april 2026.",
)


@dataclass
class Cast:
    """Everybody who plays, and where they belong."""

    committee: Committee
    other_committee: Committee
    directorate: Unit
    unit: Unit
    other_unit: Unit
    anna_holm: Person
    lene: User
    eva: User
    ib: User
    mads: User
    ulla: User
    anna: User
    bo: User


def make_cast() -> Cast:
    committee = Committee.objects.create(name="Kultur- og Fritidsudvalget", short_name="KFU")
    other_committee = Committee.objects.create(name="Teknik- og Miljøudvalget", short_name="TMU")
    directorate = Unit.objects.create(name="Kultur og Borgere", abbreviation="KB")
    unit = Unit.objects.create(
        name="Kultur og Fritid",
        abbreviation="KF",
        parent=directorate,
        email="kf@noerrevang.example",
    )
    other_unit = Unit.objects.create(name="Teknik og Miljø", abbreviation="TM")
    anna_holm = Person.objects.create(
        name="Anna Holm", initials="AH", email="anna.holm@noerrevang.example", unit=unit
    )
    return Cast(
        committee=committee,
        other_committee=other_committee,
        directorate=directorate,
        unit=unit,
        other_unit=other_unit,
        anna_holm=anna_holm,
        lene=_user("lene", Role.Kind.SECRETARY, committee=committee),
        eva=_user("eva", Role.Kind.SECRETARY, committee=other_committee),
        ib=_user("ib", Role.Kind.READER, committee=committee),
        mads=_user("mads", Role.Kind.MANAGER, unit=directorate),
        ulla=_user("ulla", Role.Kind.MANAGER, unit=other_unit),
        anna=_user("anna", Role.Kind.OWNER, person=anna_holm),
        bo=_user("bo", Role.Kind.ADMINISTRATOR, is_staff=True, is_superuser=True),
    )


def _user(
    name: str,
    kind: Role.Kind,
    *,
    committee: Committee | None = None,
    unit: Unit | None = None,
    person: Person | None = None,
    is_staff: bool = False,
    is_superuser: bool = False,
) -> User:
    user = User.objects.create(
        username=name, person=person, is_staff=is_staff, is_superuser=is_superuser
    )
    Role.objects.create(user=user, kind=kind, committee=committee, unit=unit)
    return user


def make_document(committee: Committee | None, *, sha256: str = "a" * 64) -> Document:
    return Document.objects.create(
        name="referat.txt",
        sha256=sha256,
        size=len(TEXT.encode()),
        file=ContentFile(TEXT.encode(), name="referat.txt"),
        committee=committee,
        uploaded_at=NOW,
        read_at=NOW,
        stage=Document.Stage.READY,
        text=TEXT,
        text_source="file",
    )


def read_meeting(cast: Cast, minutes: str) -> Meeting:
    """Return the one meeting of these minutes, read and understood as in the product."""
    document = document_receive(
        name="referat.txt",
        content=ContentFile(minutes.encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=document.pk, now=NOW)
    return document.meetings.get()


def make_meeting(committee: Committee | None, *, sha256: str = "a" * 64) -> Meeting:
    """Return a meeting that waits for review: two agenda items, three suggestions on the second."""
    meeting = Meeting.objects.create(
        document=make_document(committee, sha256=sha256),
        position=0,
        committee=committee,
        title="Kultur- og Fritidsudvalget",
        held_on=date(2026, 3, 2),
        date_source="header",
    )
    AgendaItem.objects.create(
        meeting=meeting,
        position=0,
        number="1",
        title="Godkendelse af dagsorden",
        start=TEXT.index("Punkt 1"),
        end=TEXT.index("Punkt 2"),
    )
    second = AgendaItem.objects.create(
        meeting=meeting,
        position=1,
        number="2",
        title="Svømmehallens åbningstider",
        start=TEXT.index("Punkt 2"),
        end=len(TEXT),
    )
    for quote in QUOTES:
        make_commitment(second, quote)
    return meeting


def make_commitment(agenda_item: AgendaItem, quote: str) -> Commitment:
    start = TEXT.index(quote)
    return Commitment.objects.create(
        agenda_item=agenda_item,
        quote=quote,
        start=start,
        end=start + len(quote),
        task=quote.split(".", maxsplit=1)[0],
        owner_text="KF" if "KF" in quote else "",
        due=date(2026, 4, 1) if "april" in quote else None,
        due_text="inden 1. april 2026" if "april" in quote else "",
        confidence=0.9,
        rule="follow-up mark",
        because="Ordene siger, hvad der skal ske.",
    )


def make_action_item(
    meeting: Meeting,
    *,
    owner_person: Person | None = None,
    owner_unit: Unit | None = None,
    deadline: date | None = date(2026, 4, 1),
    is_assigned: bool = True,
) -> ActionItem:
    """Return the action item of the meeting's first undecided suggestion."""
    commitment = Commitment.objects.filter(
        agenda_item__meeting=meeting, status=Commitment.Status.PROPOSED
    ).earliest("start")
    commitment.status = Commitment.Status.ACCEPTED
    commitment.save(update_fields=["status"])
    return ActionItem.objects.create(
        commitment=commitment,
        agenda_item=commitment.agenda_item,
        committee=meeting.committee,
        promised_on=meeting.held_on,
        task="Udarbejd notat om svømmehallens åbningstider i ferierne",
        owner_person=owner_person,
        owner_unit=owner_unit,
        deadline=deadline,
        assigned_at=NOW if is_assigned else None,
        created_at=NOW,
    )
