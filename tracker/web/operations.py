"""How Følg op fares as a whole, in plain words, with what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actions import machine_troubles as machine
from actions import troubles as mails
from actions.models import Webhook
from actions.selectors import BACKUP, INBOX, NO_OCR, OCR, TICK, last_mail_at
from actions.trouble_words import trouble_words
from meetings.models import Document, Passkey
from tracker.permissions import may_control_dispatch
from tracker.templatetags.folgop import short_datetime
from tracker.web.http import UserRequest

MAIL_TROUBLES = (
    mails.LINE_UNSAFE,
    mails.LINE_AWAY,
    mails.LATE,
    mails.UNDECIDED,
    mails.FAILED,
    mails.SUSPECT,
)
Signs = Mapping[str, datetime]
GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the machinery: how it stands, and what is wrong with it and what to do."""

    name: str
    stands: str
    wrong: list[str]
    page: str = ""
    is_known: bool = True
    # What is not wrong yet, and worth a look.
    doubt: str = ""


@login_required
@never_cache
@require_safe
def operations(request: UserRequest) -> HttpResponse:
    if not may_control_dispatch(request.user):
        raise PermissionDenied
    now, signs = timezone.now(), machine.signs_of_life()
    found = set(mails.find_troubles(now=now)) | machine.troubles_for_lookers(signs, now=now)
    if machine.BACKUP_NEVER in found:
        found.discard(machine.BACKUP_OLD)
    parts = list(_parts(signs, found))
    context = {"parts": parts, "is_fine": _is_fine(parts, found), "now": now}
    return render(request, "operations/page.html", context)


def _is_fine(parts: Collection[Part], found: Collection[str]) -> bool:
    return not found and not any(part.doubt for part in parts)


def _parts(signs: Signs, found: Collection[str]) -> Iterator[Part]:
    def wrong(*names: str) -> list[str]:
        return [trouble_words(name) for name in names if name in found]

    yield Part(
        _("Planlægger"),
        _tick_words(signs),
        wrong(mails.STANDS_STILL),
        is_known=TICK in signs,
    )
    yield Part(
        _("Mails"),
        _mail_words(is_late=mails.LATE in found),
        wrong(*MAIL_TROUBLES),
        reverse("dispatch"),
    )
    yield Part(
        _("Svar på mails"), _inbox_words(signs), wrong(mails.INBOX_AWAY), reverse("incoming")
    )
    yield Part(_("Filer"), _file_words(), wrong(machine.FILES_WAIT), reverse("intake"))
    yield Part(
        _("OCR af scannede sider"),
        _ocr_words(signs, found),
        wrong(machine.OCR_MISSING),
        is_known=OCR in signs,
    )
    yield Part(
        _("Andre systemer"),
        _system_words(),
        wrong(mails.WEBHOOK_STOPPED),
        reverse("webhooks"),
        doubt=_given_up_words(),
    )
    yield Part(
        _("Adgangsnøgler"),
        _passkey_words(),
        wrong(mails.PASSKEY_STOPPED),
        reverse("log"),
    )
    yield Part(_("Disk"), _disk_words(), wrong(machine.DISK_FULL))
    yield Part(
        _("Sikkerhedskopi"),
        _backup_words(signs),
        wrong(machine.BACKUP_OLD, machine.BACKUP_NEVER),
    )
    yield Part(_("Ure"), _clock_words(found), wrong(machine.CLOCKS_DIFFER))


def _tick_words(signs: Signs) -> str:
    if TICK not in signs:
        return _("Har ikke meldt sig endnu")
    return _("Var her %(moment)s") % {"moment": _when(signs[TICK])}


def _when(moment: datetime | None) -> str:
    return short_datetime(moment) if moment else _("aldrig")


def _mail_words(*, is_late: bool) -> str:
    moment = last_mail_at()
    if moment is None:
        return _("Der er ikke sendt nogen endnu")
    words = _("Ingen påmindelser siden %(moment)s") if is_late else _("Sendte sidst %(moment)s")
    return words % {"moment": _when(moment)}


def _inbox_words(signs: Signs) -> str:
    if not settings.INBOX_HOST:
        return _("Ingen postkasse læses: svar læses af den, de går til")
    return _("Postkassen blev læst %(moment)s") % {"moment": _when(signs.get(INBOX))}


def _file_words() -> str:
    waiting = Document.objects.waiting().count()
    if not waiting:
        return _("Ingen venter på at blive læst")
    words = ngettext(
        "%(count)s fil venter på at blive læst", "%(count)s filer venter på at blive læst", waiting
    )
    return words % {"count": waiting}


def _ocr_words(signs: Signs, found: Collection[str]) -> str:
    if machine.OCR_MISSING in found:
        return _("Mangler, målt %(moment)s") % {"moment": _when(signs.get(NO_OCR))}
    if OCR not in signs:
        return _("Workeren har ikke svaret endnu")
    return _("Er der, målt %(moment)s") % {"moment": _when(signs[OCR])}


def _system_words() -> str:
    count = Webhook.objects.standing().count()
    if not count:
        return _("Ingen får besked")
    words = ngettext("%(count)s system får besked", "%(count)s systemer får besked", count)
    return words % {"count": count}


def _given_up_words() -> str:
    count = Webhook.objects.standing().given_up().count()
    if not count:
        return ""
    words = ngettext(
        "Det seneste kald til %(count)s system blev opgivet. Se svaret under Kald, og prøv igen.",
        "Det seneste kald til %(count)s systemer blev opgivet. Se svaret under Kald, og prøv igen.",
        count,
    )
    return words % {"count": count}


def _passkey_words() -> str:
    count = Passkey.objects.stopped().count()
    if not count:
        return _("Ingen er taget ud af brug")
    words = ngettext("%(count)s er taget ud af brug", "%(count)s er taget ud af brug", count)
    return words % {"count": count}


def _disk_words() -> str:
    disk = machine.data_disk()
    words = _("%(free)s GB ledig af %(total)s GB")
    return words % {"free": disk.free // GIGABYTE, "total": disk.total // GIGABYTE}


def _backup_words(signs: Signs) -> str:
    if BACKUP not in signs:
        return _("Der er ikke taget nogen endnu")
    return _("Taget %(moment)s") % {"moment": _when(signs[BACKUP])}


def _clock_words(found: Collection[str]) -> str:
    if machine.CLOCKS_DIFFER in found:
        return _("Går ikke ens")
    return _("Går ens")
