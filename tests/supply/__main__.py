"""`python -m tests.supply licences` makes the page of licences, `… sbom` the list for machines.

`… audit FOLDER` holds them against the advisories in the folder.
"""

from __future__ import annotations

import sys

from tests.supply.audit import main as audit
from tests.supply.licences import PAGE, licences_page
from tests.supply.sbom import FILE, sbom_text

MADE = {"licences": (PAGE, licences_page), "sbom": (FILE, sbom_text)}


def main(names: list[str]) -> int:
    if names[:1] == ["audit"] and len(names) <= 2:
        return audit("".join(names[1:]))
    if len(names) != 1 or names[0] not in MADE:
        sys.stderr.write(f"Say which: {' or '.join([*MADE, 'audit'])}\n")
        return 2
    path, made = MADE[names[0]]
    path.write_text(made(), encoding="utf-8")
    sys.stdout.write(f"{path.name} is written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
