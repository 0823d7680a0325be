"""How much a request may carry, and a person an hour, asked before a byte of it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from meetings.models import User
from tracker.rates import seconds_to_wait

# As many of the largest allowed files as somebody drops on the page at once.
FILES_A_REQUEST = 20
AN_HOUR = 3600


def seconds_until_more(user: User, *, now: datetime) -> int:
    """Count a file from the user; return 0, or the seconds until another may come."""
    return seconds_to_wait(
        f"upload:{user.pk}", most=settings.UPLOADS_AN_HOUR, within=AN_HOUR, now=now
    )


class RequestLimit(FileUploadHandler):
    """Refuse a request that is larger than what a person may drop on the page at once."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django calls it by this name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > settings.UPLOAD_BYTES * FILES_A_REQUEST:
            raise RequestDataTooBig(_("Der blev sendt for meget på én gang."))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
