"""The deadline rules, one family a module; importing the folder fills the registry."""

from __future__ import annotations

from actions.language.deadline_rules import (
    days,
    events,
    feasts,
    relative,
    spans,
    weekdays,
    years,
)
from actions.language.deadline_rules.named import named_rules
from actions.language.deadline_rules.registry import RULES, DeadlineRule, Period, When

__all__ = [
    "RULES",
    "DeadlineRule",
    "Period",
    "When",
    "days",
    "events",
    "feasts",
    "named_rules",
    "relative",
    "spans",
    "weekdays",
    "years",
]
