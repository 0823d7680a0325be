"""File names as they come from strangers: shown in words, never a path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from meetings.services.documents import document_receive
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "/etc/cron.d/x": "x",
    "C:\\Referater\\møde.pdf": "møde.pdf",
    "referat\x00.pdf": "referat.pdf",
    "referat\r\nX-Bad: 1.pdf": "referatX-Bad: 1.pdf",
    "fdp.\u202etarefer.pdf": "fdp.tarefer.pdf",
    "a\u030arsplan.pdf": "årsplan.pdf",
    "å" * 400 + ".pdf": "å" * 300,
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "..": "..",
    "\x00\x1f": "uden navn",
}


@pytest.mark.parametrize(("given", "shown"), NAMES.items())
def test_a_name_is_shown_and_no_path(
    cast: Cast, client_of, settings, given: str, shown: str
) -> None:
    document = document_receive(
        name=given, content=ContentFile(b"Referat"), committee=cast.committee, by=cast.lene, now=NOW
    )
    assert document.name == shown
    stored = Path(document.file.path)
    assert stored.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert re.fullmatch(r"[0-9a-f-]{32,36}(\.\w+)?", stored.name)
    client = client_of(cast.lene)
    assert "<img src=x" not in client.get(reverse("documents")).text
    sent = client.get(reverse("document_original", args=[document.pk]))
    assert "\n" not in sent["Content-Disposition"]
    assert sent["Content-Disposition"].startswith("attachment")
