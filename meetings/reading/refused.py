"""A file that is not let in: what the parts of the reader say to each other about it."""

from __future__ import annotations


class RefusedError(Exception):
    """The file is not let in; `code` is one of the codes of `UnreadableError`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
