"""What is off about a day, on our pages."""

from __future__ import annotations

from django import template

from tracker.day_hints import common_day_hint

register = template.Library()
register.filter("day_off", common_day_hint)
