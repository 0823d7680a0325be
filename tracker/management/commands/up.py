"""`manage.py up`: web, worker and scheduler as one supervised process, or a worker alone."""

from __future__ import annotations

import os
import signal
import socket
from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tracker.demo import LOGINS
from tracker.supervision import AlreadyRunningError, Program, Supervisor, only_one

LOCK_NAME = "up.lock"
WEB = """
    gunicorn config.wsgi --worker-class gthread --workers 2 --threads 4 --graceful-timeout 10
    --max-requests 5000 --max-requests-jitter 500 --no-control-socket --log-level warning
"""
WORKER = """
    celery --app config --quiet worker --pool threads --concurrency 8
    --without-gossip --without-mingle --without-heartbeat --loglevel warning
"""
BEAT = "celery --app config --quiet beat --loglevel warning"


class Command(BaseCommand):
    """Check, migrate, start, watch; a signal stops everything within 15 seconds."""

    help = _("Starter web, arbejder og tidsplan, og passer på dem, til den selv bliver stoppet.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("adresse, der lyttes på"))
        parser.add_argument("--port", type=int, default=8000, help=_("port, der lyttes på"))
        parser.add_argument(
            "--queues",
            type=_queues,
            help=_("kun en arbejder, og kun til disse køer, med komma imellem: %(queues)s")
            % {"queues": ",".join(_known_queues())},
        )

    def handle(self, *args: Any, host: str, port: int, queues: str | None, **options: Any) -> None:
        if queues:
            self._run_worker(queues)
            return
        try:
            with only_one(settings.DATA_DIR / LOCK_NAME):
                self._prepare(host, port)
                self._run(host, port)
        except AlreadyRunningError as error:
            raise CommandError(
                _("Følg op kører allerede med datamappen %(folder)s (proces %(pid)s).")
                % {"folder": settings.DATA_DIR, "pid": error.pid}
            ) from error

    def _prepare(self, host: str, port: int) -> None:
        _refuse_busy_port(host, port)
        # Mails link to where the site really answers, unless the environment says where that is.
        os.environ.setdefault("FOLGOP_SITE_URL", _address(host, port))
        call_command("check")
        call_command("migrate", verbosity=0, interactive=False)
        if settings.PRODUCTION:
            call_command("collectstatic", verbosity=0, interactive=False)

    def _run(self, host: str, port: int) -> None:
        ready = _once_answering(host, port, lambda: self._welcome(host, port))
        self._supervise(programs(host, port), ready=ready)

    def _run_worker(self, queues: str) -> None:
        """Help an installation that runs elsewhere: any number of hosts may, and none migrates."""
        call_command("check")
        if _lacks_migrations():
            raise CommandError(
                _("Databasen er ældre end koden. Kør migrate på én maskine, og start igen.")
            )
        self._say(_("Arbejderen tager køerne %(queues)s. Stop med Ctrl-C.") % {"queues": queues})
        self._supervise([_worker(queues)], ready=lambda: True)

    def _supervise(self, programs: list[Program], *, ready: Callable[[], bool]) -> None:
        supervisor = Supervisor(programs=programs, say=self._say)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: supervisor.stop())
        supervisor.run(ready=ready)
        self._say(_("Følg op er stoppet."))

    def _welcome(self, host: str, port: int) -> None:
        address = _address(host, port)
        self._say(_("Følg op svarer på %(address)s") % {"address": address})
        if settings.DEMO:
            self._say(_("Log ind som en af disse:"))
            for username, password, who in LOGINS:
                self._say(f"  {username:<14} {password}   {who}")
        if settings.DEMO and not settings.EMAIL_URL:
            self._say(_("Mails, der sendes, kan læses på %(address)s/mail/") % {"address": address})
        self._say(_("Stop med Ctrl-C."))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def programs(host: str, port: int) -> list[Program]:
    """Return what is started: with a broker of files the scheduler lives inside the worker."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = Program(_("web"), _words(f"{WEB} --bind {bind}"))
    if not settings.BROKER_URL:
        return [web, Program(_("arbejder"), _words(f"{WORKER} --beat"))]
    return [
        web,
        Program(_("arbejder"), _words(WORKER)),
        Program(_("tidsplan"), _words(BEAT)),
    ]


def _worker(queues: str) -> Program:
    return Program(_("arbejder"), _words(f"{WORKER} --queues {queues}"))


def _known_queues() -> list[str]:
    return [queue.name for queue in settings.CELERY_TASK_QUEUES]


def _queues(text: str) -> str:
    """Return the queues that are named, or refuse one that there is not."""
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in _known_queues()]
    if unknown:
        raise ArgumentTypeError(
            _("Der er ingen kø %(name)r. Køerne er: %(queues)s.")
            % {"name": unknown[0], "queues": ", ".join(_known_queues())}
        )
    return ",".join(names)


def _lacks_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _words(command: str) -> tuple[str, ...]:
    return tuple(command.split())


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                _("Port %(port)s på %(host)s kan ikke bruges: %(reason)s. Vælg en anden.")
                % {"port": port, "host": host, "reason": error.strerror}
            ) from error


def _here(host: str) -> str:
    """Return an address of this machine at which the host answers."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _address(host: str, port: int) -> str:
    here = _here(host)
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def _once_answering(host: str, port: int, welcome: Callable[[], None]) -> Callable[[], bool]:
    """Return a question to ask again until it is true: does the web answer? Then greet, once."""

    def ready() -> bool:
        try:
            socket.create_connection((_here(host), port), timeout=1).close()
        except OSError:
            return False
        welcome()
        return True

    return ready
