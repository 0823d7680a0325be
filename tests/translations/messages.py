"""The messages of code and templates, gathered without the programs of gettext.

Django turns a template into what looks like code; from there on both are read alike.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("actions", "meetings", "tracker", "config")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A text that people see: its msgid, its plural where it has one, and where it stands."""

    msgid: str
    plural: str
    context: str
    place: str

    @property
    def key(self) -> Key:
        return (self.context, self.msgid)


def find_messages() -> dict[Key, Message]:
    """Return every message of the product once, by context and msgid, first place first."""
    found: dict[Key, Message] = {}
    for path in _sources():
        for message in _messages(path):
            known = found.setdefault(message.key, message)
            if message.plural and not known.plural:
                found[message.key] = message
    return found


def _sources() -> Iterator[Path]:
    for folder in SOURCES:
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def _messages(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    place = str(path.relative_to(ROOT))
    if path.suffix != ".py":
        # What stands between the messages is blanked out; indentation would be taken for code.
        lines = templatize(text, origin=place).split("\n")
        text = "\n".join(line.lstrip() for line in lines)
    for line, words, _comments, context in extract(
        "python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        msgid, plural = words if isinstance(words, tuple) else (words, "")
        if msgid:
            yield Message(msgid, plural or "", context or "", f"{place}:{line}")
