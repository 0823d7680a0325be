"""The queue in a folder: what is taken out of it is whole, however many put in and take out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from typing import cast

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from config.queue_folder import Channel, Transport

pytestmark = pytest.mark.pure

LONG = "Mødet om svømmehallen " * 2_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "queue").mkdir()
    return tmp_path / "queue"


@pytest.fixture
def channel(folder: Path) -> Iterator[Channel]:
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder.parent),
    }
    with Connection("filesystem://", transport=Transport, transport_options=options) as opened:
        yield cast("Channel", opened.default_channel)


def taken(channel: Channel) -> list[int]:
    numbers = []
    try:
        while True:
            numbers.append(channel._get("mails")["number"])
    except Empty:
        return numbers


def test_messages_come_out_whole_and_once_each_queue_its_own(channel: Channel) -> None:
    for number in range(3):
        channel._put("mails", {"number": number, "text": "Ærø"})
        channel._put("files", {"number": 9})
    assert sorted(taken(channel)) == [0, 1, 2]


def test_who_takes_while_another_puts_in_never_finds_half_a_message(channel: Channel) -> None:
    def put_in() -> None:
        for number in range(200):
            channel._put("mails", {"number": number, "text": LONG})

    found: list[int] = []
    with ThreadPoolExecutor() as pool:
        putting = pool.submit(put_in)
        while not putting.done():
            found += taken(channel)
        putting.result()
    found += taken(channel)
    assert sorted(found) == list(range(200))


def test_a_message_that_was_begun_and_never_finished_is_not_taken(
    channel: Channel, folder: Path
) -> None:
    (folder / "1_cut.begun").write_text(json.dumps({"number": 7})[:5], encoding="utf-8")
    assert taken(channel) == []


def test_a_folder_that_is_gone_is_told(channel: Channel, folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(ChannelError):
        channel._put("mails", {"number": 1})
