"""What each address that changes something leaves in the log: tables beside the access matrix.

A row says who asks, on which page the form stands, what is filled in, what must be so beforehand,
and which Events come of it, one for each change. An address without a row fails the suite.
"""

from __future__ import annotations

from tests.tracker.changes.items import ITEMS
from tests.tracker.changes.mails import MAILS
from tests.tracker.changes.minutes import MINUTES
from tests.tracker.changes.people import PEOPLE
from tests.tracker.changes.programs import PROGRAMS
from tests.tracker.changes.register import REGISTER
from tests.tracker.changes.shape import Change

__all__ = ["CHANGES", "NOT_LOGGED", "TRIED_ELSEWHERE", "Change"]

CHANGES = ITEMS | MAILS | MINUTES | PEOPLE | PROGRAMS | REGISTER
# Nothing that anybody else is to find again later.
NOT_LOGGED = {
    "grade_choose": "how many suggestions one wants to see oneself",
    "language_choose": "the language of one's own browser",
    "logout": "a session's end; its beginning is written down",
    "saved_view_save": "a list's address under a name of one's own",
    "saved_view_remove": "the same, put away",
    "login": "without a password nothing begins; each try is counted in test_login.py",
    "login_code": "the same between its steps",
}
# What they need is made where they are tried; their Events are not counted here.
TRIED_ELSEWHERE = {
    "login_again": "test_password_again.py",
    "login_setup": "test_login.py",
    "passkey_again": "test_passkeys.py",
    "passkey_options": "test_passkeys.py",
    "passkeys": "test_passkeys.py",
    "register_entry_remove": "test_register_entry.py",
}
