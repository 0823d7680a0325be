"""What a meeting's file is called: its name may tell what is closed in it.

Who may open the file reads its name; nobody else does.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from meetings.models import Document


def file_name(document: Document, *, may_open: bool, may_decide: bool) -> str:
    """Return the name of the file, or for whom it is where the user may not open it."""
    if may_open:
        return document.name
    # Who decides on the meeting is refused for the sake of another committee alone.
    if may_decide:
        return _("Fælles fil med et andet udvalg")
    return _("Kun for sekretariatet")
