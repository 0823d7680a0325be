"""The second process, twenty people at work: `… client FOLDER SECONDS PORT PORT` tells of them."""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.load.balancer import Balancer
from tests.load.browser import Browser, CutError, Notes
from tests.load.people import Manager, Owner, Person, Reader, Secretary

KINDS: dict[str, type[Person]] = {"secretary": Secretary, "manager": Manager, "reader": Reader}
OWNERS = 4


@dataclass
class Done:
    """What people did and were told was done, by kind."""

    facts: dict[str, list[object]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, fact: object) -> None:
        with self.lock:
            self.facts.setdefault(kind, []).append(fact)


@dataclass
class Links:
    """The links of the mails that have come, each given to one owner."""

    file: Path
    given: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> str | None:
        with self.lock:
            lines = self.file.read_text(encoding="ascii").splitlines() if self.file.exists() else []
            if self.given >= len(lines):
                return None
            self.given += 1
            return lines[self.given - 1]


def people(folder: Path, ports: list[int], notes: Notes, done: Done) -> list[Person]:
    house = json.loads((folder / "house.json").read_text(encoding="utf-8"))
    links, balancer = Links(folder / "links"), Balancer(ports)
    balancer.watch()

    def person(kind: type[Person], name: str) -> Person:
        browser = Browser(balancer, notes)
        return kind(name, browser, house, done.note, random.Random(name))

    found = [person(KINDS[kind], name) for name, kind in house["users"].items()]
    for number in range(OWNERS):
        owner = person(Owner, f"owner{number}")
        owner.taken = links.take  # type: ignore[attr-defined]  # an Owner's
        found.append(owner)
    return found


def work(person: Person, until: float, notes: Notes) -> None:
    deeds: Any = person.deeds()  # type: ignore[attr-defined]  # each kind has its own
    while time.monotonic() < until:
        deed: Callable[[], object] = next(deeds)
        try:
            deed()
        except CutError:
            notes.saw(f"cut twice: {person.name}")
        person.look()


def main(folder: Path, seconds: float, ports: list[int]) -> None:
    notes, done = Notes(), Done()
    everybody = people(folder, ports, notes, done)
    for one in everybody:
        if not isinstance(one, Owner):
            one.log_in()
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(one, until, notes)) for one in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {
        "seconds": notes.seconds,
        "errors": notes.errors,
        "counts": notes.counts,
        "facts": done.facts,
        "people": len(threads),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), [int(port) for port in sys.argv[3:]])
