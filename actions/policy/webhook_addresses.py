"""Which addresses may be called: an allow-list of hosts, and networks that none may lie in.

A host that is allowed may still resolve to anywhere; what it resolves to is asked as well.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST = 1000
HTTPS_PORT, HTTP_PORT = 443, 80

# Addresses of the one kind that hold one of the other inside.
TRANSLATED = tuple(
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
)
# Whatever could end a line of the request or leave its path.
_ODD = re.compile(r"[^!-~]|[\\^`{}|<>\"]")


class Refusal(Enum):
    """Why an address is not called."""

    UNREADABLE = "unreadable"
    NOT_HTTPS = "not_https"
    NOT_ALLOWED = "not_allowed"


class AddressRefusedError(Exception):
    """The address may not be called."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its parts; `path` holds the query as well."""

    is_https: bool
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """Return the host, with the port where it is not the usual one, as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = HTTPS_PORT if self.is_https else HTTP_PORT
        return host if self.port == usual else f"{host}:{self.port}"


def read_target(address: str, *, allowed: frozenset[str], may_be_http: bool = False) -> Target:
    """Return the parts of an address; raises AddressRefusedError where it may not be called."""
    if len(address) > LONGEST or _ODD.search(address):
        raise AddressRefusedError(Refusal.UNREADABLE)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressRefusedError(Refusal.UNREADABLE) from None
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise AddressRefusedError(Refusal.UNREADABLE)
    if "@" in parts.netloc or "#" in address:
        raise AddressRefusedError(Refusal.UNREADABLE)
    is_https = parts.scheme == "https"
    if not is_https and not may_be_http:
        raise AddressRefusedError(Refusal.NOT_HTTPS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    usual = HTTPS_PORT if is_https else HTTP_PORT
    target = Target(is_https, parts.hostname, usual if port is None else port, path)
    if target.place not in allowed:
        raise AddressRefusedError(Refusal.NOT_ALLOWED)
    return target


def is_callable(address: IPAddress, *, networks: tuple[Network, ...] = ()) -> bool:
    """Tell whether a resolved address may be called: it is public, or in a network named."""
    inner = getattr(address, "ipv4_mapped", None)
    if inner is not None:
        return is_callable(inner, networks=networks)
    if any(address in network for network in networks):
        return True
    if any(address in network for network in TRANSLATED):
        return False
    return address.is_global and not address.is_multicast
