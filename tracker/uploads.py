"""How much a request may carry, asked before a byte of it is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

# As many of the largest allowed files as somebody drops on the page at once.
FILES_A_REQUEST = 20


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
