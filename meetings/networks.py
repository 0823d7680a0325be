"""What counts as one address where tries are counted. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network

# Who has one address of IPv6 has as a rule all of its network.
IPV6_NETWORK = 64


def counted_address(address: str) -> str:
    """Return what is counted as one address; what is none counts as it stands."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), IPV6_NETWORK), strict=False))
