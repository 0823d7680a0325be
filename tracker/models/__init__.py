"""What people keep for themselves here, and the programs that come in their name, as rows."""

from __future__ import annotations

from tracker.models.api_token import ApiToken
from tracker.models.kept_answer import KeptAnswer
from tracker.models.rate_count import RateCount
from tracker.models.saved_view import SavedView

__all__ = ["ApiToken", "KeptAnswer", "RateCount", "SavedView"]
