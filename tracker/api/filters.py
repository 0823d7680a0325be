"""Filters that programs use, beside those they share with the pages."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

LARGEST_KEY = 10**18 - 1
YES_NO = [("true", "true"), ("false", "false")]


class KeyFilter(django_filters.Filter):  # type: ignore[misc]  # ships no types
    """Rows that refer to the one with this key; a key that no row can have is refused."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_KEY, **kwargs)


class YesNoFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]  # ships no types
    """true or false, and nothing that could be taken for either."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=YES_NO, coerce="true".__eq__, **kwargs)
