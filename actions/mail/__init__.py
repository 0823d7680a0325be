"""What is written to people: the day's mail with all that is due, and how it leaves the house."""

from __future__ import annotations

from actions.mail.background import Background, background_of
from actions.mail.building import HEADERS, build_mail
from actions.mail.digest import compose
from actions.mail.draft import Draft
from actions.mail.weekly import compose_weekly

__all__ = [
    "HEADERS",
    "Background",
    "Draft",
    "background_of",
    "build_mail",
    "compose",
    "compose_weekly",
]
