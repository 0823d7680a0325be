"""Who the user is: the roles held, and what each of them opens by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from meetings.models import Committee, Role, User
from meetings.selectors import units_below

Access = Literal["see", "decide"]
Viewer = User | AnonymousUser

Row = TypeVar("Row", bound=Model)

NOTHING = Q(pk__in=())
# Not `Q()`: an empty Q vanishes in `NOTHING | Q()`, and nothing would be left.
EVERYTHING = ~NOTHING


def roles_of(user: Viewer, *kinds: Role.Kind) -> list[Role]:
    """Return the user's roles of these kinds, asked of the database once a request."""
    if not isinstance(user, User) or not user.is_active:
        return []
    return [role for role in user.held_roles if role.kind in kinds]


def is_administrator(user: Viewer) -> bool:
    return bool(roles_of(user, Role.Kind.ADMINISTRATOR))


def is_secretary(user: Viewer) -> bool:
    return is_administrator(user) or bool(roles_of(user, Role.Kind.SECRETARY))


def is_manager(user: Viewer) -> bool:
    return bool(roles_of(user, Role.Kind.MANAGER))


def is_reader(user: Viewer) -> bool:
    return bool(roles_of(user, Role.Kind.READER))


def may_see_meetings(user: Viewer) -> bool:
    """Tell whether minutes, and the meetings in them, are anything to the user at all."""
    return is_secretary(user) or is_reader(user)


def may_upload(user: Viewer) -> bool:
    return is_secretary(user)


def may_see_register(user: Viewer) -> bool:
    return is_secretary(user)


def decides_every_committee(user: Viewer) -> bool:
    return is_administrator(user) or any(
        role.committee_id is None for role in roles_of(user, Role.Kind.SECRETARY)
    )


def may_see_outbox(user: Viewer) -> bool:
    """Tell whether the user sees every mail, whichever committee it comes from."""
    return decides_every_committee(user)


def may_control_dispatch(user: Viewer) -> bool:
    """Tell whether the user may stop all mails, send them on trial, and trust an address."""
    return is_administrator(user)


def may_see_decisions(user: Viewer) -> bool:
    return is_secretary(user) or is_manager(user)


def managed_units(user: Viewer) -> set[int]:
    """Return the units the user manages, with everything below them."""
    roots = {role.unit_id for role in roles_of(user, Role.Kind.MANAGER) if role.unit_id}
    return units_below(roots) if roots else set()


def covered_committees(user: Viewer, field: str, *kinds: Role.Kind) -> Q:
    """Return the rows whose committee at `field` the user's roles of these kinds cover."""
    roles = roles_of(user, *kinds)
    if is_administrator(user) or any(role.committee_id is None for role in roles):
        return EVERYTHING
    ids = [role.committee_id for role in roles]
    return Q(**{f"{field}__in": ids}) if ids else NOTHING


def decided_committees(user: Viewer) -> QuerySet[Committee]:
    """Return the committees whose files and meetings the user takes care of."""
    if not is_secretary(user):
        return Committee.objects.none()
    return Committee.objects.filter(
        covered_committees(user, "pk", Role.Kind.SECRETARY), is_active=True
    )


def decided_among(user: Viewer, committees: Iterable[Committee]) -> list[Committee]:
    """Return those at hand that the user takes care of, without asking the database again."""
    if decides_every_committee(user):
        return list(committees)
    own = {role.committee_id for role in roles_of(user, Role.Kind.SECRETARY)}
    return [one for one in committees if one.pk in own]


def refuse_unless(to: Access, deciding: QuerySet[Row], row: Row) -> None:
    if to == "decide" and not deciding.filter(pk=row.pk).exists():
        raise PermissionDenied
