"""The unit files and docker-compose.yml: every command, queue, folder and variable is there.

systemd itself looks at the units where it is installed, docker compose at its file likewise.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from config.queues import QUEUES
from tests.test_house import COMPOSE_ONLY, OURS, ROOT, _settings_names

pytestmark = pytest.mark.pure

UNITS = ROOT / "docs" / "systemd"
PLACE = "/srv/folgop"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
RUNNING = [name for name in SERVICES if "Type=oneshot" not in (UNITS / name).read_text("utf-8")]
COMPOSE = ROOT / "docker-compose.yml"
HARDENED = {
    "User": "folgop",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
}


def section(name: str, of: str = "Service") -> dict[str, list[str]]:
    """Return the keys of a part of a unit, each with its values."""
    values: dict[str, list[str]] = {}
    inside = ""
    for line in (UNITS / name).read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            inside = heading[1]
        elif inside == of and line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values.setdefault(key, []).append(value)
    return values


def programs() -> Iterator[list[str]]:
    """Return the words of each command that is started, by unit and by container."""
    for name in SERVICES:
        for command in section(name)["ExecStart"]:
            words = shlex.split(command)
            yield shlex.split(words[2]) if words[:2] == ["/bin/sh", "-c"] else words
    for service in composed()["services"].values():
        if service.get("image", "").partition(":")[0] == "folgop" and "command" in service:
            words = list(service["command"])
            commands = words[2].split(" && ") if words[:2] == ["sh", "-c"] else [shlex.join(words)]
            yield from (shlex.split(command) for command in commands)


def composed() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text(encoding="utf-8")))


def queues_of(commands: Sequence[Sequence[str]]) -> list[str]:
    named = [words[words.index("--queues") + 1] for words in commands if "--queues" in words]
    return sorted(queue for names in named for queue in names.split(","))


def test_every_program_and_every_command_that_is_started_is_there() -> None:
    commands = get_commands()
    started = set()
    for words in programs():
        program = Path(words[0].replace(PLACE, str(ROOT)))
        found = program if program.is_absolute() else Path(sys.executable).with_name(words[0])
        assert found.exists(), words
        if "manage.py" in words:
            command = words[words.index("manage.py") + 1]
            assert command in commands, words
            started.add(command)
    assert started == {"migrate", "collectstatic", "backup", "alarm"}


@pytest.mark.parametrize("way", ["systemd", "compose"])
def test_each_queue_is_heard_by_one_worker(way: str) -> None:
    if way == "systemd":
        commands = [shlex.split(section(name)["ExecStart"][0]) for name in RUNNING]
    else:
        commands = [one.get("command", []) for one in composed()["services"].values()]
    assert queues_of(commands) == sorted(QUEUES)
    assert sum("beat" in words for words in commands) == 1
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert sum("config.wsgi" in words for words in commands) or '"config.wsgi"' in image


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_can_gain_rights_or_write_outside_its_folders(name: str) -> None:
    unit = section(name)
    assert {key: unit[key] for key in HARDENED} == {key: [one] for key, one in HARDENED.items()}
    folders = unit["ReadWritePaths"][0].split()
    assert set(folders) <= {"/var/lib/folgop", "/var/backups/folgop"}
    assert re.fullmatch(r"\d+[MG]", unit["MemoryMax"][0])


@pytest.mark.parametrize("name", RUNNING)
def test_what_runs_is_started_again_and_stops_in_time(name: str) -> None:
    unit = section(name)
    assert unit["Restart"] == ["always"]
    assert int(unit["TimeoutStopSec"][0]) <= 30
    assert section(name, "Install")["WantedBy"] == ["folgop.target"]


def test_each_timer_starts_a_service_that_is_there() -> None:
    timers = sorted(path.stem for path in UNITS.glob("*.timer"))
    assert timers == ["folgop-alarm", "folgop-backup"]
    assert {f"{name}.service" for name in timers} <= set(SERVICES)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace(PLACE, str(ROOT))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    assert _said("systemd-analyze", "verify", "--man=no", *units) == (0, "")
    (tmp_path / "folgop-web.service").write_text("[Service]\nExecStart=/nowhere/gunicorn\n")
    code, said = _said(
        "systemd-analyze", "verify", "--man=no", str(tmp_path / "folgop-web.service")
    )
    assert (code, "/nowhere/gunicorn" in said) == (1, True)


def _said(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_compose_names_no_service_or_volume_that_it_does_not_have() -> None:
    file = composed()
    services, volumes = file["services"], set(file["volumes"])
    used = set()
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        for waited, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert services[waited]["healthcheck"]["test"], (name, waited)
        used |= {volume.partition(":")[0] for volume in service.get("volumes", ())}
    assert used == volumes
    hosts = re.findall(r"(?:@|://)([a-z]+):\d+", str(services["web"]["environment"]))
    assert set(hosts) - {"localhost"} <= set(services)


def test_compose_sets_no_variable_that_nobody_reads() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    inside = set(re.findall(r"\$\{([A-Z_]+)", text)) | set(OURS.findall(text))
    assert inside <= _settings_names() | COMPOSE_ONLY
    for name, service in composed()["services"].items():
        if service.get("image") == "folgop":
            assert set(service["environment"]) <= _settings_names(), name


def test_all_that_runs_our_code_in_compose_shares_files_database_and_queue() -> None:
    ours = [one for one in composed()["services"].values() if one.get("image") == "folgop"]
    assert len(ours) == 6  # prepare, web, three workers, beat
    for name in ("FOLGOP_DATA", "DATABASE_URL", "BROKER_URL"):
        assert len({one["environment"][name] for one in ours}) == 1
    assert {tuple(one["volumes"]) for one in ours} == {("files:/data",)}


@pytest.mark.skipif(
    shutil.which("docker-compose") is None, reason="docker-compose is not installed"
)
def test_docker_compose_takes_its_file_and_asks_for_what_has_to_be_set(tmp_path: Path) -> None:
    file = shutil.copy(COMPOSE, tmp_path)
    command = ("docker-compose", "--file", str(file), "--project-directory", str(tmp_path))
    settings = tmp_path / ".env"
    settings.write_text("FOLGOP_SECRET_KEY=x\nPOSTGRES_PASSWORD=y\n", encoding="ascii")
    assert _said(*command, "config", "--quiet") == (0, "")
    settings.write_text("FOLGOP_SECRET_KEY=x\n", encoding="ascii")
    code, said = _said(*command, "config", "--quiet")
    assert (code, "POSTGRES_PASSWORD" in said) == (1, True)
