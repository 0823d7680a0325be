"""How often an owner may give a deadline away alone."""

from __future__ import annotations

# Twice is life; the third time somebody else is to know why.
OWN_EXTENSIONS = 2


def may_extend_alone(extensions: int) -> bool:
    """Tell whether the next extension is the owner's own, after so many there have been."""
    return extensions < OWN_EXTENSIONS
