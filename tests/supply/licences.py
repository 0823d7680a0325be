"""The page of licences, made from the lock."""

from __future__ import annotations

from tests.supply.parts import ROOT, product_parts

PAGE = ROOT / "docs" / "licences.md"

HEAD = """# Licences of what runs

Følg op itself is under the [Mozilla Public License 2.0](../LICENSE). It runs with these packages,
unchanged and as `requirements-run.lock` pins them by hash, and with what lies in
`tracker/static/vendor`; what was left out of that is told in the README beside it. Where a part
offers a choice (`OR`), we take one that is on the list in `tests/supply/parts.py`. The machine
brings what is not here: Python, Tesseract, Pango and, where it is used, PostgreSQL, Redis and
ClamAV.

`make licences` makes this page; a test holds it to the lock. `make sbom` writes the same for
machines, as CycloneDX JSON.

| part | version | licence |
| --- | --- | --- |
"""


def licences_page() -> str:
    """Return the page as it has to be."""
    rows = (f"| {part.name} | {part.version} | {part.licence} |\n" for part in product_parts())
    return HEAD + "".join(rows)
