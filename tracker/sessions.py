"""Sessions in the database, asked for by nothing but what can be one of their keys."""

from __future__ import annotations

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Know no session by a key that we never gave.

    A cookie may hold anything, and PostgreSQL takes a NUL in a text for an error.
    """

    def __init__(self, session_key: str | None = None) -> None:
        is_ours = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_ours else None)
