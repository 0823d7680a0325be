"""Which addresses may be called: hosts of the allow-list, and nothing of an inner network."""

from __future__ import annotations

import ipaddress
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policy import AddressRefusedError, Refusal, is_callable, read_target

pytestmark = pytest.mark.pure

ALLOWED = frozenset({"esdh.kommune.dk", "esdh.kommune.dk:8443", "127.0.0.1:9000", "[::1]:9000"})

GOOD = {
    "https://esdh.kommune.dk/hook": ("esdh.kommune.dk", 443, "/hook"),
    "https://ESDH.kommune.dk": ("esdh.kommune.dk", 443, "/"),
    "https://esdh.kommune.dk:443/": ("esdh.kommune.dk", 443, "/"),
    "https://esdh.kommune.dk:8443/a?k=1&b=%20": ("esdh.kommune.dk", 8443, "/a?k=1&b=%20"),
    "https://[::1]:9000/x": ("::1", 9000, "/x"),
}
BAD = {
    "": Refusal.UNREADABLE,
    "esdh.kommune.dk/hook": Refusal.UNREADABLE,
    "file:///etc/passwd": Refusal.UNREADABLE,
    "gopher://esdh.kommune.dk/": Refusal.UNREADABLE,
    "https:///hook": Refusal.UNREADABLE,
    "https://esdh.kommune.dk:0x50/": Refusal.UNREADABLE,
    "https://esdh.kommune.dk:99999/": Refusal.UNREADABLE,
    "https://bruger:kode@esdh.kommune.dk/": Refusal.UNREADABLE,
    "https://esdh.kommune.dk@10.0.0.1/": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/#x": Refusal.UNREADABLE,
    "https://esdh.kommune.dk#@10.0.0.1/": Refusal.UNREADABLE,
    "https://esdh.kommune.dk\\@10.0.0.1/": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/\r\nX-Odd: 1": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/\x00": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/ x": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/é": Refusal.UNREADABLE,
    "https://esdh.kommune.dk/" + "a" * 1000: Refusal.UNREADABLE,
    "https://[::1/": Refusal.UNREADABLE,
    "http://esdh.kommune.dk/hook": Refusal.NOT_HTTPS,
    "https://esdh.kommune.dk.evil.example/": Refusal.NOT_ALLOWED,
    "https://evil.example/esdh.kommune.dk": Refusal.NOT_ALLOWED,
    "https://esdh.kommune.dk:444/": Refusal.NOT_ALLOWED,
    "https://esdh.kommune.dk./": Refusal.NOT_ALLOWED,
    "https://127.0.0.1/": Refusal.NOT_ALLOWED,
    "https://2130706433:9000/": Refusal.NOT_ALLOWED,
    "https://169.254.169.254/latest/meta-data/": Refusal.NOT_ALLOWED,
}


@pytest.mark.parametrize("address", GOOD)
def test_an_allowed_address_is_read_in_its_parts(address: str) -> None:
    target = read_target(address, allowed=ALLOWED)
    assert (target.host, target.port, target.path) == GOOD[address]


@pytest.mark.parametrize("address", BAD)
def test_any_other_address_is_refused_with_the_reason(address: str) -> None:
    with pytest.raises(AddressRefusedError) as refused:
        read_target(address, allowed=ALLOWED)
    assert refused.value.why == BAD[address]


def test_without_an_allow_list_nothing_is_called() -> None:
    with pytest.raises(AddressRefusedError):
        read_target("https://esdh.kommune.dk/", allowed=frozenset())


@given(st.text(max_size=60))
def test_whatever_is_written_either_is_refused_or_goes_to_an_allowed_host(text: str) -> None:
    try:
        target = read_target(f"https://{text}", allowed=ALLOWED)
    except AddressRefusedError:
        return
    assert target.place in ALLOWED
    assert re.fullmatch(r"/[!-~]*", target.path)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"),
    ],
)
def test_inner_and_odd_addresses_are_not_called(address: str) -> None:
    assert not is_callable(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14"])
def test_addresses_of_the_open_network_are(address: str) -> None:
    assert is_callable(ipaddress.ip_address(address))


def test_an_inner_network_is_called_where_it_is_named() -> None:
    networks = (ipaddress.ip_network("10.20.0.0/16"),)
    assert is_callable(ipaddress.ip_address("10.20.3.4"), networks=networks)
    assert is_callable(ipaddress.ip_address("::ffff:10.20.3.4"), networks=networks)
    assert not is_callable(ipaddress.ip_address("10.21.3.4"), networks=networks)
