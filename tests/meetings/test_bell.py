"""The queue may be away or broken: then the bell says so, and nobody's work is lost for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from celery import Celery
from celery.canvas import Signature

from meetings.bell import ring

pytestmark = pytest.mark.pure


def road(broker: str, folder: Path) -> Signature:
    app = Celery("bell", broker=broker, set_as_current=False)
    if broker == "filesystem://":
        app.conf.broker_transport_options = {
            "data_folder_in": str(folder),
            "data_folder_out": str(folder),
            "control_folder": str(folder),
        }

    @app.task
    def nothing() -> None: ...

    return nothing.si()


def test_a_queue_that_is_there_takes_it(tmp_path: Path) -> None:
    assert ring(road("filesystem://", tmp_path), waiting="it waits")
    assert len(list(tmp_path.glob("*.msg"))) == 1


def test_a_folder_that_is_gone_is_told_of_and_raises_nothing(tmp_path: Path, caplog) -> None:
    assert not ring(road("filesystem://", tmp_path / "gone"), waiting="document 7 waits")
    assert "document 7 waits for the next tick" in caplog.text


def test_nor_does_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "queue").touch()
    assert not ring(road("filesystem://", tmp_path / "queue"), waiting="it waits")


def test_nor_does_a_broker_that_is_away(tmp_path: Path) -> None:
    assert not ring(road("redis://127.0.0.1:1/0", tmp_path), waiting="it waits")
