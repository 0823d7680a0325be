"""What people keep for themselves, programs that come in their name, and what is erased."""

from __future__ import annotations

from tracker.models.api_token import ApiToken
from tracker.models.kept_answer import KeptAnswer
from tracker.models.person_report import PersonReport
from tracker.models.rate_count import RateCount
from tracker.models.retention import RetentionItem, RetentionRule, RetentionRun
from tracker.models.saved_view import SavedView

__all__ = [
    "ApiToken",
    "KeptAnswer",
    "PersonReport",
    "RateCount",
    "RetentionItem",
    "RetentionRule",
    "RetentionRun",
    "SavedView",
]
