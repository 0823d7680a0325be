"""Where the house has a virus scanner, no file is opened before the scanner has called it clean."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from meetings.models import Document, Event
from meetings.services.antivirus import ScannerAwayError, find_virus
from meetings.services.documents import document_read, document_receive, document_retry
from tests.cast import NOW, Cast

# The test file that every scanner knows, put together here so that none takes us for one.
EICAR = "".join(
    ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*")
).encode()
CLEAN = b"Referat\n\nPunkt 1: Taget\n\nBestyrelsen indhenter tilbud.\n"


class Clamd:
    """A clamd on a thread of its own that knows one virus; `says` makes it answer otherwise."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.says: bytes | None = None
        self.seen: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(size)
                self.seen.append(content)
                known = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
                stream.write(self.says if self.says is not None else b"stream: " + known + b"\0")


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Clamd(listening)


@pytest.fixture
def scanner(clamd: Clamd, settings) -> Clamd:
    settings.CLAMD = f"tcp://127.0.0.1:{clamd.listening.getsockname()[1]}"
    return clamd


def receive(cast: Cast, content: bytes) -> Document:
    return document_receive(
        name="referat.txt",
        content=ContentFile(content),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )


@pytest.fixture
def read(cast: Cast) -> Callable[[bytes], Document]:
    def reading(content: bytes) -> Document:
        document = receive(cast, content)
        document_read(document_id=document.pk, now=NOW)
        document.refresh_from_db()
        return document

    return reading


def test_a_clean_file_is_read(scanner: Clamd, read) -> None:
    document = read(CLEAN)
    assert scanner.seen == [CLEAN]
    assert (document.stage, document.scan) == (Document.Stage.READ, Document.Scan.CLEAN)


def test_a_file_with_a_virus_is_refused_and_cannot_be_had(
    scanner: Clamd, read, client_of, cast: Cast
) -> None:
    document = read(EICAR)
    assert (document.stage, document.scan) == (Document.Stage.REJECTED, Document.Scan.INFECTED)
    assert "virus (Eicar-Test-Signature)" in document.problems[0]
    assert document.text == ""
    client = client_of(cast.lene)
    answer = client.get(reverse("document_original", args=[document.pk]))
    assert answer.status_code == 302
    page = client.get(answer.url).text
    assert "kan ikke hentes" in page
    assert "Hent originalen" not in page


def test_a_large_file_reaches_the_scanner_whole(scanner: Clamd, tmp_path: Path, settings) -> None:
    whole = bytes(range(256)) * 2000 + EICAR
    (tmp_path / "stor").write_bytes(whole)
    assert find_virus(tmp_path / "stor", scanner=settings.CLAMD) == "Eicar-Test-Signature"
    assert scanner.seen == [whole]


def test_while_the_scanner_is_away_the_file_waits_and_counts_no_failure(
    cast: Cast, settings, client_of
) -> None:
    settings.CLAMD = "tcp://127.0.0.1:1"
    document = receive(cast, CLEAN)
    for minute in range(5):
        document_read(document_id=document.pk, now=NOW + timedelta(minutes=minute))
    document.refresh_from_db()
    assert (document.stage, document.scan) == (Document.Stage.RECEIVED, Document.Scan.HELD)
    assert (document.attempts, document.taken_at) == (0, None)
    assert Event.objects.filter(kind=Event.Kind.HELD).count() == 1
    client = client_of(cast.lene)
    assert "Afventer viruskontrol" in client.get(reverse("documents")).text
    assert client.get(reverse("document_original", args=[document.pk])).status_code == 302


def test_when_it_is_back_the_file_is_read(cast: Cast, settings, clamd: Clamd) -> None:
    settings.CLAMD = "tcp://127.0.0.1:1"
    document = receive(cast, CLEAN)
    document_read(document_id=document.pk, now=NOW)
    settings.CLAMD = f"tcp://127.0.0.1:{clamd.listening.getsockname()[1]}"
    document_read(document_id=document.pk, now=NOW + timedelta(minutes=1))
    document.refresh_from_db()
    assert (document.stage, document.scan) == (Document.Stage.READ, Document.Scan.CLEAN)


@pytest.mark.parametrize(
    "said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK maybe\0", b"\xff" * 5000]
)
def test_an_answer_that_is_neither_clean_nor_virus_counts_as_none(
    scanner: Clamd, read, said: bytes
) -> None:
    scanner.says = said
    assert read(CLEAN).scan == Document.Scan.HELD


def test_a_name_of_a_virus_that_is_no_name_is_cleaned(scanner: Clamd, read) -> None:
    scanner.says = b"stream: <script>\n alert(1)</script> FOUND\0"
    assert "<" not in read(CLEAN).problems[0]


def test_a_socket_of_this_machine_does_as_well(tmp_path: Path) -> None:
    path = tmp_path / "clamd"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        Clamd(listening)
        (tmp_path / "file").write_bytes(EICAR)
        assert find_virus(tmp_path / "file", scanner=f"unix://{path}")
    with pytest.raises(ScannerAwayError):
        find_virus(tmp_path / "file", scanner=f"unix://{tmp_path / 'none'}")


def test_what_was_called_infected_is_scanned_anew_when_it_is_read_again(
    scanner: Clamd, read, cast: Cast
) -> None:
    document = read(EICAR)
    scanner.says = b"stream: OK\0"
    document_retry(document=document, by=cast.lene, now=NOW)
    document_read(document_id=document.pk, now=NOW)
    document.refresh_from_db()
    assert document.scan == Document.Scan.CLEAN


def test_without_a_scanner_nobody_is_asked(read) -> None:
    assert read(CLEAN).scan == Document.Scan.NONE
