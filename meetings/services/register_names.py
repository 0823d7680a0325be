"""Who is meant by a name in a register file."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _

from meetings.exceptions import RegisterConflictError
from meetings.models import Person, Unit


def unit_named(name: str) -> Unit:
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise RegisterConflictError(_("Enheden %(name)s findes ikke.") % {"name": name})
    return unit


def person_named(name: str, *, number: int | None, numbered: Mapping[int, Person]) -> Person:
    """Return who is meant; of several people of one name the one with the number.

    `numbered` are those to whom the file itself gives numbers, which may be of another house.
    """
    if number is not None:
        person = numbered.get(number) or Person.objects.filter(pk=number, name=name).first()
    else:
        person = only(Person.objects.filter(name=name), name)
    if person is None or person.name != name:
        if number is not None and Person.objects.filter(name=name).exists():
            words = _("Ingen ved navn %(name)s har nummer %(number)s.")
            raise RegisterConflictError(words % {"name": name, "number": number})
        raise RegisterConflictError(
            _("Der findes hverken en enhed eller en person ved navn %(name)s.") % {"name": name}
        )
    return person


def only(people: models.QuerySet[Person], name: str) -> Person | None:
    found = list(people[:2])
    if len(found) > 1:
        words = _("Der er flere personer ved navn %(name)s. Skriv deres numre, som »%(example)s«.")
        example = f"{name} #{found[0].pk}"
        raise RegisterConflictError(words % {"name": name, "example": example})
    return found[0] if found else None
