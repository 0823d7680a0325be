"""Words planted in what is closed, looked for in every file that can be fetched, unpacked.

Packed text hides from a search of the bytes: sheets, papers and Word files are opened and read.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pikepdf
import pypdfium2
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from lxml import etree

from meetings.models import Person
from tests.tracker.closed_world import (  # noqa: F401 - fixtures
    OPEN_TASK,
    WITHOUT_RIGHT,
    World,
    addresses,
    body,
    clients,
    fetch,
    world,
)
from tracker.exchange.tables import TABLES

LISTS = ("action_items", "my_items")
FORMS = ("csv", "xlsx", "pdf")
OPENED = OPEN_TASK.encode()


def files(world: World) -> Iterator[tuple[str, str, dict[str, str]]]:  # noqa: F811
    """Yield each file that some role may fetch: what it is, its address, what is asked."""
    for route, form in product(LISTS, FORMS):
        yield f"{route} {form}", world.known[route], {"format": form}
    for kind in ("pdf", "xlsx"):
        yield f"unit_status {kind}", reverse("unit_status", args=[kind]), {}
    for kind in ("pdf", "zip"):
        yield f"life {kind}", reverse("action_item_life", args=[world.closed.pk, kind]), {}
    planned = world.known["paper"].rstrip("/").rpartition("/")[2]
    for part, kind in product(("aaben", "lukket-bilag"), ("pdf", "docx")):
        yield f"paper {part} {kind}", reverse("paper_file", args=[planned, part, kind]), {}
    for table, kind in product(TABLES, ("csv", "json")):
        yield f"table {table.name}", reverse("exchange_table", args=[table.name, kind]), {}
    for route in (one for one in world.known if one.endswith(("_export", "_original"))):
        yield route, world.known[route], {}


def read(content: bytes) -> bytes:
    """Return the text of a file, of each file in it, and what it says of itself."""
    if content.startswith(b"%PDF") and b"%%EOF" in content:
        return content + _pdf(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        texts = [name.encode() + b"\n" + _member(name, held) for name, held in members.items()]
        return b"\n".join(texts)
    return content


def _member(name: str, held: bytes) -> bytes:
    if name.endswith((".xml", ".rels")):
        # Words may be cut into runs, each with an element of its own.
        return held + "".join(etree.fromstring(held).itertext()).encode()
    return read(held)


def _pdf(content: bytes) -> bytes:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    with pikepdf.open(io.BytesIO(content)) as file:
        told = [repr(dict(file.docinfo)), str(file.Root.get("/Metadata", ""))]
        held = [
            str(one.read_bytes()) if isinstance(one, pikepdf.Stream) else repr(one)
            for one in file.objects
        ]
    return " ".join([*pages, *told, *held]).replace("\r\n", " ").encode()


@pytest.fixture(autouse=True)
def unlimited(settings) -> None:
    settings.EXPORTS_AN_HOUR = 10_000


def content_of(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


def test_no_file_tells_what_is_closed_to_who_has_no_right(world: World) -> None:  # noqa: F811
    fetched: Counter[str] = Counter()
    told: Counter[str] = Counter()
    size, met = 0, set()
    for what, address, asked in files(world):
        for role in (*WITHOUT_RIGHT, "lene", "bo"):
            response = fetch(world.clients[role], address, asked)
            found = read(content_of(response)) + body(response)
            size += len(found)
            met |= {(role, what, name) for name in world.met(found)}
            if response.status_code == 200 and role in WITHOUT_RIGHT:
                kind = response["Content-Type"].partition(";")[0]
                fetched[kind] += 1
                told[kind] += OPENED in found
    sys.stdout.write(f"\n{size:,} bytes of files read; for who has no right {dict(fetched)}\n")
    assert {one for one in met if one[0] in WITHOUT_RIGHT} == set()
    # The open part of a paper is for everybody, whoever makes it.
    assert {one for one in met if one[1].startswith("paper aaben")} == set()
    seen = {what for _role, what, _name in met}
    assert seen >= {"action_items csv", "action_items xlsx", "action_items pdf"}
    assert seen >= {"life pdf", "life zip", "paper lukket-bilag pdf", "paper lukket-bilag docx"}
    assert seen >= {"table action_items", "table commitments", "log_export"}
    assert told["text/csv"]
    assert told["application/pdf"]
    assert sum(count for kind, count in told.items() if "sheet" in kind)


def test_a_calendar_tells_nobody_what_is_closed_not_even_its_owner(
    world: World,  # noqa: F811
) -> None:
    """A feed lies with programs of others; it gives the number alone."""
    met, told = set(), 0
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(calendar_key=f"noegle-{person.pk}")
        address = reverse("calendar_feed", args=[f"noegle-{person.pk}"])
        found = body(fetch(Client(), address, {}))
        met |= world.met(found)
        told += OPENED in found
    assert met == set()
    assert told == 1
