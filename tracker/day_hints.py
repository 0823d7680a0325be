"""A day on which nobody is at work may be chosen; who chooses it is told what day it is."""

from __future__ import annotations

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.policy import holiday_name, is_workday, workdays_after
from meetings.models import ClosingDay
from meetings.selectors import closing_days
from meetings.usual_days import USUAL, USUALLY_CLOSED
from tracker.fields import day_words

SUNDAY = 7
A_WEEK = re.compile(r"(?<!\w)uge(?:n|r|rne)?(?!\w)", re.IGNORECASE)


def tell_day_off(request: HttpRequest, day: date | None) -> None:
    """Say beside what was saved that nobody is at work on the day, and which is the next."""
    hint = day_hint(day)
    if hint:
        messages.info(request, hint)


def day_hint(day: date | None) -> str:
    """Return "05-06-2026 er grundlovsdag. …", "" for a working day of this municipality."""
    if day is None:
        return ""
    closed = closing_days()
    return "" if is_workday(day, closed=closed) else _words(day, _own_name(day), closed)


def common_day_hint(day: date | None, due_text: str) -> str:
    """Return the same without a question, by the days off that all municipalities share.

    Nothing of a day that is over, nor of the Sunday that "i uge 47" ends on: nobody chose it.
    """
    return _words(day, "", USUAL) if day and _is_worth_a_word(day, due_text) else ""


def beside_day_hint(day: date | None, due_text: str) -> str:
    """Return it in few words, for where the day itself stands before them."""
    if day is None or not _is_worth_a_word(day, due_text):
        return ""
    return _("%(name)s; næste arbejdsdag er %(later)s") % {
        "name": _common_name(day) or _("en lukkedag"),
        "later": _later_words(day, USUAL),
    }


def _is_worth_a_word(day: date, due_text: str) -> bool:
    if is_workday(day) or day < timezone.localdate():
        return False
    return not (day.isoweekday() == SUNDAY and A_WEEK.search(due_text))


def _words(day: date, own_name: str, closed: frozenset[date]) -> str:
    return _("%(day)s er %(name)s. Den næste arbejdsdag er %(later)s.") % {
        "day": day_words(day),
        "name": own_name or _common_name(day) or _("en lukkedag"),
        "later": _later_words(day, closed),
    }


def _later_words(day: date, closed: frozenset[date]) -> str:
    later = workdays_after(day, 1, closed=closed)
    return date_format(later, "l j F Y" if get_language() == "en" else "l j. F Y")


def _common_name(day: date) -> str:
    language = get_language() or "da"
    usual = USUALLY_CLOSED.get((day.month, day.day))
    name = holiday_name(day, language=language) or (_(usual) if usual else "")
    if not name and not is_workday(day, closed=frozenset()):
        return _("en %(weekday)s") % {"weekday": date_format(day, "l")}
    return name if language == "en" else name[:1].lower() + name[1:]


def _own_name(day: date) -> str:
    row = ClosingDay.objects.filter(day=day).first()
    return _("en lukkedag (%(name)s)") % {"name": row.name} if row else ""
