"""A catalogue: what is translated, beside what the product says."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.translations.messages import ROOT, Key, Message, find_messages

LOCALE = "en"
FOLDER = ROOT / "locale" / LOCALE / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
HEADER = """# English, for the people who use Følg op.
# The msgids are the Danish texts of code and templates. `make translations` keeps this file in line
# with them, lists what is missing and compiles it to django.mo."""
UNKEPT = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msg',
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True, slots=True)
class State:
    """What a catalogue lacks, what it says that nobody asks for, and where its words do not fit."""

    missing: tuple[Message, ...]
    stale: tuple[str, ...]
    unfit: tuple[str, ...]


def read_catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale=LOCALE)


def state_of(catalogue: Catalog) -> State:
    wanted = find_messages()
    translated = _translated(catalogue)
    return State(
        missing=tuple(one for key, one in wanted.items() if not _is_whole(translated.get(key))),
        stale=tuple(msgid for key, msgid in _msgids(catalogue).items() if key not in wanted),
        unfit=tuple(
            one.msgid
            for key, one in wanted.items()
            if (words := translated.get(key)) and not _fits(one, words)
        ),
    )


def bring_in_line(catalogue: Catalog) -> Catalog:
    """Return the catalogue with every message of the product, in order, and no other."""
    translated = _translated(catalogue)
    fresh = Catalog(locale=LOCALE, header_comment=HEADER, charset="utf-8", fuzzy=False)
    for key, one in sorted(find_messages().items(), key=lambda pair: pair[1].msgid):
        words = translated.get(key, ("", "") if one.plural else ("",))
        ids = (one.msgid, one.plural) if one.plural else one.msgid
        string = words if one.plural else words[0]
        flags = ["python-format"] if PLACEHOLDER.search(one.msgid) else []
        fresh.add(ids, string, context=one.context or None, flags=flags)
    return fresh


def write_catalogue(catalogue: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=False)
    # When it was written is in git already, and would make two catalogues of the same words differ.
    lines = out.getvalue().decode("utf-8").splitlines()
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')
    kept = [
        line for line in lines if not line.startswith((*dated, '"Language-Team', '"Report-Msg'))
    ]
    kept = [line.replace("PROJECT VERSION", "folgop") for line in kept]
    PO.write_text("\n".join(kept).rstrip() + "\n", encoding="utf-8")


def compiled() -> bytes:
    """Return django.mo as it should be."""
    out = io.BytesIO()
    catalogue = read_catalogue()
    # Otherwise the moment of compiling is written into it.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(out, catalogue)
    return out.getvalue()


def compile_catalogue() -> Path:
    MO.write_bytes(compiled())
    return MO


def _translated(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    found = {}
    for one in catalogue:
        msgid = one.id if isinstance(one.id, str) else one.id[0]
        words = (one.string,) if isinstance(one.string, str) else tuple(one.string)
        if msgid and not one.fuzzy:
            found[(one.context or "", msgid)] = words
    return found


def _msgids(catalogue: Catalog) -> dict[Key, str]:
    return {key: key[1] for key in _translated(catalogue)}


def _is_whole(words: tuple[str, ...] | None) -> bool:
    return bool(words) and all(words)


def _fits(message: Message, words: tuple[str, ...]) -> bool:
    """Tell whether each form has the placeholders of its msgid, and as many forms as it needs."""
    if len(words) != (2 if message.plural else 1):
        return False
    forms = zip((message.msgid, message.plural), words, strict=False)
    return all(not text or _names(text) == _names(msgid) for msgid, text in forms)


def _names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
