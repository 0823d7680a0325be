"""A file without pages: Word, HTML, and what a mail brings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from meetings.reading.docx import read_docx
from meetings.reading.eml import unpack_mail
from meetings.reading.html import read_html
from meetings.reading.refused import RefusedError


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield the text of a Word or HTML file as JSON, or what of a mail is to be read."""
    yield unpack_mail(data) if order["format"] == "mail" else _text(data, order["format"])


def _text(data: bytes, kind: str) -> bytes:
    try:
        file_text = read_docx(data) if kind == "docx" else read_html(data)
    except RecursionError:
        raise RefusedError("too_heavy") from None
    whole = {"text": file_text.text, "problems": list(file_text.problems)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
