"""The administrator is told by mail when mails stand still, past the outbox, which may be ill.

A trouble is told once, at most every quarter of an hour, and once more a day while it lasts.
One that could not be mailed is not told: it is tried again every quarter of an hour.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils.translation import gettext as _

from actions.mail import HEADERS
from actions.models import Dispatch
from actions.trouble_words import trouble_words
from actions.troubles import FAILED, find_troubles, last_failure
from meetings.models import Person, Role

logger = logging.getLogger(__name__)

APART = timedelta(minutes=15)
AGAIN = timedelta(hours=24)


def alarm_check(*, now: datetime) -> bool:
    """Mail the administrator where something is wrong that is not told yet; tell whether it was."""
    troubles = find_troubles(now=now)
    Dispatch.objects.get_or_create(pk=Dispatch.ONLY)
    if not troubles:
        Dispatch.objects.filter(pk=Dispatch.ONLY).exclude(alarm="").update(alarm="")
        return False
    told = _signature(troubles, now=now)
    is_new = ~Q(alarm=told) & (Q(alarmed_at__isnull=True) | Q(alarmed_at__lte=now - APART))
    is_old = Q(alarmed_at__lte=now - AGAIN)
    claimed = Dispatch.objects.filter(is_new | is_old, pk=Dispatch.ONLY)
    if not claimed.update(alarm=told, alarmed_at=now):
        return False
    is_told = _tell(troubles)
    if not is_told:
        # Tried again as soon as a new trouble would be, not only when a day has passed.
        mine = Dispatch.objects.filter(pk=Dispatch.ONLY, alarm=told, alarmed_at=now)
        mine.update(alarmed_at=now - AGAIN + APART)
    return is_told


def _signature(troubles: list[str], *, now: datetime) -> str:
    """A further mail that failed is a further trouble."""
    failure = f":{last_failure(now=now)}" if FAILED in troubles else ""
    return ",".join(sorted(troubles)) + failure


def _tell(troubles: list[str]) -> bool:
    addresses = alarm_addresses()
    if not addresses:
        logger.error("Mails stand still (%s), and no administrator has an address.", troubles)
        return False
    lines = [
        _("Noget i Følg op går ikke, som det skal:"),
        "",
        *(f"- {trouble_words(name)}" for name in troubles),
        "",
        _("Se, hvad der kan gøres: %(url)s") % {"url": f"{settings.SITE_URL}/drift/"},
    ]
    mail = EmailMessage(
        subject=_("Følg op: noget skal ses efter"),
        body="\n".join(lines) + "\n",
        to=addresses,
        headers=HEADERS,
    )
    try:
        mail.send()
    except OSError:
        # The banner on the pages says it as well.
        logger.exception("The alarm could not be mailed.")
        return False
    return True


def alarm_addresses() -> list[str]:
    """Return who is told: those of the settings, else the administrators."""
    if settings.ALARM_TO:
        return list(settings.ALARM_TO)
    people = Person.objects.filter(
        user__roles__kind=Role.Kind.ADMINISTRATOR, user__is_active=True, is_active=True
    ).exclude(email="")
    return sorted(set(people.values_list("email", flat=True)))
