"""The queue of a machine without Redis: a folder of files, each there whole or not at all.

kombu writes a message under the name by which another process already takes it; who comes in
between finds half a message, and the worker ends. A file that is renamed into place is whole.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

NANOSECONDS_A_MILLISECOND = 1_000_000


class Channel(filesystem.Channel):
    """Messages in a folder, put there in one step."""

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]
        # The oldest name is taken first; kombu takes only names that end in the queue's own.
        name = f"{monotonic_ns() // NANOSECONDS_A_MILLISECOND}_{uuid4()}"
        folder = Path(self.data_folder_out)
        begun = folder / f"{name}.begun"
        try:
            begun.write_text(dumps(message), encoding="utf-8")
            begun.rename(folder / f"{name}.{queue}.msg")
        except OSError as error:
            raise ChannelError(f"The queue's folder {folder} takes no message.") from error


class Transport(filesystem.Transport):
    """What `BROKER_TRANSPORT` names."""

    Channel = Channel
