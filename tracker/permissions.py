"""The only way from a user to a row.

| role          | sees                                         | decides                         |
|---------------|----------------------------------------------|---------------------------------|
| administrator | everything                                   | everything                      |
| secretary     | what belongs to the committees of the role   | the same                        |
| manager       | sent items of the unit and everything below  | nothing                         |
| owner         | what the person, or the person's unit, owns  | answers it, takes the unit's    |
| reader        | what belongs to the committees of the role   | nothing                         |

A role without a committee covers all of them. A file with minutes of several committees is opened
by who takes care of them all. Items of closed agenda items are seen by administrators, the
committee's secretaries and their owner; where a unit owns them, by its manager alone. Out of reach
is 404, never 403.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import (
    ActionItem,
    Commitment,
    CoOwner,
    Decline,
    Difference,
    Extension,
    HouseRule,
    ReminderRhythm,
)
from actions.models.action_item import PUBLIC, ActionItemQuerySet
from actions.models.rhythm import ReminderRhythmQuerySet
from meetings.models import (
    AgendaItem,
    Committee,
    Document,
    Meeting,
    MinutesCopy,
    Person,
    Role,
    User,
)
from meetings.models.document import DocumentQuerySet
from meetings.selectors import units_below
from tracker.models import SavedView
from tracker.models.saved_view import SavedViewQuerySet

Access = Literal["see", "decide"]
Viewer = User | AnonymousUser

Row = TypeVar("Row", bound=Model)

NOTHING = Q(pk__in=())
# Not `Q()`: an empty Q vanishes in `NOTHING | Q()`, and nothing would be left.
EVERYTHING = ~NOTHING


def _roles(user: Viewer, *kinds: Role.Kind) -> list[Role]:
    """Return the user's roles of these kinds, asked of the database once a request."""
    if not isinstance(user, User) or not user.is_active:
        return []
    if "_roles" not in user.__dict__:
        user.__dict__["_roles"] = list(user.roles.all())
    return [role for role in user.__dict__["_roles"] if role.kind in kinds]


def is_administrator(user: Viewer) -> bool:
    return bool(_roles(user, Role.Kind.ADMINISTRATOR))


def is_secretary(user: Viewer) -> bool:
    return is_administrator(user) or bool(_roles(user, Role.Kind.SECRETARY))


def is_manager(user: Viewer) -> bool:
    return bool(_roles(user, Role.Kind.MANAGER))


def is_reader(user: Viewer) -> bool:
    return bool(_roles(user, Role.Kind.READER))


def may_see_meetings(user: Viewer) -> bool:
    """Tell whether minutes, and the meetings in them, are anything to the user at all."""
    return is_secretary(user) or is_reader(user)


def may_upload(user: Viewer) -> bool:
    return is_secretary(user)


def may_see_register(user: Viewer) -> bool:
    return is_secretary(user)


def decides_every_committee(user: Viewer) -> bool:
    return is_administrator(user) or any(
        role.committee_id is None for role in _roles(user, Role.Kind.SECRETARY)
    )


def may_see_outbox(user: Viewer) -> bool:
    """Tell whether the user sees every mail, whichever committee it comes from."""
    return decides_every_committee(user)


def may_control_dispatch(user: Viewer) -> bool:
    """Tell whether the user may stop all mails, send them on trial, and trust an address."""
    return is_administrator(user)


def leaving_people(user: Viewer) -> QuerySet[Person]:
    """Return whose items, of whichever committee, the user may hand over, closing the login.

    An administrator's login is closed by another administrator alone.
    """
    if not decides_every_committee(user):
        return Person.objects.none()
    if is_administrator(user):
        return Person.objects.all()
    mighty = User.objects.filter(Q(roles__kind=Role.Kind.ADMINISTRATOR) | Q(is_superuser=True))
    return Person.objects.filter(~Exists(mighty.filter(person=OuterRef("pk"))))


def access_leaving_person(user: Viewer, pk: int) -> Person:
    if not decides_every_committee(user):
        raise PermissionDenied
    person = get_object_or_404(Person.objects.select_related("unit"), pk=pk)
    if not leaving_people(user).filter(pk=pk).exists():
        raise PermissionDenied
    return person


def managed_units(user: Viewer) -> set[int]:
    """Return the units the user manages, with everything below them."""
    roots = {role.unit_id for role in _roles(user, Role.Kind.MANAGER) if role.unit_id}
    return units_below(roots) if roots else set()


def _committees(user: Viewer, field: str, *kinds: Role.Kind) -> Q:
    """Return the rows whose committee at `field` the user's roles of these kinds cover."""
    roles = _roles(user, *kinds)
    if is_administrator(user) or any(role.committee_id is None for role in roles):
        return EVERYTHING
    ids = [role.committee_id for role in roles]
    return Q(**{f"{field}__in": ids}) if ids else NOTHING


def decided_committees(user: Viewer) -> QuerySet[Committee]:
    """Return the committees whose files and meetings the user takes care of."""
    if not is_secretary(user):
        return Committee.objects.none()
    return Committee.objects.filter(_committees(user, "pk", Role.Kind.SECRETARY), is_active=True)


def decided_meetings(user: Viewer) -> QuerySet[Meeting]:
    return Meeting.objects.filter(_decides_meetings(user))


def visible_documents(user: Viewer) -> DocumentQuerySet:
    """Return what the user may open: a reader only files in which nothing is closed."""
    return Document.objects.filter(_decides_documents(user) | _reads_documents(user))


def decided_documents(user: Viewer) -> DocumentQuerySet:
    """Return the documents that the user takes care of."""
    if not is_secretary(user):
        return Document.objects.none()
    return Document.objects.filter(_decides_documents(user))


def _decides_documents(user: Viewer) -> Q:
    if decides_every_committee(user):
        return EVERYTHING
    own = decided_committees(user).values("pk")
    mine = Meeting.objects.filter(committee__in=own)
    foreign = Meeting.objects.filter(committee__isnull=False).exclude(committee__in=own)
    return (Q(committee__in=own) | _holding(mine)) & ~_holding(foreign)


def _holding(meetings: QuerySet[Meeting]) -> Q:
    """Cover files that hold the minutes of one of the meetings, first or once more."""
    copies = MinutesCopy.objects.filter(meeting__in=meetings.values("pk"))
    return Q(pk__in=meetings.values("document")) | Q(pk__in=copies.values("document"))


def _reads_documents(user: Viewer) -> Q:
    """Cover files that were read to the end and hold minutes of open committees and nothing else.

    What was not understood as minutes may be closed as well, so words that speak of a closed item
    anywhere in the file are enough to keep it from readers.
    """
    if not is_reader(user):
        return NOTHING
    covered = Committee.objects.filter(
        _committees(user, "pk", Role.Kind.READER), is_closed_by_default=False
    ).values("pk")
    mine = Meeting.objects.filter(committee__in=covered)
    foreign = Meeting.objects.filter(Q(committee__isnull=True) | ~Q(committee__in=covered))
    closed = Meeting.objects.filter(
        pk__in=AgendaItem.objects.filter(is_closed=True).values("meeting")
    )
    return (
        Q(stage=Document.Stage.READY, mentions_closed=False)
        & _holding(mine)
        & ~_holding(foreign)
        & ~_holding(closed)
    )


def _decides_meetings(user: Viewer) -> Q:
    if not is_secretary(user):
        return NOTHING
    own = _committees(user, "committee", Role.Kind.SECRETARY)
    # A meeting whose committee nobody has given yet belongs to whom its document belongs to.
    orphan = Q(committee__isnull=True) & _committees(
        user, "document__committee", Role.Kind.SECRETARY
    )
    return own | orphan


def visible_meetings(user: Viewer) -> QuerySet[Meeting]:
    read = _committees(user, "committee", Role.Kind.READER) if is_reader(user) else NOTHING
    return Meeting.objects.filter(_decides_meetings(user) | read)


def _owned(user: Viewer) -> Q:
    """Cover what the person was given, and what the person's unit was; closed to its manager."""
    person = user.person if isinstance(user, User) else None
    if person is None or not _roles(user, *Role.Kind):
        return NOTHING
    shared = CoOwner.objects.standing()
    manages = shared.filter(Q(person=person) | Q(unit__manager=person))
    own = Q(owner_person=person) | Q(owner_unit__manager=person) | _in(manages)
    if person.unit_id:
        units = Q(owner_unit=person.unit_id) | _in(shared.filter(unit=person.unit_id))
        own |= units & PUBLIC
    return own


def _taken_from_us(user: Viewer) -> Q:
    """Cover what a colleague took from the inbox of the user's unit: to be seen, not answered."""
    person = user.person if isinstance(user, User) else None
    if person is None or not person.unit_id or not _roles(user, *Role.Kind):
        return NOTHING
    return Q(taken_from=person.unit_id)


def _in(co_owners: QuerySet[CoOwner]) -> Q:
    return Q(pk__in=co_owners.values("action_item"))


def inbox_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return what lies with the user's unit, or one the user leads, and can be taken there."""
    person = user.person if isinstance(user, User) else None
    if person is None or not _roles(user, *Role.Kind):
        return ActionItem.objects.none()
    lying = Q(owner_unit__manager=person)
    if person.unit_id:
        lying |= Q(owner_unit=person.unit_id) & PUBLIC
    return ActionItem.objects.unfinished().filter(lying, assigned_at__isnull=False)


def visible_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return the follow-ups the user may see; not yet sent ones only to who decides on them."""
    sent = Q(assigned_at__isnull=False)
    units = managed_units(user)
    managed = Q(owner_unit__in=units) | Q(owner_person__unit__in=units) if units else NOTHING
    read = _committees(user, "committee", Role.Kind.READER) if is_reader(user) else NOTHING
    return ActionItem.objects.filter(
        _decides_action_items(user)
        | (_owned(user) & sent)
        | (PUBLIC & sent & (managed | read | _taken_from_us(user)))
    )


def owned_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return what the user, alone or with the unit, has been given to do."""
    return visible_action_items(user).filter(_owned(user))


def _decides_action_items(user: Viewer) -> Q:
    if not is_secretary(user):
        return NOTHING
    return _committees(user, "committee", Role.Kind.SECRETARY)


def visible_agenda_items(user: Viewer) -> QuerySet[AgendaItem]:
    """Return the agenda items of visible meetings; closed ones only to who decides on them."""
    decides = Meeting.objects.filter(_decides_meetings(user)).values("pk")
    return AgendaItem.objects.filter(meeting__in=visible_meetings(user).values("pk")).filter(
        Q(is_closed=False) | Q(meeting__in=decides)
    )


def access_agenda_item(user: Viewer, pk: int, *, to: Access = "see") -> AgendaItem:
    queryset = visible_agenda_items(user).select_related("meeting__committee", "meeting__document")
    agenda_item = get_object_or_404(queryset, pk=pk)
    _refuse_unless(to, Meeting.objects.filter(_decides_meetings(user)), agenda_item.meeting)
    return agenda_item


def decided_action_items(user: Viewer) -> ActionItemQuerySet:
    """Return the follow-ups that the user takes care of."""
    return ActionItem.objects.filter(_decides_action_items(user))


def visible_saved_views(user: Viewer) -> SavedViewQuerySet:
    """Return the user's own views, and to a secretary those that others of a committee share."""
    standing = SavedView.objects.standing()
    if not isinstance(user, User) or not user.is_active:
        return standing.none()
    seen = Q(owner=user)
    if is_secretary(user):
        # What is searched for may be words of a closed item: only those who decide see it.
        seen |= Q(is_shared=True, owner__in=_team(user))
    return standing.filter(seen)


def _team(user: Viewer) -> QuerySet[User]:
    """Return the other secretaries with whom the user has a committee in common."""
    deciding = Q(roles__kind__in=[Role.Kind.SECRETARY, Role.Kind.ADMINISTRATOR])
    if not decides_every_committee(user):
        own = [role.committee_id for role in _roles(user, Role.Kind.SECRETARY)]
        deciding &= Q(roles__committee__isnull=True) | Q(roles__committee__in=own)
    return User.objects.filter(deciding, is_active=True)


def visible_house_rules(user: Viewer) -> QuerySet[HouseRule]:
    """Return the rules of the user's committees, and those that hold for all."""
    if not is_secretary(user):
        return HouseRule.objects.none()
    own = _committees(user, "committee", Role.Kind.SECRETARY)
    return HouseRule.objects.filter(own | Q(committee__isnull=True))


def decided_house_rules(user: Viewer) -> QuerySet[HouseRule]:
    """Return the rules the user may change: what holds for all is for who decides everywhere."""
    if decides_every_committee(user):
        return HouseRule.objects.all()
    return visible_house_rules(user).filter(committee__isnull=False)


def access_house_rule(user: Viewer, pk: int, *, to: Access = "see") -> HouseRule:
    queryset = visible_house_rules(user).select_related("committee", "created_by__person")
    house_rule = get_object_or_404(queryset, pk=pk)
    _refuse_unless(to, decided_house_rules(user), house_rule)
    return house_rule


def visible_rhythms(user: Viewer) -> ReminderRhythmQuerySet:
    """Return the rhythms that hold for the user's committees, and those for all."""
    standing = ReminderRhythm.objects.standing()
    if not is_secretary(user):
        return standing.none()
    own = _committees(user, "committee", Role.Kind.SECRETARY)
    return standing.filter(own | Q(committee__isnull=True))


def may_settle_rhythms(user: Viewer) -> bool:
    return decided_committees(user).exists()


def decided_extensions(user: Viewer) -> QuerySet[Extension]:
    """Return the wishes for more time that wait for the user: as secretary, or as manager.

    A manager decides on what is open; a closed item is for its secretaries.
    """
    units = managed_units(user)
    managed = Q(owner_unit__in=units) | Q(owner_person__unit__in=units) if units else NOTHING
    items = ActionItem.objects.filter(_decides_action_items(user) | (PUBLIC & managed))
    waiting = Extension.objects.waiting().filter(action_item__status=ActionItem.Status.OPEN)
    return waiting.filter(action_item__in=items.values("pk"))


def decided_declines(user: Viewer) -> QuerySet[Decline]:
    """Return what an owner said was not theirs, where the user decides whose it is."""
    items = ActionItem.objects.unfinished().filter(_decides_action_items(user))
    return Decline.objects.unsettled().filter(action_item__in=items.values("pk"))


def may_see_decisions(user: Viewer) -> bool:
    return is_secretary(user) or is_manager(user)


def access_extension(user: Viewer, pk: int) -> Extension:
    return get_object_or_404(decided_extensions(user).select_related("action_item"), pk=pk)


def access_decline(user: Viewer, pk: int) -> Decline:
    return get_object_or_404(decided_declines(user).select_related("action_item"), pk=pk)


def decided_rhythms(user: Viewer) -> ReminderRhythmQuerySet:
    """Return the rhythms the user may change: what holds for all is for who decides everywhere."""
    if decides_every_committee(user):
        return ReminderRhythm.objects.standing()
    return visible_rhythms(user).filter(committee__isnull=False)


def access_rhythm(user: Viewer, pk: int, *, to: Access = "see") -> ReminderRhythm:
    rhythm = get_object_or_404(visible_rhythms(user).select_related("committee"), pk=pk)
    _refuse_unless(to, decided_rhythms(user), rhythm)
    return rhythm


def access_document(user: Viewer, pk: int, *, to: Access = "see") -> Document:
    document = get_object_or_404(visible_documents(user), pk=pk)
    _refuse_unless(to, Document.objects.filter(_decides_documents(user)), document)
    return document


@dataclass(frozen=True, slots=True)
class MeetingRights:
    """What the user may do with a meeting, and whether corrected versions of it are visible."""

    may_decide: bool
    may_open_file: bool
    has_versions: bool


def access_meeting(user: Viewer, pk: int, *, to: Access = "see") -> Meeting:
    meeting, rights = access_review(user, pk)
    if to == "decide" and not rights.may_decide:
        raise PermissionDenied
    return meeting


def access_review(user: Viewer, pk: int) -> tuple[Meeting, MeetingRights]:
    """Return the meeting and what the user may do with it, in one question."""
    queryset = _with_rights(user, visible_meetings(user)).select_related(
        "committee", "document", "version_of__document", "resembles__document"
    )
    meeting = get_object_or_404(queryset, pk=pk)
    return meeting, MeetingRights(meeting.decides, meeting.opens, meeting.versioned)


def meeting_rights(user: Viewer, meeting: Meeting) -> MeetingRights:
    """Return what the user may do with a meeting at hand."""
    rows = _with_rights(user, Meeting.objects.filter(pk=meeting.pk))
    return MeetingRights(*rows.values_list("decides", "opens", "versioned").get())


def _with_rights(user: Viewer, meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    decided = decided_meetings(user).filter(pk=OuterRef("pk"))
    opened = visible_documents(user).filter(pk=OuterRef("document_id"))
    versions = visible_meetings(user).filter(version_of=OuterRef("pk"))
    return meetings.annotate(
        decides=Exists(decided), opens=Exists(opened), versioned=Exists(versions)
    )


def access_commitment(user: Viewer, pk: int, *, to: Access = "see") -> Commitment:
    queryset = (
        Commitment.objects.standing()
        .filter(agenda_item__in=visible_agenda_items(user).values("pk"))
        .select_related("agenda_item__meeting__committee", "agenda_item__meeting__document")
    )
    commitment = get_object_or_404(queryset, pk=pk)
    decides = Meeting.objects.filter(_decides_meetings(user))
    _refuse_unless(to, decides, commitment.agenda_item.meeting)
    return commitment


def access_difference(user: Viewer, pk: int) -> Difference:
    """Return a difference to decide on; nobody else sees any."""
    difference = get_object_or_404(
        Difference.objects.filter(version__in=visible_meetings(user).values("pk")), pk=pk
    )
    decides = Meeting.objects.filter(_decides_meetings(user))
    _refuse_unless("decide", decides, difference.version)
    return difference


def access_action_item(user: Viewer, pk: int, *, to: Access = "see") -> ActionItem:
    queryset = visible_action_items(user).select_related(
        "agenda_item__meeting__document",
        "committee",
        "commitment",
        "owner_person__unit",
        "owner_unit",
        "merged_into",
        "taken_from",
    )
    action_item = get_object_or_404(queryset, pk=pk)
    _refuse_unless(to, ActionItem.objects.filter(_decides_action_items(user)), action_item)
    return action_item


def may_answer(user: Viewer, action_item: ActionItem) -> bool:
    """Tell whether the user owns the item, alone or with the unit, or decides on it."""
    answerable = ActionItem.objects.filter(_owned(user) | _decides_action_items(user))
    return answerable.filter(pk=action_item.pk).exists()


def may_decide(user: Viewer, action_item: ActionItem) -> bool:
    return ActionItem.objects.filter(_decides_action_items(user)).filter(pk=action_item.pk).exists()


def _refuse_unless(to: Access, deciding: QuerySet[Row], row: Row) -> None:
    if to == "decide" and not deciding.filter(pk=row.pk).exists():
        raise PermissionDenied
