"""A small client of the API of Følg op: lists, answers, uploads. Needs nothing but Python."""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BASE = os.environ["FOLGOP_URL"].rstrip("/") + "/api/v1/"
TOKEN = os.environ["FOLGOP_TOKEN"]
TRIES = 3


def call(method: str, url: str, body: bytes | None = None, **headers: str) -> tuple[Any, Any]:
    """Return the answer and its headers; wait and try again where we are told to."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named["Authorization"] = f"Bearer {TOKEN}"
    for tries_left in reversed(range(TRIES)):
        request = urllib.request.Request(url, data=body, headers=named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            wait = error.headers.get("Retry-After")
            if not (wait and tries_left):
                sys.exit(f"{error.code}: {json.load(error)['detail']}")
            time.sleep(int(wait))
    raise AssertionError


def rows(path: str) -> Iterator[dict[str, Any]]:
    """Return the rows of a list, page after page."""
    url: str | None = BASE + path
    while url:
        page, _headers = call("GET", url)
        yield from page["results"]
        url = page["next"]


def late() -> None:
    for item in rows("action-items/?status=late&order=deadline"):
        owner = item["owner"]["name"] if item["owner"] else "–"
        print(f"{item['id']}\t{item['deadline']}\t{owner}\t{item['task']}")


def answer(number: str, note: str) -> None:
    url = f"{BASE}action-items/{number}/"
    _item, headers = call("GET", url)
    body = json.dumps({"note": note}).encode()
    told, _headers = call(
        "POST", f"{url}answer/", body, Content_Type="application/json", If_Match=headers["ETag"]
    )
    print(told["status"])


def upload(name: str, committee: str) -> None:
    """Put a file in; sent again after a broken line, it is still put in once."""
    mark, content = uuid.uuid4().hex, Path(name).read_bytes()
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="committee"\r\n\r\n{committee}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; '
        f'filename="{Path(name).name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    kind = f"multipart/form-data; boundary={mark}"
    key = uuid.uuid4().hex
    told, _headers = call("POST", f"{BASE}documents/", body, Content_Type=kind, Idempotency_Key=key)
    print(told["id"], told["stage"])


COMMANDS: dict[str, Callable[..., None]] = {"late": late, "answer": answer, "upload": upload}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
