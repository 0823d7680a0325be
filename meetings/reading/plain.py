"""Text and Markdown files: bytes in, text out, and nothing changed but what is not text."""

from __future__ import annotations

import codecs

from meetings.reading.text import FileText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Formats whose first bytes happen to be text.
_OTHER_FORMATS = (b"{\\rtf", b"PK\x03\x04", b"%!PS", b"GIF8")
_CONTROLS = frozenset(map(chr, {*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D})) | {"\ufffd"}
_SAMPLE = 100_000
_FEW = 0.002


def read_plain(data: bytes) -> FileText:
    """Return the text of a .txt or .md file: UTF-8, UTF-16 or Windows-1252, line ends as \\n.

    A byte order mark and NUL characters are dropped; letters stay as the file composes them.
    """
    text = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return FileText(text=text.lstrip("\ufeff"))


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data)


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    # Danish text in UTF-16 has a zero in nearly every second byte, other text has none.
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # five bytes are undefined in Windows-1252, none in Latin-1
        return data.decode("latin-1")


def is_plain(data: bytes) -> bool:
    """Tell whether bytes are text and nothing else: no other format, no PDF further down."""
    if b"%PDF-" in data or data.startswith(_OTHER_FORMATS):
        return False
    text = _decode(data)
    odd = sum(1 for char in text[:_SAMPLE] if char in _CONTROLS)
    return odd <= _FEW * max(1, min(len(text), _SAMPLE))
