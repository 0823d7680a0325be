"""The steps of a rhythm in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actions.policy import Rhythm
from actions.selectors import days_words, silent_days

NAMED = {
    "assigned": gettext_lazy("besked om opgaven"),
    "due": gettext_lazy("på dagen for fristen"),
    "own": gettext_lazy("egen påmindelse"),
    "refused": gettext_lazy("svar om ny frist"),
}


def step_words(step: str) -> str:
    """Return what a step is called: "before-7" is "7 arbejdsdage før fristen"."""
    kind, _dash, number = step.partition("-")
    if kind == "before":
        return _before(int(number))
    if kind in {"unit", "manager"}:
        who = _("til enheden") if kind == "unit" else _("til lederen")
        return _("%(who)s, %(days)s arbejdsdage efter fristen") % {"who": who, "days": number}
    if kind == "late":
        return ngettext(
            "%(days)s arbejdsdag efter fristen", "%(days)s arbejdsdage efter fristen", int(number)
        ) % {"days": number}
    return str(NAMED.get(kind, step))


def _before(days: int) -> str:
    return ngettext("%(days)s arbejdsdag før fristen", "%(days)s arbejdsdage før fristen", days) % {
        "days": days
    }


def before_words(rhythm: Rhythm) -> str:
    """Return "7 og 1 arbejdsdage før fristen og på dagen"."""
    days = [str(number) for number in rhythm.days_before if number]
    parts = []
    if days == ["1"]:
        parts.append(_("1 arbejdsdag før"))
    elif days:
        parts.append(_("%(days)s arbejdsdage før") % {"days": _joined(days)})
    if 0 in rhythm.days_before:
        parts.append(_("på dagen"))
    return _joined(parts) or _("ingen")


def late_words(rhythm: Rhythm) -> str:
    if not rhythm.days_between_late:
        return _("ingen")
    if rhythm.days_between_late == 1:
        return _("hver arbejdsdag")
    return _("hver %(days)s. arbejdsdag") % {"days": rhythm.days_between_late}


def ladder_words(rhythm: Rhythm) -> str:
    """Return "enheden efter 10, lederen efter 15"."""
    rungs = [
        _("enheden efter %(days)s") % {"days": rhythm.unit_after} if rhythm.unit_after else "",
        _("lederen efter %(days)s") % {"days": rhythm.manager_after}
        if rhythm.manager_after
        else "",
    ]
    return ", ".join(rung for rung in rungs if rung) or _("nej")


def silent_words() -> str:
    """Return "stille i 14 dage", or the shortest and the longest where rhythms differ."""
    return _("stille i %(days)s dage") % {"days": days_words(silent_days())}


def _joined(parts: Sequence[str]) -> str:
    *first, last = parts or [""]
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last} if first else last
