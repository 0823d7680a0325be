"""A folder that is not as it was written is refused whole, in words, with nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actions.models import ActionItem
from meetings.models import Committee
from tests.tracker.test_exchange import empty, exported
from tracker.exchange.exporting import MANIFEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(action_item: ActionItem, tmp_path: Path) -> Path:
    """What was written, beside a database that is empty again."""
    written = exported(tmp_path / "ud")
    empty()
    return written


def file_of(folder: Path) -> Path:
    return next(path for path in (folder / "files").rglob("*") if path.is_file())


def refused(folder: Path, words: str) -> None:
    with pytest.raises(CommandError, match=words) as told:
        call_command("import_all", str(folder))
    assert "Intet er indlæst" in str(told.value)
    assert not Committee.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("files"),
        lambda told: told.update(files=None),
        lambda told: told.update(files=["files/documents/1"]),
        lambda told: told["files"].update({"files/\0": "0"}),
        lambda told: told.pop("form"),
        lambda told: told.update(tables=list(told["tables"])),
        lambda told: told["tables"]["units"].pop("sha256"),
        lambda told: told["tables"]["units"].pop("rows"),
        lambda told: told["tables"].update(units=7),
    ],
)
def test_a_damaged_manifest_is_told_of(folder: Path, change: Callable[[Any], None]) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    change(told)
    (folder / MANIFEST).write_text(json.dumps(told))
    refused(folder, "Fortegnelsen mangler eller er beskadiget")


@pytest.mark.parametrize("text", ["", "[]", "7", '{"form": 1', "[" * 100_000, "\udcff"])
def test_so_is_one_that_is_none(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    refused(folder, "Fortegnelsen mangler eller er beskadiget")


def test_a_file_that_the_manifest_does_not_name_is_refused(folder: Path) -> None:
    (folder / "files" / "documents" / "999").write_bytes(b"fremmed")
    refused(folder, "files/documents/999 er ikke med i eksportens fortegnelse")


def test_a_file_that_the_manifest_no_longer_names_is_not_taken(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    told["files"].clear()
    (folder / MANIFEST).write_text(json.dumps(told))
    refused(folder, "er ikke med i eksportens fortegnelse")
    file_of(folder).unlink()
    refused(folder, "er ikke med i eksporten, men skulle være det")


def test_a_link_is_not_followed_even_to_the_same_content(folder: Path, tmp_path: Path) -> None:
    file = file_of(folder)
    elsewhere = file.rename(tmp_path / "udenfor")
    file.symlink_to(elsewhere)
    refused(folder, "mangler eller er ændret")


def test_nor_is_a_folder_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    place = file_of(folder).parent
    elsewhere = place.rename(tmp_path / "udenfor")
    place.symlink_to(elsewhere)
    refused(folder, "mangler eller er ændret")
