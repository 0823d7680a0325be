"""The first released schema, and what of the migrations after it readers of the code before lose.

Which migrations each app had in the first version (ADR 0024). A release that is made adds a table
here; none is ever changed.
"""

from __future__ import annotations

# So that "manage.py migrate" of the first version is done again: what it brought of Django's.
DJANGOS = ("contenttypes", "auth", "sessions", "admin")

FIRST: dict[str, str] = {
    "meetings": "0001_initial",
    "actions": "0002_initial",
}
# Apps of ours that came later, and so begin with nothing.
LATER = ("tracker",)

# Operations after FIRST that the code of the release before cannot read past, each with the reason
# why it may stand all the same: ("app", "migration", "operation") to a sentence.
ALLOWED: dict[tuple[str, str, str], str] = {
    ("tracker", "0004_rate_counts", "Raw SQL operation"): (
        "The table shared_cache came and went between two releases, and held nothing but counts."
    ),
}
