"""The line to the issuer: to its own host alone, over TLS, within seconds and bytes.

http is for a loopback address alone. No proxy of the environment, no redirect, no cookie.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from meetings.pinned_line import PinnedLine
from tracker.oidc.errors import LoginRefusedError, Why

# For a step of the line, and for all of it.
STEP_SECONDS = 5.0
ALL_SECONDS = 10.0


def fetch(
    url: str, *, most: int, form: str | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Return status and body of what the issuer's host answers; a form is posted.

    Raises LoginRefusedError where there is no answer, or one of more than `most` bytes.
    """
    parts = urlsplit(url)
    body = None if form is None else form.encode("ascii")
    sent = {"Host": parts.netloc, "Accept": "application/json", "Connection": "close"}
    with closing(_line(parts)) as line:
        try:
            path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            line.request("GET" if body is None else "POST", path, body, {**sent, **(headers or {})})
            answer = line.getresponse()
            content = answer.read(most + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _away(f"{parts.netloc}: {type(error).__name__}") from error
        if line.is_cut:  # in the middle of the answer, which then counts as whole
            raise _away(f"{parts.netloc}: for langsom")
    if len(content) > most:
        raise _away(f"{parts.netloc}: svaret er for stort")
    return answer.status, content


def is_safe(url: str) -> bool:
    """Tell whether it is https, or http to this machine itself, and to the issuer's own host."""
    try:
        parts, issuer = urlsplit(url), urlsplit(settings.OIDC_ISSUER)
        places = [(one.scheme, one.hostname, one.port) for one in (parts, issuer)]
    except ValueError:
        return False
    if places[0] != places[1] or "@" in parts.netloc or parts.fragment or not url.isascii():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _line(parts: SplitResult) -> PinnedLine:
    """Return the line; the issuer is named by who runs this, so its network may be any."""
    is_https = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if is_https else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _away(f"{host}: navnet kendes ikke") from error
    return PinnedLine(
        host,
        port,
        address=str(found[0][4][0]),
        context=_context() if is_https else None,
        step_seconds=STEP_SECONDS,
        all_seconds=ALL_SECONDS,
    )


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.OIDC_CA or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _away(detail: str) -> LoginRefusedError:
    return LoginRefusedError(Why.AWAY, detail)
