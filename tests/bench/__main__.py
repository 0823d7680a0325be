"""Run the benches named on the command line, or all, and print what they found as a table."""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.bench.registry import BENCHES, Measure

FRAME = {"__main__", "registry", "mail_sink", "mail_worker", "files"}


def main(names: list[str]) -> int:
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.name not in FRAME:
            import_module(f"tests.bench.{module.name}")
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        print(f"No such bench: {', '.join(unknown)}. There are: {', '.join(sorted(BENCHES))}")
        return 2
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| bench | measured | figure | bar | |\n| --- | --- | --- | --- | --- |")
    missed = 0
    for name in names or sorted(BENCHES):
        for measure in BENCHES[name]():
            missed += measure.is_met is False
            print(_line(name, measure), flush=True)
    return 1 if missed else 0


def _line(name: str, measure: Measure) -> str:
    verdict = {True: "met", False: "missed", None: ""}[measure.is_met]
    return f"| {name} | {measure.what} | {measure.figure} | {measure.bar} | {verdict} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
