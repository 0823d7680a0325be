"""Bring the English catalogue in line with code and templates, compile it, list what it lacks."""

from __future__ import annotations

import sys

import django
from django.conf import settings

from tests.translations.catalogue import (
    bring_in_line,
    compile_catalogue,
    read_catalogue,
    state_of,
    write_catalogue,
)


def main() -> int:
    if not settings.configured:
        settings.configure(USE_I18N=False)
    django.setup()
    stale = state_of(read_catalogue()).stale
    write_catalogue(bring_in_line(read_catalogue()))
    compile_catalogue()
    state = state_of(read_catalogue())
    for one in state.missing:
        print(f"missing: {one.msgid!r} ({one.place})")
    for words in state.unfit:
        print(f"other placeholders: {words!r}")
    print(
        f"{len(state.missing)} missing, {len(state.unfit)} do not fit, {len(stale)} taken out. "
        "Write the missing into locale/en/LC_MESSAGES/django.po, and run this again."
    )
    return 1 if state.missing or state.unfit else 0


if __name__ == "__main__":
    sys.exit(main())
