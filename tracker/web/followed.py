"""Deadlines follow what was done to the meeting plan, and the page says how many."""

from __future__ import annotations

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import ngettext

from actions.services.meeting_bound import Followed, deadlines_follow
from tracker.web.http import UserRequest


def tell_followed(request: UserRequest, words: str) -> None:
    """Let the deadlines follow, and say what was done to the meeting and to them."""
    followed = deadlines_follow(now=timezone.now(), by=request.user)
    messages.success(request, " ".join([words, *followed_words(followed)]))


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
