"""Answers as JSON in which no text shows a number that looks like a CPR number."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import JSONRenderer

from meetings.cpr_pages import hide_in_text


class SafeJsonRenderer(JSONRenderer):
    """Masks them digit by digit: what stands where in a text stays."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return super().render(_safe(data), *args, **kwargs)


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return hide_in_text(value)
    if isinstance(value, dict):
        return {key: _safe(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(one) for one in value]
    return value
