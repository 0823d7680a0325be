"""A person's browser behind a load balancer: cookies, forms, and another process where one is away.

What a load balancer does is done: a page is asked of the other process where the first does not
answer; what was sent to one that died over it is not sent again by itself. The person then sees
that the connection broke, and presses once more, which is counted.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from tests.load.balancer import Balancer

SECONDS_TO_ANSWER = 30
REFUSED = (ConnectionRefusedError,)
CUT = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)


class CutError(Exception):
    """A process died over what was sent; whether it was done nobody knows."""


@dataclass
class Notes:
    """What all browsers saw together."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, page: str, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault(page, []).append(seconds)

    def saw(self, error: str) -> None:
        with self.lock:
            self.errors.append(error)

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str


# What is said of a file that came with the press before.
ALREADY_HERE = "er allerede lagt ind"


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Browser:
    balancer: Balancer
    notes: Notes
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, page: str) -> Answer:
        """Open a page; an answer that is none of ours to give is an error the person saw."""
        return self._ask("GET", path, page)

    def submit(self, form: Form, page: str, **filled: str) -> Answer:
        """Send a form, and press once more where the connection broke."""
        body = urlencode({**form.fields, **filled}).encode()
        kind = "application/x-www-form-urlencoded"
        return self._press(form.action, page, body, kind)

    def upload(self, form: Form, page: str, name: str, content: bytes) -> Answer:
        mark = uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in form.fields.items()
            if key != "file"
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content]
        body = b"".join(parts) + f"\r\n--{mark}--\r\n".encode()
        return self._press(form.action, page, body, f"multipart/form-data; boundary={mark}")

    def _press(self, path: str, page: str, body: bytes, kind: str) -> Answer:
        headers = {"Content-Type": kind}
        try:
            return self._ask("POST", path, page, body, headers)
        except CutError:
            self.notes.count("pressed once more")
            return self._ask("POST", path, page, body, headers, may_be_done=True)

    def _ask(
        self,
        method: str,
        path: str,
        page: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        may_be_done: bool = False,
    ) -> Answer:
        begun = time.monotonic()
        answer = self._balanced(method, path, body, headers or {})
        self.notes.took(page, time.monotonic() - begun)
        if may_be_done and (answer.status == 409 or ALREADY_HERE in answer.text):
            self.notes.count("told that it was done already")
        elif answer.status >= 400:
            self.notes.saw(f"{answer.status} {method} {page}")
        return answer

    def _balanced(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        for port in self.balancer.order():
            try:
                return self._once(port, method, path, body, headers)
            except REFUSED:
                self.balancer.has_failed(port)
                self.notes.count("asked of the other process")
            except CUT as error:
                self.balancer.has_failed(port)
                if method != "GET":
                    raise CutError from error
                self.notes.count("asked of the other process")
        return Answer(502, "", "")

    def _once(
        self, port: int, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        host = f"127.0.0.1:{self.balancer.ports[0]}"
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_ANSWER)
        try:
            line.request(method, path, body, {"Host": host, "Cookie": cookies, **headers})
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        for sent in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(sent).items()}
        return Answer(answer.status, text, answer.headers.get("Location", ""))


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.area = self.choice = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        if not self.forms:
            return
        fields, name = self.forms[-1].fields, given.get("name", "")
        if tag == "input" and name and self._is_sent(given):
            fields.setdefault(name, given.get("value", ""))
        elif tag == "textarea" and name:
            self.area = name
            fields[name] = ""
        elif tag == "select" and name:
            self.choice = name
        elif tag == "option" and self.choice and "selected" in given:
            fields[self.choice] = given.get("value", "")

    @staticmethod
    def _is_sent(given: Mapping[str, str]) -> bool:
        return given.get("type") not in {"checkbox", "radio", "submit"} or "checked" in given

    def handle_data(self, data: str) -> None:
        if self.area:
            # The line break after the opening tag is none of the text.
            fields = self.forms[-1].fields
            fields[self.area] = f"{fields[self.area]}{data}".removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.choice = ""


def forms_of(answer: Answer) -> list[Form]:
    """Return the forms of a page with what they would send as they stand."""
    parser = _Forms()
    parser.feed(answer.text)
    return parser.forms


def form_of(answer: Answer, ending: str) -> Form | None:
    """Return the first form whose address ends so."""
    return next((form for form in forms_of(answer) if form.action.endswith(ending)), None)


def form_with(answer: Answer, name: str) -> Form | None:
    """Return the first form that has such a field."""
    return next((form for form in forms_of(answer) if name in form.fields), None)
