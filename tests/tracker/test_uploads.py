"""A request that carries too much is refused before it is kept, and so is a file too many."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.models import Document
from tests.cast import Cast
from tracker.uploads import FILES_A_REQUEST, seconds_until_more


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


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, f"Referat {name}".encode()) for name in names]


class TestTooManyInAnHour:
    def test_as_many_as_allowed_are_taken(self, cast: Cast, client_of, settings) -> None:
        settings.UPLOADS_AN_HOUR = 2
        answer = client_of(cast.bo).post("/dokumenter/", {"file": files("a.txt", "b.txt")})
        assert answer.status_code == 302
        assert Document.objects.count() == 2

    def test_of_more_those_are_kept_and_the_rest_is_named_with_when_it_may_come(
        self, cast: Cast, client_of, settings
    ) -> None:
        settings.UPLOADS_AN_HOUR = 1
        sent = files("a.txt", "b.txt", "c.txt")
        answer = client_of(cast.bo).post("/dokumenter/", {"file": sent})
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 3600
        assert "a.txt er lagt ind og bliver læst." in answer.text
        assert "b.txt, c.txt er ikke lagt ind: du har nået 1 fil på en time." in answer.text
        assert "Det, du har lagt ind før, er bevaret. Læg filerne ind igen efter kl." in answer.text
        assert [document.name for document in Document.objects.all()] == ["a.txt"]

    def test_a_program_is_counted_with_its_user(self, cast: Cast, client_of, settings) -> None:
        settings.UPLOADS_AN_HOUR = 1
        client = client_of(cast.bo)
        client.post("/dokumenter/", {"file": files("a.txt")})
        (second,) = files("b.txt")
        answer = client.post("/api/v1/documents/", {"file": second})
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 3600
        told = answer.json()["detail"]
        assert told == "Filen er ikke lagt ind: du har nået 1 fil på en time."
        assert Document.objects.count() == 1

    def test_nobody_else_has_to_wait(self, cast: Cast, client_of, settings) -> None:
        settings.UPLOADS_AN_HOUR = 1
        client_of(cast.bo).post("/dokumenter/", {"file": files("a.txt", "b.txt")})
        (other,) = files("c.txt")
        answer = client_of(cast.lene).post(
            "/api/v1/documents/", {"file": other, "committee": cast.committee.pk}
        )
        assert answer.status_code == 201

    def test_when_the_hour_is_over_more_may_come(self, cast: Cast, settings) -> None:
        settings.UPLOADS_AN_HOUR = 2
        first = timezone.now()
        minutes = [0, 40, 50, 61, 62, 63]
        waits = [
            seconds_until_more(cast.bo, now=first + timedelta(minutes=minute)) for minute in minutes
        ]
        assert waits == [0, 0, 10 * 60, 0, 0, 58 * 60]
