"""Reading the environment of the municipality's own login: the issuer, and what its groups give."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import env_text

EVERYWHERE = {"administrator", "owner"}
AT_A_COMMITTEE = {"secretary", "reader"}
OF_A_UNIT = {"manager"}
ROLES = EVERYWHERE | AT_A_COMMITTEE | OF_A_UNIT


def env_issuer(name: str) -> str:
    """Return the issuer to the letter; https, or http where it is this machine itself."""
    value = env_text(name)
    if not value:
        return ""
    wrong = ImproperlyConfigured(
        f"{name} skal være udstederens adresse, som https://login.kommune.dk/adfs, ikke {value!r}"
    )
    try:
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
        )
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise wrong from None
    if not (is_safe and is_whole and value.isascii()) or re.search(r"[@?#\s\\]", value):
        raise wrong
    return value


def env_groups(name: str) -> tuple[tuple[str, str, str], ...]:
    """Return (group, role, place) for each line "group=role" or "group=role:place".

    Between the lines stands a semicolon or a new line; a group may hold "=" itself.
    """
    lines = [line.strip() for line in re.split(r"[;\n]", env_text(name))]
    return tuple(_group(name, line) for line in lines if line)


def _group(name: str, line: str) -> tuple[str, str, str]:
    found = re.fullmatch(rf"(.+)=\s*({'|'.join(sorted(ROLES))})\s*(?::(.+))?", line)
    if not found:
        raise ImproperlyConfigured(
            f"{name} skal være linjer som gruppe=reader eller gruppe=secretary:Kulturudvalget, "
            f"ikke {line!r}. Roller: {', '.join(sorted(ROLES))}"
        )
    group, role, place = found[1].strip(), found[2], (found[3] or "").strip()
    if role in OF_A_UNIT and not place:
        raise ImproperlyConfigured(f"{name}: {line!r} mangler en enhed, som gruppe=manager:Kultur")
    if role in EVERYWHERE and place:
        raise ImproperlyConfigured(f"{name}: {role} gælder overalt, så {place!r} skal væk")
    return group, role, place
