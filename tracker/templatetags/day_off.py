"""What is off about a day, on our pages."""

from __future__ import annotations

from django import template

from tracker.day_hints import beside_day_hint, common_day_hint

register = template.Library()
register.simple_tag(common_day_hint, name="day_off")
register.simple_tag(beside_day_hint, name="day_off_beside")
