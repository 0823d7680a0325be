"""The parts of an Office file, taken out of its zip within limits. In the confined child only.

A part is unpacked only when it is asked for, never further than its own announced size, and XML
is parsed without entities, without a DTD and without a network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from meetings.reading.refused import RefusedError

MOST_ENTRIES = 2000
MOST_BYTES = 200_000_000
HIGHEST_RATIO = 100
_SMALL = 1_000_000  # what is this small cannot hurt, however well it was packed
_ENCRYPTED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Element = Any  # lxml ships no types


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at; `kind` is the last word of the relationship's type."""

    name: str
    kind: str
    target: str
    is_external: bool


class Package:
    """An Office file whose announced sizes are within the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
            raise RefusedError("damaged") from None
        self._entries = _within_limits(self._zip.infolist(), len(data))

    def xml(self, part: str) -> Element | None:
        """Return the root of an XML part, None where there is no such part."""
        data = self._bytes(part)
        return None if data is None else parse_xml(data)

    def has(self, part: str) -> bool:
        return part.lower() in self._entries

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield what a part points at, "" for the package itself; nothing is ever fetched."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for one in root if root is not None else ():
            target = one.get("Target", "")
            is_external = one.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            yield Relation(one.get("Id", ""), kind, target, is_external)

    def _bytes(self, part: str) -> bytes | None:
        entry = self._entries.get(part.lower())
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as opened:
                return opened.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise RefusedError("damaged") from None


def _within_limits(entries: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or _is_bomb(total, size):
        raise RefusedError("too_heavy")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename.lower()  # two names that differ in case are one name to Word
        if name in found or entry.compress_type not in _PACKED:
            raise RefusedError("damaged")
        if entry.flag_bits & _ENCRYPTED:
            raise RefusedError("encrypted")
        if _is_bomb(entry.file_size, entry.compress_size):
            raise RefusedError("too_heavy")
        found[name] = entry
    return found


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _SMALL and unpacked > HIGHEST_RATIO * packed


def parse_xml(data: bytes) -> Element:
    """Return the root of XML without a DTD; raise RefusedError for any other."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise RefusedError("damaged") from None
    if root.getroottree().docinfo.doctype:
        raise RefusedError("damaged")  # the format knows no DTD: only an attack has one
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace, of which Word has two of each."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of that name, and so on down the path; None where it ends."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    for key, found in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(found)
    return None


def number(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a small whole number, None for anything else."""
    found = value(element, name)
    if found is None or len(found) > 9 or not found.strip().lstrip("-").isdecimal():
        return None
    return int(found)


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as <w:vanish/> is there and not turned off."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}
