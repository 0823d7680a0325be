"""Why a login by OpenID Connect came to nothing."""

from __future__ import annotations

from enum import Enum


class Why(Enum):
    """What went wrong, as far as it makes a difference to who sits before the screen."""

    # The answer belongs to no login begun here, or to one begun too long ago.
    NOT_BEGUN = "not_begun"
    # The service does not answer, or not as one does.
    AWAY = "away"
    # The service itself said no.
    DENIED = "denied"
    # What the service handed out does not hold.
    NOT_PROVEN = "not_proven"
    # The service does not say that the person has shown who it is just now.
    NOT_FRESH = "not_fresh"


class LoginRefusedError(Exception):
    """Nobody is let in; `detail` is for the log, and holds nothing secret."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(f"{why.value}: {detail}")
        self.why = why
        self.detail = detail
