"""How often the municipality's own login may be tried from an address of the network."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from meetings.networks import counted_address
from meetings.services.logins import MOST_FROM_ADDRESS, WITHIN
from tracker.rates import seconds_left, seconds_to_wait


def step_wait(address: str, *, now: datetime) -> int:
    """Count a step of such a login; return the seconds to wait where it is one too many.

    A town hall has one address, so steps are many; refusals are as few as those of passwords.
    """
    counted = counted_address(address)
    refused = seconds_left(_refused(counted), most=MOST_FROM_ADDRESS, now=now)
    return refused or seconds_to_wait(
        f"openid:{counted}", most=settings.OIDC_STEPS_A_MINUTE, within=60, now=now
    )


def refusal_count(address: str, *, now: datetime) -> None:
    within = int(WITHIN.total_seconds())
    name = _refused(counted_address(address))
    seconds_to_wait(name, most=MOST_FROM_ADDRESS, within=within, now=now)


def _refused(counted: str) -> str:
    return f"openid-refused:{counted}"
