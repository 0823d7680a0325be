"""A mail that is put into its final form once, and cheaply, however often it is asked for."""

from __future__ import annotations

from email.message import Message
from email.policy import Compat32
from secrets import token_hex
from typing import Any

from django.core.mail import EmailMultiAlternatives


class PlainHeaders(Compat32):
    """Writes a header that needs neither folding nor encoding as it is.

    The library puts each through its encoder, which costs more than all the rest of the mail and
    gives the same for these.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            return super().fold_binary(name, value)
        line = f"{name}: {value}"
        if self.max_line_length is None or len(line) > self.max_line_length:
            return super().fold_binary(name, value)
        return f"{line}{self.linesep}".encode("ascii")


class MadeMail(EmailMultiAlternatives):
    """Keeps what it was made into: looked at before the line is open, and sent as just that."""

    _made: Any = None

    def message(self, *, policy: Any = None) -> Any:
        if self._made is None:
            made: Message = super().message()
            made.policy = PlainHeaders()
            for part in made.walk():
                if part.is_multipart():
                    # Left to itself the library searches all of the text for one that is free.
                    part.set_boundary(f"=_{token_hex(16)}")
            self._made = made
        return self._made
