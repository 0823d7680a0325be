"""What must not stand in a log, wherever the line comes from."""

from __future__ import annotations

import logging
import re

# These addresses are keys: whoever reads one may answer for somebody, or look into a calendar.
KEYED_ADDRESS = re.compile(
    r"(/(?:svar/(?:frist/|ikke-min/|status/)?|afmeld/|kalender/))(?!frist/|ikke-min/|status/)"
    r"[^/\s\"?]+"
)


class HideAnswerLinks(logging.Filter):
    """Takes the key out of keyed addresses; lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = KEYED_ADDRESS.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
