"""Run inside an installation: `put_in SCANS FILES MAILS` fills it, `listen` tells how far it is."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.files.base import ContentFile  # noqa: E402  (Django has to be set up first)
from django.utils import timezone  # noqa: E402

from actions.models import Message  # noqa: E402
from meetings.models import Document  # noqa: E402
from meetings.services.documents import document_receive  # noqa: E402
from tests.actions.faults.inside import listen, seed  # noqa: E402
from tests.meetings.reading.scans import as_pdf, page  # noqa: E402

# The meeting of the mails comes from a file of its own.
OF_THE_CAST = 1


def put_in(scans: int, files: int, mails: int) -> None:
    seed(mails)
    drawn = as_pdf(page(["Punkt 1: Taget på skolen"]))
    for number in range(scans):
        receive(f"scan {number}.pdf", drawn + b"\n%% %d" % number)
    for number in range(files):
        receive(f"referat {number}.txt", f"Referat\n\nPunkt 1: Hal {number}\n\nDrøftet.\n".encode())


def receive(name: str, content: bytes) -> None:
    document_receive(
        name=name, content=ContentFile(content), committee=None, by=None, now=timezone.now()
    )


def told() -> dict[str, int]:
    return {
        "sent": Message.objects.filter(state=Message.State.SENT).count(),
        "ready": Document.objects.ready().count() - OF_THE_CAST,
        "for_ocr": Document.objects.for_ocr().count(),
        "in_ocr": Document.objects.for_ocr().filter(taken_at__isnull=False).count(),
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["put_in", *counts]:
            put_in(*(int(count) for count in counts))
        case ["listen"]:
            listen({"told": told})
