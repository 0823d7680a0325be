"""The line to another system: to the address that was checked, and to no other.

No cookie; of the answer the status alone is read. The whole of it has so many seconds.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing

from django.conf import settings
from django.utils.translation import gettext as _

from actions.policy import Target, is_callable
from meetings.pinned_line import PinnedLine
from meetings.tls_words import tls_words

# For a step of the line, and for all of it.
STEP_SECONDS = 5.0
ALL_SECONDS = 15.0


class LineError(Exception):
    """No answer came; the words say why."""


def post(target: Target, *, body: bytes, headers: Mapping[str, str]) -> int:
    """Send the body and return the status of the answer; raises LineError where there is none."""
    address = _resolve(target)
    with closing(_line(target, address)) as line:
        try:
            line.request("POST", target.path, body, {**headers, "Host": target.place})
            status = line.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise LineError(_words(error, is_cut=line.is_cut)) from error
        if line.is_cut:  # in the middle of the head, which then counts as whole
            raise LineError(_too_slow())
        return status


def _resolve(target: Target) -> str:
    """Return an address of the host; one that may not be called refuses them all."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LineError(_("Navnet på værten kendes ikke.")) from error
    addresses = [str(place[4][0]) for place in found]
    for address in addresses:
        if not is_callable(ipaddress.ip_address(address), networks=settings.WEBHOOK_NETWORKS):
            words = _("Værten har adressen %(address)s på et net, der ikke må kaldes.")
            raise LineError(words % {"address": address})
        if not target.is_https and not ipaddress.ip_address(address).is_loopback:
            raise LineError(_("Uden https kaldes kun denne maskine selv."))
    return addresses[0]


def _line(target: Target, address: str) -> PinnedLine:
    return PinnedLine(
        target.host,
        target.port,
        address=address,
        context=_context() if target.is_https else None,
        step_seconds=STEP_SECONDS,
        all_seconds=ALL_SECONDS,
    )


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.WEBHOOK_CA or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _words(error: Exception, *, is_cut: bool) -> str:
    if is_cut or isinstance(error, TimeoutError):
        return _too_slow()
    if isinstance(error, ssl.SSLError):
        return tls_words(error)
    if isinstance(error, ConnectionRefusedError):
        return _("Forbindelsen blev afvist.")
    if isinstance(error, OSError):
        return _("Forbindelsen blev brudt (%(why)s).") % {"why": type(error).__name__}
    return _("Svaret kan ikke forstås (%(why)s).") % {"why": type(error).__name__}


def _too_slow() -> str:
    return _("Svarede ikke i tide.")
