"""Who is meant by a name in a register file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.models import Person, Unit


def unit_named(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise RegisterConflictError(_("Enheden %(name)s findes ikke.") % {"name": name})
    return unit


def person_named(name: str) -> Person:
    person = only(Person.objects.filter(name=name), name)
    if person is None:
        raise RegisterConflictError(
            _("Der findes hverken en enhed eller en person ved navn %(name)s.") % {"name": name}
        )
    return person


def only(people: models.QuerySet[Person], name: str) -> Person | None:
    found = list(people[:2])
    if len(found) > 1:
        raise RegisterConflictError(
            _("Der er flere personer ved navn %(name)s. Ret det på registersiden.") % {"name": name}
        )
    return found[0] if found else None
