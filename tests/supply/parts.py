"""Each part that runs in production, with its version and its licence as SPDX writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-run.lock"
VENDOR = ROOT / "tracker" / "static" / "vendor"

# Licences that let us run and hand on the part unchanged beside what is ours.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-1.1",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Unlicense",
    }
)

# What packages write instead of SPDX. Of "BSD" the licence itself says which.
WRITTEN = {
    "Apache 2": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "BSD": "BSD",
    "BSD License": "BSD",
    "New BSD": "BSD-3-Clause",
    "BSD 3-Clause OR Apache-2.0": "BSD-3-Clause OR Apache-2.0",
}
# Several licences in words or one classifier each: read in the package itself.
READ = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}
# What lies in the vendor folder says it in a file beside it; the icons are Google's, the letters
# IBM's.
VENDORED = {
    "dkfds": "MIT AND Apache-2.0 AND OFL-1.1",
    "htmx": "0BSD",
}
# Where npm has it under another name.
ON_NPM = {"htmx": "htmx.org"}
LICENCE_FILE = re.compile(r"(?i)licen[cs]e|copying")
SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR) [A-Za-z0-9.+-]+)*")


class UnknownLicenceError(Exception):
    """The package does not say its licence in a way that we know: read it, and add it to READ."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package, or what lies in the vendor folder."""

    name: str
    version: str
    licence: str
    purl: str
    needs: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Tell whether one of the licences to choose from allows all that it holds."""
        choices = self.licence.split(" OR ")
        return any(ALLOWED.issuperset(choice.split(" AND ")) for choice in choices)


def product_parts() -> list[Part]:
    """Return every part by name."""
    return sorted([*_packages(), *_vendored()], key=lambda part: part.name)


def _packages() -> Iterator[Part]:
    pins = re.findall(r"^([\w.-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    locked = {name for name, _version in pins}
    for name, version in pins:
        package = distribution(name)
        yield Part(
            name=name,
            version=version,
            licence=READ.get(name) or _licence(package),
            purl=f"pkg:pypi/{name}@{version}",
            needs=tuple(sorted(_needed(package) & locked)),
        )


def _vendored() -> Iterator[Part]:
    for folder in VENDOR.iterdir():
        name, _dash, version = folder.name.rpartition("-")
        yield Part(name, version, VENDORED[name], f"pkg:npm/{ON_NPM.get(name, name)}@{version}")


def _licence(package: Distribution) -> str:
    about = package.metadata
    if about["License-Expression"]:
        return str(about["License-Expression"])
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if "License" in one
    ]
    said = [about["License"] or "", *(classified if len(classified) == 1 else [])]
    known = [WRITTEN.get(words, words if words in ALLOWED else "") for words in said]
    exact = [words for words in known if words and words != "BSD"]
    if exact:
        return exact[0]
    if "BSD" in known:
        return _which_bsd(package)
    raise UnknownLicenceError(about["Name"])


def _which_bsd(package: Distribution) -> str:
    """Return which BSD licence it is, by the clause that only the longer one has."""
    files = [
        path for path in package.files or [] if re.search(r"(?i)licen[cs]e|copying", str(path))
    ]
    texts = [path.read_text() for path in files if path.suffix != ".py"]
    if not any("Redistribution" in text for text in texts):
        raise UnknownLicenceError(package.metadata["Name"])
    is_long = any(re.search(r"endorse\s+or\s+promote", text) for text in texts)
    return "BSD-3-Clause" if is_long else "BSD-2-Clause"


def _needed(package: Distribution) -> set[str]:
    """Return what it needs without any extra."""
    named = [one for one in package.requires or [] if "extra ==" not in one]
    names = [re.match(r"[\w.-]+", one) for one in named]
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}
