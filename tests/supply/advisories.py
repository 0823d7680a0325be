"""Advisories as OSV writes them (one JSON file each, or a zip of them), read from a folder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tests.supply.parts import Part

ECOSYSTEMS = {"pypi": "PyPI", "npm": "npm"}
# What somebody has looked at and called less than high. What nobody has graded counts as high.
HARMLESS = {"LOW", "MODERATE", "MEDIUM"}


class NoAdvisoriesError(Exception):
    """There is nothing to hold the parts against."""


@dataclass(frozen=True, slots=True)
class Advisory:
    """What is known against one part."""

    part: Part
    number: str
    severity: str
    summary: str

    @property
    def is_high(self) -> bool:
        return self.severity not in HARMLESS


@dataclass(frozen=True, slots=True)
class Advisories:
    """Everything that the folder holds, and when the newest of it was written."""

    records: tuple[dict[str, Any], ...]
    newest: datetime

    def against(self, parts: Iterable[Part]) -> list[Advisory]:
        """Return what is known against the parts, worst first."""
        by_package = {_package(part): part for part in parts}
        found = {
            (part.name, record["id"]): Advisory(
                part, record["id"], _severity(record), record.get("summary", "")
            )
            for record in self.records
            for affected in record.get("affected", [])
            if (part := by_package.get(_affected_package(affected)))
            and _is_affected(part.version, affected)
        }
        return sorted(found.values(), key=lambda one: (not one.is_high, one.part.name, one.number))


def read_advisories(folder: Path) -> Advisories:
    """Read all that stand; raises NoAdvisoriesError where there are none of Python packages."""
    standing = [record for record in _records(folder) if not record.get("withdrawn")]
    known = tuple(record for record in standing if record.get("affected"))
    packages = {_affected_package(one) for record in known for one in record["affected"]}
    if not any(ecosystem == "PyPI" for ecosystem, _name in packages):
        raise NoAdvisoriesError
    newest = max(datetime.fromisoformat(record["modified"]) for record in known)
    return Advisories(known, newest)


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        yield json.loads(path.read_bytes())
    for path in sorted(folder.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))


def _package(part: Part) -> tuple[str, str]:
    kind, name = part.purl.removeprefix("pkg:").rpartition("@")[0].split("/")
    return ECOSYSTEMS[kind], str(canonicalize_name(name))


def _affected_package(affected: dict[str, Any]) -> tuple[str, str]:
    package = affected.get("package", {})
    return package.get("ecosystem", ""), str(canonicalize_name(package.get("name", "")))


def _severity(record: dict[str, Any]) -> str:
    graded = record.get("database_specific", {}).get("severity") or "UNGRADED"
    return str(graded).upper()


def _is_affected(version: str, affected: dict[str, Any]) -> bool:
    if version in affected.get("versions", []):
        return True
    return any(
        _is_within(version, span.get("events", []))
        for span in affected.get("ranges", [])
        if span.get("type") in {"ECOSYSTEM", "SEMVER"}
    )


def _is_within(version: str, events: list[dict[str, str]]) -> bool:
    """Tell whether a version lies where it begins and has not ended; what is unreadable does."""
    try:
        ours = Version(version)
        steps = sorted(
            (Version(moment), kind) for event in events for kind, moment in event.items()
        )
    except InvalidVersion:
        return True
    is_in = False
    for moment, kind in steps:
        if kind == "introduced" and ours >= moment:
            is_in = True
        if (kind == "fixed" and ours >= moment) or (kind == "last_affected" and ours > moment):
            is_in = False
    return is_in
