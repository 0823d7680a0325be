"""`make audit`: before a release, what is known against the packages that are pinned here."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.supply.advisories import NoAdvisoriesError, read_advisories
from tests.supply.parts import product_parts

# Older advisories say nothing of what was found since.
OLDEST = timedelta(days=7)
NOTHING = """\
No advisories: this release is not audited.
Put OSV's advisories for PyPI (and npm) into a folder, as JSON files or as the zip that OSV hands
out, and run: make audit ADVISORIES=FOLDER
"""


def audit(folder: Path | None, *, now: datetime) -> tuple[int, str]:
    """Return the exit code and what to say: 0 is clean, 1 something high, 2 cannot tell."""
    try:
        if folder is None or not folder.is_dir():
            raise NoAdvisoriesError
        advisories = read_advisories(folder)
    except NoAdvisoriesError:
        return 2, NOTHING
    if now - advisories.newest > OLDEST:
        return 2, f"The newest advisory is of {advisories.newest:%Y-%m-%d}: fetch them anew.\n"
    parts = product_parts()
    found = advisories.against(parts)
    lines = [
        f"{one.severity} {one.part.name} {one.part.version}: {one.number} {one.summary}"
        for one in found
    ]
    count = sum(one.is_high for one in found)
    lines.append(
        f"{len(parts)} parts, {len(advisories.records)} advisories, newest of "
        f"{advisories.newest:%Y-%m-%d}: {len(found)} known, {count} high or not graded."
    )
    return (1 if count else 0), "\n".join(lines) + "\n"


def main(folder: str) -> int:
    code, words = audit(Path(folder) if folder else None, now=datetime.now(UTC))
    (sys.stderr if code else sys.stdout).write(words)
    return code
