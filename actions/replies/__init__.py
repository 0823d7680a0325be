"""PURE: what came back by mail, read: whose words, to which of our mails, or which machine's."""

from __future__ import annotations

from actions.replies.confined import read_stranger
from actions.replies.mails import Enclosed, ReadMail, UnreadableError, read_mail
from actions.replies.natures import Bounce, Nature

__all__ = [
    "Bounce",
    "Enclosed",
    "Nature",
    "ReadMail",
    "UnreadableError",
    "read_mail",
    "read_stranger",
]
