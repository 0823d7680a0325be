"""`make load`: a working day in minutes, with kills, and a table of what became of it.

The environment says how much of it: MINUTES (3), ITEMS (20000), KILL_SECONDS (20),
MAILS_A_SECOND (5), LOOK (1: seconds between two pages of a person) and SCANNED (12:
of so many files one is a scan; 0: none).
"""

# ruff: noqa: PLC0415  # Django is set up for the scratch database first

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.actions import sink as servers
from tests.load.house import make_house
from tests.load.installation import ROOT, WORKERS, Installation, installed, wait_for
from tests.load.report import report
from tests.load.verdict import is_quiet, verdict

MINUTES = float(os.environ.get("MINUTES", "3"))
ITEMS = int(os.environ.get("ITEMS", "20000"))
KILL_SECONDS = float(os.environ.get("KILL_SECONDS", "20"))
LEASE = int(os.environ.get("LEASE", "60"))
MAILS_A_SECOND = int(os.environ.get("MAILS_A_SECOND", "5"))
# What a killed worker had in hand is anybody's after a minute; then it is done.
SECONDS_TO_SETTLE = 300
MAIL_SECONDS = 0.04
LINK = re.compile(r"http://[^/\s]+(/svar/[^/\s]{30,}/)")


def main() -> int:
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    sink = servers.Sink(delay=MAIL_SECONDS)
    controller = servers.start(sink)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="folgop-load-") as folder,
            installed(Path(folder), mail_port=sink.port, lease=LEASE, tick=2) as installation,
        ):
            return _run(installation, sink)
    finally:
        controller.stop()


def _run(installation: Installation, sink: servers.Sink) -> int:
    from django.core.management import call_command

    from actions.tasks import LINES_A_WORKER

    _say(f"Making a house of {ITEMS:,} items …")
    call_command("migrate", verbosity=0)
    house = json.dumps(make_house(ITEMS))
    (installation.folder / "house.json").write_text(house, encoding="utf-8")
    call_command("rebuild_search", verbosity=0)
    installation.start_all()
    _say(f"Twenty people, {MINUTES:g} minutes, a kill each {KILL_SECONDS:g} seconds …")
    told, memory = _under_load(installation, sink)
    settled = _settle()
    lines = verdict(told, sink.count_by_id, kills=installation.kills, lines=LINES_A_WORKER)
    _say(report(told, lines, installation.kills, memory, seconds=60 * MINUTES, settled=settled))
    if not all(line.is_met for line in lines):
        _say(_logs(installation))
        return 1
    return 0


def _under_load(
    installation: Installation, sink: servers.Sink
) -> tuple[dict[str, Any], Mapping[str, float]]:
    ports = [str(port) for port in installation.ports]
    client = subprocess.Popen(
        [sys.executable, "-m", "tests.load.client", installation.folder, str(60 * MINUTES), *ports],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert client.stdout is not None
    client.stdout.readline()  # all are logged in
    stop = threading.Event()
    threads = [
        threading.Thread(target=_promise, args=(stop,)),
        threading.Thread(target=_hand_on, args=(sink, installation.folder / "links", stop)),
        threading.Thread(target=_kill, args=(installation, stop)),
    ]
    for thread in threads:
        thread.start()
    output, _nothing = client.communicate()
    memory = installation.memory()
    stop.set()
    for thread in threads:
        thread.join()
    return json.loads(output), memory


def _kill(installation: Installation, stop: threading.Event) -> None:
    """Kill the workers in turn, and once, in the middle of it all, a web process."""
    begun, is_web_killed = time.monotonic(), False
    for name in cycle(WORKERS):
        if stop.wait(KILL_SECONDS):
            return
        installation.kill(name)
        if not is_web_killed and time.monotonic() - begun > 30 * MINUTES:
            is_web_killed = True
            installation.kill("web 1")
            wait_for(installation.ports[0])


def _promise(stop: threading.Event) -> None:
    """Give new items to people who have none, some each second: each is to be written to."""
    from django.db import connection
    from django.utils import timezone

    from actions.models import ActionItem
    from actions.services.reminders import reminders_plan
    from meetings.models import Person

    pattern = ActionItem.objects.filter(status="open").earliest("pk")
    number = 0
    while not stop.wait(1):
        for _nth in range(MAILS_A_SECOND):
            number += 1
            email = f"ny{number}@x.example"
            owner = Person.objects.create(name=f"Ny ansvarlig {number}", email=email)
            item = ActionItem.objects.create(
                committee=pattern.committee,
                promised_on=pattern.promised_on,
                task=f"Undersøg hal {number}",
                owner_person=owner,
                assigned_at=timezone.now(),
                created_at=timezone.now(),
            )
            reminders_plan(action_item=item, today=timezone.localdate(), assigned=True)
    connection.close()


def _hand_on(sink: servers.Sink, file: Path, stop: threading.Event) -> None:
    """Put the links of the mails that come where the owners of the client find them."""
    seen = 0
    while not stop.wait(0.5):
        bodies = sink.bodies[seen:]
        seen += len(bodies)
        with file.open("a", encoding="ascii") as links:
            links.writelines(f"{link}\n" for body in bodies for link in _links(body))


def _links(body: bytes) -> Iterator[str]:
    text = message_from_bytes(body, policy=policy.default).get_body(("plain",))
    if text is not None and (found := LINK.search(text.get_content())):
        yield found[1]


def _settle() -> float:
    """Wait until all is done, and return the seconds that it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS_TO_SETTLE and not is_quiet():
        time.sleep(1)
    return time.monotonic() - begun


def _logs(installation: Installation) -> str:
    logs = sorted(installation.folder.glob("*.log"))
    return "\n".join(f"--- {log.name}\n{log.read_text()[-1500:]}" for log in logs)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command line tool speaks this way)


if __name__ == "__main__":
    sys.exit(main())
