"""From "person:12" or "unit:3" to somebody with an address, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from actions.models import ActionItem, CoOwner
from actions.selectors import owner_key
from actions.troubles import suspect_addresses
from meetings.models import Absence, Person, Unit

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to.

    `instead_of` is the owner's name where the unit's inbox stands in, or a colleague while the
    owner is away (`is_stand_in`). `problem` says why nothing
    can be sent; `email` is empty exactly then. Without `has_login` only links that need no login
    lead anywhere. Who `wants_reminders` no more still hears of what is new or changed.
    """

    key: str
    name: str = ""
    email: str = ""
    instead_of: str = ""
    is_stand_in: bool = False
    has_login: bool = False
    language: str = "da"
    wants_reminders: bool = True
    problem: str = ""

    @property
    def is_unit(self) -> bool:
        return self.key.startswith("unit:") or (bool(self.instead_of) and not self.is_stand_in)

    @property
    def person_id(self) -> int:
        """The person written to; only of one that is no unit."""
        return int(self.key.partition(":")[2])


def recipient_key(action_item: ActionItem) -> str:
    """Return who hears of the action item; "none" where nobody owns it."""
    return owner_key(person_id=action_item.owner_person_id, unit_id=action_item.owner_unit_id)


def recipient_keys(action_item: ActionItem) -> list[str]:
    """Return all who hear of the action item, the accountable owner first; empty without one."""
    accountable = recipient_key(action_item)
    if accountable == NOBODY:
        return []
    standing = action_item.co_owners.standing().values_list("person_id", "unit_id")
    return [accountable, *(owner_key(person_id=one, unit_id=other) for one, other in standing)]


def recipient_keys_by_item(action_items: Collection[ActionItem]) -> dict[int, list[str]]:
    """Return `recipient_keys` of each item by its key, asked once for all of them."""
    keys = {item.pk: [recipient_key(item)] for item in action_items}
    standing = CoOwner.objects.standing().filter(action_item__in=keys)
    for pk, person, unit in standing.values_list("action_item_id", "person_id", "unit_id"):
        keys[pk].append(owner_key(person_id=person, unit_id=unit))
    return {pk: [] if owners[0] == NOBODY else owners for pk, owners in keys.items()}


def owner_name(key: str) -> str:
    """Return the name of who "person:12" or "unit:3" is, empty where there is nobody."""
    model = Person if key.startswith("person:") else Unit
    ids = _ids({key}, key.partition(":")[0])
    return model._default_manager.filter(pk__in=ids).values_list("name", flat=True).first() or ""


def find_recipients(keys: Iterable[str], *, on: date | None = None) -> dict[str, Recipient]:
    """Return a Recipient for each key, also for one that leads nowhere.

    With a day, who is away on it is stood in for.
    """
    wanted = set(keys)
    suspect = {one.email for one in suspect_addresses()}
    people = Person.objects.filter(pk__in=_ids(wanted, "person")).select_related("unit", "user")
    units = Unit.objects.filter(pk__in=_ids(wanted, "unit"))
    away = _away(people, on) if on else {}
    found = [_of_person(person, suspect, away.get(person.pk)) for person in people] + [
        _of_unit(unit) for unit in units
    ]
    lost = Recipient("", problem=_("Modtageren findes ikke længere i registret."))
    return dict.fromkeys(wanted, lost) | {recipient.key: recipient for recipient in found}


def _ids(keys: set[str], kind: str) -> list[int]:
    parts = (key.partition(":") for key in keys)
    return [int(number) for name, _colon, number in parts if name == kind and number.isdecimal()]


def _away(people: Iterable[Person], day: date) -> dict[int, Absence]:
    absences = Absence.objects.on(day).filter(person__in=[person.pk for person in people])
    return {one.person_id: one for one in absences.select_related("stand_in")}


def _of_person(person: Person, suspect: set[str], absence: Absence | None) -> Recipient:
    key = owner_key(person_id=person.pk, unit_id=None)
    if absence and person.is_active:
        stood_in_for = _stand_in(key, person, absence.stand_in, suspect)
        if stood_in_for:
            return stood_in_for
    if person.is_active and person.email and person.email not in suspect:
        user = getattr(person, "user", None)
        has_login = user is not None and user.is_active
        return Recipient(
            key,
            name=person.name,
            email=person.email,
            has_login=has_login,
            language=person.language,
            wants_reminders=person.wants_reminders,
        )
    if person.unit and person.unit.email:
        return Recipient(
            key, name=person.unit.name, email=person.unit.email, instead_of=person.name
        )
    reason = _why_not(person)
    return Recipient(
        key,
        name=person.name,
        problem=_("%(name)s %(reason)s, og der er ingen fællespostkasse at skrive til i stedet.")
        % {"name": person.name, "reason": reason},
    )


def _stand_in(
    key: str, person: Person, stand_in: Person | None, suspect: set[str]
) -> Recipient | None:
    """Return who is written to while the person is away; None where that is nobody."""
    if stand_in and stand_in.is_active and stand_in.email and stand_in.email not in suspect:
        return Recipient(
            key,
            name=stand_in.name,
            email=stand_in.email,
            instead_of=person.name,
            is_stand_in=True,
            language=stand_in.language,
        )
    if person.unit and person.unit.email:
        return Recipient(
            key, name=person.unit.name, email=person.unit.email, instead_of=person.name
        )
    return None


def _why_not(person: Person) -> str:
    if not person.is_active:
        return _("er ikke længere aktiv")
    return _("har en adresse, der er afvist") if person.email else _("har ingen e-mailadresse")


def _of_unit(unit: Unit) -> Recipient:
    key = owner_key(person_id=None, unit_id=unit.pk)
    if unit.email:
        return Recipient(key, name=unit.name, email=unit.email)
    problem = _("%(name)s har ingen fællespostkasse.") % {"name": unit.name}
    return Recipient(key, name=unit.name, problem=problem)
