"""How an owner is named in addresses and mails."""

from __future__ import annotations


def owner_key(*, person_id: int | None, unit_id: int | None) -> str:
    """Return the owner as addresses and mails name it; "none" where there is none."""
    if person_id:
        return f"person:{person_id}"
    return f"unit:{unit_id}" if unit_id else "none"
