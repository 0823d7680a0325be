"""Whether the log is as it was written: every event in its place, unchanged, none taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from meetings.chain import chain_link
from meetings.guard import TRIGGERS, guards_standing
from meetings.models import Event, Seal

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last link: noted elsewhere, it shows later whether anything before it is gone."""

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number}:{self.link}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong, in words, the first break first; nothing where all is whole."""

    head: ChainHead
    breaks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.breaks


def chain_head() -> ChainHead:
    row = Seal.objects.exclude(number=None).order_by("-number").values_list("number", "link")[:1]
    return ChainHead(row[0][0] or 0, row[0][1]) if row else ChainHead(0, "")


def audit_verify(*, known: str = "", most: int = 20) -> Verdict:
    """Go through the whole chain; `known` is the last link as it was noted once, "number:link"."""
    head, breaks = ChainHead(0, ""), [*_missing_guards()]
    is_known = not known
    for seal in Seal.objects.select_related("event").iterator(chunk_size=CHUNK):
        number = seal.number or 0
        breaks += _breaks_at(seal, head)
        head = ChainHead(number, seal.link)
        is_known = is_known or known == str(head)
        if len(breaks) >= most:
            return Verdict(head, tuple(breaks[:most]))
    breaks += _beyond(head)
    breaks += _unsealed()
    if not is_known:
        breaks.append(_("Det noterede led %(known)s findes ikke i kæden.") % {"known": known})
    return Verdict(head, tuple(breaks))


def _breaks_at(seal: Seal, before: ChainHead) -> Iterator[str]:
    event, number = seal.event, seal.number or 0
    where = {"number": number, "event": event.pk, "before": before.number}
    if number != before.number + 1:
        yield _("Efter nr. %(before)s følger nr. %(number)s: hændelser er taget ud.") % where
    if event.digest != event.content_digest:
        yield _("Nr. %(number)s (hændelse %(event)s) er ændret, efter at den blev skrevet.") % where
    # Reckoned from the link that stands before it, so that one break is told once.
    elif seal.link != chain_link(before.link, event_id=event.pk, digest=event.digest):
        yield _("Nr. %(number)s (hændelse %(event)s) hænger ikke sammen med den før.") % where


def _beyond(head: ChainHead) -> Iterator[str]:
    """Name what is sealed after the last event that was found, and is not there any more."""
    is_there = Event.objects.filter(pk=OuterRef("event_id"))
    after = Seal.objects.filter(~Exists(is_there), number__gt=head.number)
    for number in after.order_by("number").values_list("number", flat=True)[:10]:
        yield _("Nr. %(number)s er forseglet, men hændelsen er væk.") % {"number": number}


def _unsealed() -> Iterator[str]:
    for pk in Event.objects.filter(seal=None).order_by("pk").values_list("pk", flat=True)[:10]:
        yield _("Hændelse %(event)s står uden for kæden.") % {"event": pk}


def _missing_guards() -> Iterator[str]:
    standing = guards_standing(connection)
    for name in TRIGGERS[connection.vendor]:
        if name not in standing:
            yield _("Databasens værn %(name)s mangler.") % {"name": name}
