"""Reading the environment: every value is checked, every error names its variable."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "FOLGOP_"
TRUE = {"1", "true", "yes", "on", "ja"}
FALSE = {"0", "false", "no", "off", "nej", ""}


def _read(name: str) -> str | None:
    """Return the variable, or the content of the file that NAME_FILE points to."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE peger på {path}, som ikke kan læses: {error.strerror}"
        ) from error


def env_text(name: str, default: str = "") -> str:
    value = _read(name)
    return default if value is None else value


def env_bool(name: str, *, default: bool = False) -> bool:
    value = _read(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} skal være 1 eller 0, ikke {value!r}")


def env_int(name: str, *, default: int, lowest: int = 0) -> int:
    value = _read(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} skal være et helt tal, ikke {value!r}") from None
    if number < lowest:
        raise ImproperlyConfigured(f"{name} skal være mindst {lowest}, ikke {number}")
    return number


def env_choice(name: str, *, default: str, choices: tuple[str, ...]) -> str:
    value = env_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} skal være {' eller '.join(choices)}, ikke {value!r}")
    return value


def env_list(name: str, *, default: str = "") -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


# "esdh.kommune.dk", "esdh.kommune.dk:8443" or "[::1]:8443".
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[1-9][0-9]{0,4})?")


def env_hosts(name: str) -> frozenset[str]:
    """Return hosts, each perhaps with a port, in small letters."""
    hosts = [host.lower() for host in env_list(name)]
    for host in hosts:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} skal være værtsnavne som esdh.kommune.dk, evt. med :port, ikke {host!r}"
            )
    return frozenset(hosts)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def env_networks(name: str) -> tuple[Network, ...]:
    """Return networks as "10.20.0.0/16", with commas between them."""
    try:
        return tuple(ipaddress.ip_network(text) for text in env_list(name))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} skal være net som 10.20.0.0/16: {error}") from None


def env_address(name: str, *, default: str) -> str:
    """Return a web address without the slash at its end."""
    value = env_text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} skal være en adresse som https://folgop.kommune.dk, ikke {value!r}"
        )
    return value


@dataclass(frozen=True, slots=True)
class InboxAddress:
    """A mailbox to be read over TLS; without a host there is none."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    folder: str = ""
    starts_tls: bool = False


def env_inbox(name: str) -> InboxAddress:
    """Return the mailbox of an address; what is wrong with it is said without its password."""
    value = env_text(name)
    if not value:
        return InboxAddress()
    wrong = ImproperlyConfigured(
        f"{name} skal være som imaps://bruger:adgangskode@mail.example:993/INBOX, "
        "eller imap+tls:// hvor forbindelsen begynder uden TLS. Tegn som @ og / i bruger og "
        "adgangskode skrives som %40 og %2F."
    )
    try:
        parts = urlsplit(value)
        port = parts.port or {"imaps": 993, "imap+tls": 143}[parts.scheme]
    except (ValueError, KeyError):
        raise wrong from None
    if parts.scheme not in {"imaps", "imap+tls"} or not (
        parts.hostname and parts.username and parts.password
    ):
        raise wrong
    return InboxAddress(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        starts_tls=parts.scheme == "imap+tls",
    )


def refuse_unknown(known: set[str]) -> None:
    """Stop on a variable with our prefix that no setting reads: most often a slip of the pen."""
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.removesuffix("_FILE") not in known:
            raise ImproperlyConfigured(
                f"{name} kendes ikke. Se .env.example for de navne, der kan bruges."
            )


def refuse_unsafe(dangers: dict[str, bool]) -> None:
    """Stop a start in production that is unsafe, with every reason at once."""
    reasons = [reason for reason, is_so in dangers.items() if is_so]
    if reasons:
        raise ImproperlyConfigured(
            "Sådan kan Følg op ikke sættes i drift:\n- " + "\n- ".join(reasons)
        )
