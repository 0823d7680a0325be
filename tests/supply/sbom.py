"""What the product is made of, for machines: CycloneDX 1.6 as JSON, the same for the same lock."""

from __future__ import annotations

import json
import re
import tomllib
import uuid

from tests.supply.parts import LOCK, ROOT, SPDX, Part, product_parts

FILE = ROOT / "sbom.cdx.json"
OURS = "folg-op"


def sbom_text() -> str:
    """Return the list of parts, and of what each needs."""
    parts = product_parts()
    listed: dict[str, object] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _ours()},
        "components": [_component(part) for part in parts],
        "dependencies": _dependencies(parts),
    }
    # Not by chance: the same parts give the same file.
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed, sort_keys=True))
    listed["serialNumber"] = f"urn:uuid:{number}"
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _ours() -> dict[str, object]:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "type": "application",
        "bom-ref": OURS,
        "name": about["name"],
        "version": about["version"],
        "description": about["description"],
        "licenses": [{"license": {"id": "MPL-2.0"}}],
    }


def _component(part: Part) -> dict[str, object]:
    assert SPDX.fullmatch(part.licence), part
    is_one = " " not in part.licence
    licence = {"license": {"id": part.licence}} if is_one else {"expression": part.licence}
    listed: dict[str, object] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "licenses": [licence],
    }
    hashes = _locked_hashes(part.name)
    if hashes:
        # One for each file that may be installed: which it is depends on the machine.
        accepted = [{"alg": "SHA-256", "content": one} for one in hashes]
        listed["externalReferences"] = [
            {"type": "distribution", "url": part.purl, "hashes": accepted}
        ]
    return listed


def _locked_hashes(name: str) -> list[str]:
    lock = LOCK.read_text(encoding="utf-8")
    pinned = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    return re.findall(r"sha256:([0-9a-f]{64})", pinned[0]) if pinned else []


def _dependencies(parts: list[Part]) -> list[dict[str, object]]:
    """Return what each part needs; what none of them needs is ours to need."""
    purls = {part.name: part.purl for part in parts}
    needed = {name for part in parts for name in part.needs}
    ours = [part.purl for part in parts if part.name not in needed]
    return [
        {"ref": OURS, "dependsOn": ours},
        *({"ref": part.purl, "dependsOn": [purls[name] for name in part.needs]} for part in parts),
    ]
