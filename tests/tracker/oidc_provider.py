"""An OpenID provider on a real line: it shows people in, hands out codes and signs ID tokens.

It keeps the standard's rules with codes, PKCE, redirect address and client secret. A test says who
sits before it, and what is wrong with its answers.
"""

from __future__ import annotations

import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636.challenge import compare_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "nøgle-1"})
CLIENT_ID = "folgop"
CLIENT_SECRET = "en-hemmelighed-med-æ+%&"
LOGIN_PAGE = """<!doctype html><html lang="da"><title>Kommunens login</title><main>
<h1>Kommunens login</h1><a href="{address}">Jeg er Anna</a></main></html>"""

Claims = dict[str, Any]


@dataclass
class Provider:
    """The provider, and what a test has it do."""

    port: int
    redirect_uri: str = ""
    key: RSAKey = field(default_factory=lambda: KEY)
    # Who sits before the login, and how the claims are changed before they are signed.
    person: Claims = field(default_factory=dict)
    change: Callable[[Claims], None] = lambda _claims: None
    sign: Callable[[Claims], str] | None = None
    # Left out, the address is answered; else what is answered instead.
    instead: dict[str, Callable[[], tuple[int, bytes]]] = field(default_factory=dict)
    discovery: Claims = field(default_factory=dict)
    extra_keys: list[Claims] = field(default_factory=list)
    scheme: str = "http"
    shows_page: bool = False
    authenticates: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    auth_time: int = field(default_factory=lambda: int(time.time()))

    @property
    def issuer(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/adfs"

    def metadata(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def keys(self) -> Claims:
        public = self.key.as_dict(private=False, use="sig", alg="RS256")
        return {"keys": [public, *self.extra_keys]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return the address that a browser is led back to, with a code for who sits there."""
        assert asked["redirect_uri"] == self.redirect_uri, "another redirect address"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT_ID
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        if asked.get("prompt") == "login" and self.authenticates:
            self.auth_time = int(time.time())
        return f"{self.redirect_uri}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str]) -> tuple[int, Claims]:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != self.redirect_uri:
            return 400, {"error": "invalid_grant"}
        if not compare_s256_code_challenge(form["code_verifier"], asked["code_challenge"]):
            return 400, {"error": "invalid_grant"}
        claims = self.claims(asked)
        self.change(claims)
        token = self.sign(claims) if self.sign else self.signed(claims)
        return 200, {"access_token": "adgang", "token_type": "Bearer", "id_token": token}

    def claims(self, asked: dict[str, str]) -> Claims:
        now = int(time.time())
        return {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 3600,
            "auth_time": self.auth_time,
            "nonce": asked["nonce"],
            **self.person,
        }

    def signed(self, claims: Claims, **header: Any) -> str:
        whole = {"alg": "RS256", "kid": "nøgle-1", **header}
        whole = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode(whole, claims, self.key, algorithms=[whole["alg"]])


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Line)
    provider = Provider(port=server.server_address[1])
    if context:
        provider.scheme = "https"
        # Each line shakes hands in its own thread, as it is read from.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Line(BaseHTTPRequestHandler):
    """What goes over the line."""

    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined,no-any-return]

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if self._instead(path):
            return
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        match path.removeprefix("/adfs"):
            case "/.well-known/openid-configuration":
                self._json(200, self.provider.metadata())
            case "/keys":
                self._json(200, self.provider.keys())
            case "/authorize" if self.provider.shows_page and "go" not in asked:
                address = f"{self.path}&go=1".replace("&", "&amp;")
                self._say(200, LOGIN_PAGE.format(address=address).encode(), "text/html")
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.provider.authorize(asked))
                self.end_headers()
            case _:
                self._json(404, {})

    def do_POST(self) -> None:
        if self._instead(self.path):
            return
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(content).items()}
        self._json(*self.provider.exchange(form))

    def _instead(self, path: str) -> bool:
        self.provider.asked.append(path.rpartition("/")[2])
        answer = self.provider.instead.get(path.rpartition("/")[2])
        if answer:
            self._say(*answer(), "application/json")
        return answer is not None

    def _json(self, status: int, told: Claims) -> None:
        self._say(status, json.dumps(told).encode(), "application/json")

    def _say(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
