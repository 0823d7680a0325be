"""A request that carries too much is refused before it is kept."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Document
from tests.cast import Cast
from tracker.uploads import FILES_A_REQUEST


def test_a_request_with_more_than_a_person_drops_is_refused(
    cast: Cast, client_of, settings
) -> None:
    settings.UPLOAD_BYTES = 10
    file = SimpleUploadedFile("stor.txt", b"x" * 10 * (FILES_A_REQUEST + 1) + b"x" * 1000)
    answer = client_of(cast.bo).post("/dokumenter/", {"file": file})
    assert answer.status_code == 400
    assert not Document.objects.exists()


def test_nobody_can_fill_the_disk_from_the_login_page(client, db, settings) -> None:
    settings.UPLOAD_BYTES = 10
    file = SimpleUploadedFile("stor.txt", b"x" * 5000)
    assert client.post("/log-ind/", {"username": "x", "file": file}).status_code == 400
