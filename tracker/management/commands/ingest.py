"""`manage.py ingest FOLDER`: a whole folder of minutes comes in, as if dropped on the page."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.exceptions import AlreadyReceivedError, UploadTooLargeError
from meetings.models import Committee, Document
from meetings.services.documents import document_receive
from meetings.services.taking import take_lifetime
from tracker import pipeline

WRONG_USAGE = 2
BAR_WIDTH = 30
SECONDS_BETWEEN_LOOKS = 0.5
DONE = (Document.Stage.READY, Document.Stage.REJECTED)


class Command(BaseCommand):
    """Take in every file of a folder; one that is refused stops none of the others."""

    help = "Lægger alle referater i en mappe ind. Det samme referat lægges kun ind én gang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="mappe med referater")
        parser.add_argument("--committee", metavar="NAME", help="udvalg, som referaterne hører til")
        reading = parser.add_mutually_exclusive_group()
        reading.add_argument(
            "--wait", action="store_true", help="vent, til arbejderen har læst dem"
        )
        reading.add_argument("--here", action="store_true", help="læs dem her, uden en arbejder")

    def handle(self, *args: Any, folder: Path, committee: str | None, **options: Any) -> None:
        paths = _files(folder)
        self.problems: list[str] = []
        documents = self._receive_all(paths, _committee(committee), here=options["here"])
        if options["wait"]:
            self._wait_for(documents)
        if options["wait"] or options["here"]:
            self._report(documents)
        for problem in self.problems:
            self.stderr.write(problem)
        if self.problems:
            raise CommandError(
                ngettext(
                    "%(count)s fil kom ikke med.",
                    "%(count)s filer kom ikke med.",
                    len(self.problems),
                )
                % {"count": len(self.problems)}
            )

    def _receive_all(
        self, paths: list[Path], committee: Committee | None, *, here: bool
    ) -> list[Document]:
        documents = []
        for number, path in enumerate(paths):
            self._bar(_("Lægger ind"), number, len(paths), path.name)
            document = self._receive(path, committee)
            if document and here:
                pipeline.walk(document.pk)
            elif document:
                pipeline.start(document.pk)
            documents += [document] if document else []
        self._bar(_("Lægger ind"), len(paths), len(paths), "")
        self.stdout.write(
            _("%(new)s af %(all)s filer er lagt ind.") % {"new": len(documents), "all": len(paths)}
        )
        return documents

    def _receive(self, path: Path, committee: Committee | None) -> Document | None:
        try:
            with path.open("rb") as file:
                return document_receive(
                    name=path.name,
                    content=File(file, name=path.name),
                    committee=committee,
                    by=None,
                    now=timezone.now(),
                    is_bulk=True,
                )
        except AlreadyReceivedError as error:
            self.stdout.write(
                _("%(file)s: er lagt ind før som %(known)s.")
                % {"file": path.name, "known": error.document.name}
            )
        except UploadTooLargeError as error:
            self.problems.append(
                _("%(file)s: er på %(size)s MB; der tages højst imod %(limit)s MB.")
                % {
                    "file": path.name,
                    "size": _megabytes(error.size),
                    "limit": _megabytes(error.limit),
                }
            )
        except OSError as error:
            self.problems.append(
                _("%(file)s: kan ikke åbnes (%(reason)s).")
                % {"file": path.name, "reason": error.strerror}
            )
        return None

    def _wait_for(self, documents: list[Document]) -> None:
        """Watch the worker read; where nothing moves for too long, say so and let go."""
        patience = take_lifetime().total_seconds()
        done, moved_at = -1, time.monotonic()
        while done < len(documents):
            now_done = _stages(documents).filter(stage__in=DONE).count()
            if now_done != done:
                done, moved_at = now_done, time.monotonic()
                self._bar(_("Læser"), done, len(documents), "")
            elif time.monotonic() - moved_at > patience:
                self.problems.append(
                    _("Ingen arbejder læser. Start den med `manage.py up`, eller brug --here.")
                )
                return
            if done < len(documents):
                time.sleep(SECONDS_BETWEEN_LOOKS)

    def _report(self, documents: list[Document]) -> None:
        for document in _stages(documents).order_by("pk"):
            sentences = " ".join(document.problems)
            if document.stage == Document.Stage.REJECTED:
                self.problems.append(f"{document.name}: {sentences}")
            else:
                self.stdout.write(
                    f"{document.name}: {document.get_stage_display()}. {sentences}".strip()
                )

    def _bar(self, what: str, done: int, total: int, name: str) -> None:
        filled = BAR_WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        # The end of a longer line before must not stand behind a shorter one.
        line = f"\r{what} [{bar}] {done}/{total} {name[:40]:<40}"
        self.stderr.write(line, style_func=str, ending="\n" if done == total else "")
        self.stderr.flush()


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CommandError(
            _("%(folder)s er ikke en mappe.") % {"folder": folder}, returncode=WRONG_USAGE
        )
    inside = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in inside if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _committee(name: str | None) -> Committee | None:
    if name is None:
        return None
    found = Committee.objects.filter(name__iexact=name.strip(), is_active=True).first()
    if found is None:
        names = ", ".join(Committee.objects.filter(is_active=True).values_list("name", flat=True))
        raise CommandError(
            _("Udvalget %(name)s findes ikke. Der er: %(names)s")
            % {"name": name, "names": names or "–"},
            returncode=WRONG_USAGE,
        )
    return found


def _stages(documents: Iterable[Document]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=[document.pk for document in documents])


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", ",")
