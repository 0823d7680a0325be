"""An export that cannot be whole says why, and leaves nothing that could be taken for one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actions.models import ActionItem
from meetings.models import Document, Event
from tests.tracker.test_exchange import exported
from tracker.exchange import exporting

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stored_file_that_is_missing_is_named_and_nothing_is_written(
    action_item: ActionItem, tmp_path: Path
) -> None:
    document = Document.objects.get()
    Path(document.file.path).unlink()
    with pytest.raises(CommandError) as told:
        call_command("export_all", str(tmp_path / "ud"))
    assert f"mangler på disken: 1 (documents/{document.pk})" in str(told.value)
    assert "Intet er eksporteret" in str(told.value)
    assert document.file.name not in str(told.value)
    assert list((tmp_path / "ud").iterdir()) == []
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


def test_after_the_file_is_back_the_same_folder_will_do(
    action_item: ActionItem, tmp_path: Path
) -> None:
    path = Path(Document.objects.get().file.path)
    aside = path.rename(tmp_path / "til side")
    with pytest.raises(CommandError):
        call_command("export_all", str(tmp_path / "ud"))
    aside.rename(path)
    assert (exported(tmp_path / "ud") / exporting.MANIFEST).is_file()


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), CommandError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_an_export_that_is_broken_off_takes_away_what_it_wrote(
    action_item: ActionItem,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    seen: type[BaseException],
) -> None:
    def fails(_path: Path) -> str:
        raise error

    monkeypatch.setattr(exporting, "file_digest", fails)
    with pytest.raises(seen) as told:
        call_command("export_all", str(tmp_path / "ud"))
    assert list((tmp_path / "ud").iterdir()) == []
    if seen is CommandError:
        assert "er fjernet" in str(told.value)
