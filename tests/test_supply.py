"""What the product is made of is known: each licence is one we may use, and the lists are true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from tests.supply.licences import PAGE, licences_page
from tests.supply.parts import ALLOWED, LOCK, SPDX, VENDOR, Part, product_parts
from tests.supply.sbom import OURS, sbom_text

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return product_parts()


@pytest.fixture(scope="module")
def sbom() -> dict:
    return json.loads(sbom_text())


def hashes_of(component: dict) -> list[dict[str, str]]:
    (reference,) = component["externalReferences"]
    return reference["hashes"]


def locked_hashes(name: str) -> set[str]:
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith(f"{name}=="))
    found: set[str] = set()
    for line in lines[first + 1 :]:
        if not line.startswith(" "):
            break
        found |= set(re.findall(r"sha256:([0-9a-f]{64})", line))
    assert found, name
    return found


def pins() -> set[tuple[str, str]]:
    return set(re.findall(r"^([\w.-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_page_of_licences_is_true_to_the_lock() -> None:
    assert PAGE.read_text(encoding="utf-8") == licences_page(), "make licences"


def test_every_part_has_a_licence_that_we_may_use(parts: list[Part]) -> None:
    assert [f"{one.name}: {one.licence}" for one in parts if not one.is_allowed] == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-or-later OR MPL-1.1", True),
        ("GPL-2.0-or-later OR AGPL-3.0-only", False),
        ("MIT AND Apache-2.0", True),
        ("MIT AND AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_of_several_licences_one_must_do_and_all_that_hold_together(
    licence: str, allowed: bool
) -> None:
    assert Part("x", "1", licence, "").is_allowed is allowed


def test_every_licence_is_written_as_spdx_does(parts: list[Part]) -> None:
    assert [one.name for one in parts if not SPDX.fullmatch(one.licence)] == []
    assert "BSD" not in {one.licence for one in parts}
    assert {one.licence for one in parts if " " not in one.licence} <= ALLOWED


def test_what_is_installed_here_is_what_the_lock_pins(parts: list[Part]) -> None:
    assert {(one.name, one.version) for one in parts if "pypi" in one.purl} == pins()


def test_what_lies_in_the_vendor_folder_is_listed_and_brings_its_licence(parts) -> None:
    folders = {f"{one.name}-{one.version}": one for one in parts if "npm" in one.purl}
    assert set(folders) == {path.name for path in VENDOR.iterdir()}
    for name in folders:
        assert list(Path(VENDOR / name).glob("LICENSE*")), name


def test_the_list_for_machines_holds_each_part_once(sbom: dict, parts: list[Part]) -> None:
    assert (sbom["bomFormat"], sbom["specVersion"], sbom["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", sbom["serialNumber"])
    listed = [(one["name"], one["version"], one["purl"]) for one in sbom["components"]]
    assert sorted(listed) == sorted((one.name, one.version, one.purl) for one in parts)


def test_every_package_of_it_is_pinned_by_hash(sbom: dict) -> None:
    for one in sbom["components"]:
        if one["purl"].startswith("pkg:pypi/"):
            assert {two["content"] for two in hashes_of(one)} == locked_hashes(one["name"])


def test_the_list_fits_the_schema_of_those_who_made_the_format(sbom: dict) -> None:
    checked = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(sbom))
    assert checked is None, checked


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("licenses", [{"license": {"id": "Hjemmelavet-1.0"}}]),
        ("externalReferences", [{"type": "distribution", "url": "x", "hashes": [{"alg": "MD6"}]}]),
        ("type", "pakke"),
        ("ukendt", "felt"),
    ],
)
def test_the_schema_refuses_what_it_does_not_know(sbom: dict, field: str, value: object) -> None:
    spoilt = {**sbom, "components": [{**sbom["components"][0], field: value}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(spoilt)) is not None


def test_each_part_has_licence_and_address(sbom: dict) -> None:
    for one in sbom["components"]:
        assert one["licenses"], one["name"]
        kept = PackageURL.from_string(one["purl"])
        assert (kept.type in {"pypi", "npm"}, kept.version) == (True, one["version"])


def test_what_needs_what_leads_from_us_to_every_part(sbom: dict) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in sbom["dependencies"]}
    refs = {one["bom-ref"] for one in sbom["components"]} | {OURS}
    assert set(needs) == refs
    reached, waiting = set(), [OURS]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting.extend(needs[ref])
    assert reached == refs
    celery = next(ref for ref in refs if ref.startswith("pkg:pypi/celery@"))
    assert any(ref.startswith("pkg:pypi/kombu@") for ref in needs[celery])


def test_the_list_is_the_same_for_the_same_lock() -> None:
    assert sbom_text() == sbom_text()
