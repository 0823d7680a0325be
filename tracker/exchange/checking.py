"""Whether a folder is what `export_all` wrote, before anything of it is taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tracker.exchange.exporting import FORM, MANIFEST, file_digest
from tracker.exchange.tables import TABLES


class ImportRefusedError(Exception):
    """Why nothing was imported, in words for who ran the command."""


def manifest_read(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder that holds exactly what it names.

    Raises ImportRefusedError.
    """
    where = folder / MANIFEST
    try:
        manifest = json.loads(where.read_text(encoding="utf-8"))
        form, names = manifest["form"], set(manifest["tables"].keys())
        if form == FORM and names == {table.name for table in TABLES}:
            expected = dict(_expected(manifest))
    # A file nested without end ends in a RecursionError.
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        words = _(
            "%(where)s kan ikke læses: Fortegnelsen mangler eller er beskadiget. Intet er indlæst. "
            "Hent hele mappen igen, som eksporten skrev den."
        )
        raise ImportRefusedError(words % {"where": where}) from error
    if form != FORM or names != {table.name for table in TABLES}:
        words = _("Eksporten er lavet af en anden udgave af Følg op. Intet er indlæst.")
        raise ImportRefusedError(words)
    _refuse_damaged(folder, expected)
    _refuse_unnamed(folder, set(expected))
    return dict(manifest)


def _expected(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each file by its name; any fault of the manifest shows here."""
    for name, told in manifest["tables"].items():
        if type(told["rows"]) is not int:
            raise TypeError(name)
        yield f"{name}.jsonl", told["sha256"]
    for name, digest in manifest["files"].items():
        if "\0" in name:
            raise ValueError(name)
        yield name, digest


def _refuse_damaged(folder: Path, expected: dict[str, str]) -> None:
    """A link is no file of ours, wherever it leads."""
    root = folder.resolve()
    for name, digest in expected.items():
        path = root / name
        is_ours = path.is_relative_to(root) and path.resolve() == path and path.is_file()
        if not is_ours or file_digest(path) != digest:
            words = _("%(name)s mangler eller er ændret siden eksporten. Intet er indlæst.")
            raise ImportRefusedError(words % {"name": name})


def _refuse_unnamed(folder: Path, named: set[str]) -> None:
    for path in sorted((folder / "files").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in named and (path.is_symlink() or not path.is_dir()):
            words = _(
                "%(name)s er ikke med i eksportens fortegnelse. Intet er indlæst. "
                "Flyt den ud af mappen, og prøv igen."
            )
            raise ImportRefusedError(words % {"name": name})
