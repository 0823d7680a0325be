"""What must not stand in a log, wherever the line comes from."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from meetings.origin import current_origin
from meetings.reading.cpr import hide_cpr

# These addresses are keys: whoever reads one may answer for somebody, or look into a calendar.
KEYED_ADDRESS = re.compile(
    r"(/(?:svar/(?:frist/|ikke-min/|status/)?|afmeld/|kalender/))(?!frist/|ikke-min/|status/)"
    r"[^/\s\"?]+"
)
# Whatever came into the address before the key, its signature gives it away.
SIGNED = re.compile(
    r"(?<![\w=-])[\w=-]*+(?:(?::|%3A)[\w-]{5,7})?(?::|%3A)[\w-]{30,}", re.IGNORECASE
)
# What the municipality's own login sends back opens a session, once.
SENT_BACK = re.compile(r"(/log-ind/arbejdskonto/svar/\?)[^\s\"]+")
# What PostgreSQL says of a refusal: the row that failed, with all its words, or a key's values.
REFUSED_ROW = re.compile(
    r"^(DETAIL:  ).*(?:\n(?!\s|$|[A-Z]+:  |Traceback |The above ).*)*", re.MULTILINE
)

NO_REQUEST = "-"
# No header of a request can be called so.
REQUEST_ID = "folgop.request_id"


class SafeFormatter(logging.Formatter):
    """Writes the line, with the request it belongs to, and takes out what is nobody's to read.

    Here and not in a filter, so that a traceback and what a library put together are covered too.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = _request_id(record) or NO_REQUEST
        return hide_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """Writes each line as a JSON object for programs that gather logs, as safe as the other."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": _request_id(record) or None,
            "message": hide_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = hide_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _request_id(record: logging.LogRecord) -> str:
    """Return the request at hand, or the one whose answer is spoken of once it is given."""
    meta = getattr(getattr(record, "request", None), "META", {})
    return current_origin().request_id or str(meta.get(REQUEST_ID, ""))


def hide_secrets(line: str) -> str:
    """Take out keys of keyed addresses, numbers like CPR numbers, and rows a database refused."""
    without_rows = REFUSED_ROW.sub(r"\1…", line)
    without_keys = SIGNED.sub("…", KEYED_ADDRESS.sub(r"\1…", without_rows))
    return hide_cpr(SENT_BACK.sub(r"\1…", without_keys))
