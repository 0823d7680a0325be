"""Deadlines follow what was done to the meeting plan, and the page says how many."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import ngettext

from actions.services.meeting_bound import Followed, deadlines_follow
from actions.services.rereads import plan_reread_later
from actions.tasks import ring_for_house_rules
from tracker.web.http import UserRequest


def tell_followed(request: UserRequest, words: str) -> None:
    """Let the deadlines follow, and say what was done to the meeting and to them."""
    now = timezone.now()
    followed = deadlines_follow(now=now, by=request.user)
    reread = let_reread(now=now)
    messages.success(request, " ".join([words, *followed_words(followed), *reread]))


def let_reread(*, now: datetime) -> list[str]:
    """Let suggestions that wait for a meeting be read again, and say of how many minutes."""
    number = plan_reread_later(now=now)
    if not number:
        return []
    ring_for_house_rules()
    told = ngettext(
        "%(n)s referat under gennemgang læses igen efter planen.",
        "%(n)s referater under gennemgang læses igen efter planen.",
        number,
    )
    return [told % {"n": number}]


def followed_words(followed: Followed) -> list[str]:
    """Return a sentence on the deadlines that moved, and one on those that wait for somebody."""
    words = []
    if followed.moved:
        told = ngettext(
            "%(n)s frist følger med, og den ansvarlige får besked.",
            "%(n)s frister følger med, og de ansvarlige får besked.",
            followed.moved,
        )
        words.append(told % {"n": followed.moved})
    if followed.stranded:
        told = ngettext(
            "%(n)s frist har ikke længere et møde. Sekretæren spørges under Afgørelser.",
            "%(n)s frister har ikke længere et møde. Sekretæren spørges under Afgørelser.",
            followed.stranded,
        )
        words.append(told % {"n": followed.stranded})
    return words
