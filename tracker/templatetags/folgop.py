"""How dates and grades are put in words on our pages."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.language import Grade, grade
from actions.language.rule_words import rule_words
from meetings.reading.sentences import running_text
from tracker.fields import day_words
from tracker.web.grades import GRADE_WORDS
from tracker.web.navigation import navigation_entries

register = template.Library()
register.filter("running_text", running_text)

ICONS = "vendor/dkfds-11.2.0/img/icons.svg"

# Colour and icon that go with the grade; the word always stands beside them.
GRADE_KINDS = {Grade.CERTAIN: "success", Grade.LIKELY: "info", Grade.MAYBE: "warning"}
GRADE_ICONS = {Grade.CERTAIN: "success", Grade.LIKELY: "info", Grade.MAYBE: "help"}

_DATE = re.compile(r"(\b\d{2}-\d{2}-\d{4}\b)")

ALERT_ICONS = {"success": "success", "warning": "warning", "error": "error"}


@register.filter
def whole_dates(text: str) -> SafeString:
    """Return the text, no date in it divided where a line ends."""
    before, *dated = _DATE.split(text)
    pairs = zip(dated[::2], dated[1::2], strict=True)
    return format_html(
        "{}{}", before, format_html_join("", '<span class="nowrap">{}</span>{}', pairs)
    )


@register.simple_tag
def htmx_config() -> str:
    """What the strict policy allows htmx, and that refusals are shown where they belong."""
    return json.dumps(
        {
            "includeIndicatorStyles": False,
            "allowEval": False,
            "allowScriptTags": False,
            "historyCacheSize": 0,
            # Not "style": setting what a field was dragged to as an attribute is inline style.
            "attributesToSettle": ["class"],
            "responseHandling": [
                {"code": "204", "swap": False},
                {"code": "[23]..", "swap": True},
                {"code": "(409|422|429)", "swap": True, "error": False},
                {"code": "[45]..", "swap": False, "error": True},
            ],
        }
    )


@register.filter
def whole(value: object) -> object:
    """Write a whole number as it is written on paper: 1.204, or 1,204 in English.

    >>> whole("tekst")
    'tekst'
    """
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    return number_format(value, force_grouping=True)


@register.filter(name="rule_words")
def rule_words_shown(name: str) -> str:
    """Say what a rule is called, in the language of the page."""
    return _(rule_words(name))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the icons; it stands beside words and is silent to screen readers."""
    return format_html(
        '<svg class="icon-svg" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(ICONS),
        name,
    )


@register.inclusion_tag("components/_navigation.html", takes_context=True)
def navigation(context: RequestContext) -> dict[str, object]:
    request: HttpRequest = context["request"]
    return {"entries": navigation_entries(request)}


@register.filter
def alert_icon(kind: str) -> str:
    return ALERT_ICONS.get(kind, "info")


@register.filter
def short_date(day: date | None) -> str:
    """30-06-2020, as minutes write it, or 30 Jun 2020; nothing where there is no day."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return day_words(day) if day else ""


@register.filter
def short_datetime(moment: datetime | None) -> str:
    """30-06-2020 kl. 14.05, in the municipality's own time."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    time = f"{local:%H:%M}" if get_language() == "en" else f"{local:%H.%M}"
    return _("%(day)s kl. %(time)s") % {"day": day_words(local.date()), "time": time}


@register.filter
def long_date(day: date | None) -> str:
    """tirsdag 30. juni 2020, or Tuesday 30 June 2020"""
    words = "l j F Y" if get_language() == "en" else "l j. F Y"
    return date_format(day, words) if day else ""


@register.filter
def danish_size(size: int) -> str:
    """1,2 MB"""
    return filesizeformat(size)


@register.filter
def confidence_grade(confidence: float) -> str:
    return str(GRADE_WORDS[grade(confidence)])


@register.filter
def confidence_kind(confidence: float) -> str:
    return GRADE_KINDS[grade(confidence)]


@register.filter
def confidence_icon(confidence: float) -> str:
    return GRADE_ICONS[grade(confidence)]
