"""Days that are no public holidays, and on which municipalities are closed all the same. Pure.

Where one of them holds open, its administrator says so; what it closes besides is a row.
"""

from __future__ import annotations

from datetime import date

from meetings.refusal import gettext_noop

USUALLY_CLOSED = {
    (6, 5): gettext_noop("Grundlovsdag"),
    (12, 24): gettext_noop("Juleaftensdag"),
    (12, 31): gettext_noop("Nytårsaftensdag"),
}
YEARS = range(2000, 2101)
USUAL = frozenset(date(year, month, day) for year in YEARS for month, day in USUALLY_CLOSED)
