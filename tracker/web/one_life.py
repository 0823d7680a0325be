"""The whole life of one action item as a file to hand out: PDF, and a ZIP with mails and files."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import (
    LifeMail,
    action_item_events,
    deadline_steps,
    life_mails,
    said_as,
    told_once,
    words_left_out,
)
from meetings.cpr_pages import hide_in_text
from meetings.models import Event
from tracker.closed_views import note_item_view
from tracker.permissions import access_action_item
from tracker.reports.pdf import PrintingMissingError, pdf_of
from tracker.web.http import UserRequest

# What a merged item was merged with is of another item. The words of a reply stand among the mails,
# if it is of this item alone.
OF_ANOTHER = (Event.Kind.MERGED, Event.Kind.SEPARATED, Event.Kind.REPLIED)
ANSWER_LEFT_OUT = (
    "Svaret er taget fra en mail, der svarede på en mail om andre opgaver. Dets ord er udeladt."
)
_UNSAFE = re.compile(r"[^\w.\- ]+")


@login_required
@require_safe
def one_life(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """Give the life of the item to who decides on it, and write down that it was handed out."""
    action_item = access_action_item(request.user, pk, to="decide")
    mails = life_mails(action_item)
    try:
        content = life_pdf(action_item, mails)
    except PrintingMissingError:
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect("action_item", pk=pk)
    if kind == "zip":
        content = _packed(action_item, mails, content)
    note_item_view(request.user, action_item, Event.Kind.EXPORTED, what=f"hele forløbet ({kind})")
    return HttpResponse(
        content,
        content_type=f"application/{kind}",
        headers={
            "Content-Disposition": f'attachment; filename="opgave-{pk}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )


def life_pdf(action_item: ActionItem, mails: list[LifeMail]) -> bytes:
    """Return the life as PDF: Danish, whoever fetches it; raises PrintingMissingError."""
    with override("da"):
        return pdf_of("papers/life.html", _life(action_item, mails))


def _life(action_item: ActionItem, mails: list[LifeMail]) -> dict[str, Any]:
    events, left_out = told_once(action_item_events(action_item)), words_left_out(action_item)
    for event in events:
        if event.kind in OF_ANOTHER or said_as(event.note) in left_out:
            event.note, event.changes = "", {}
    return {
        "item": action_item,
        # An answer that was taken from such a reply is its words once more.
        "answer": ANSWER_LEFT_OUT
        if said_as(action_item.answer) in left_out
        else action_item.answer,
        "made_on": timezone.localdate(),
        "events": events,
        "deadlines": deadline_steps(events),
        "mails": mails,
        "comments": action_item.comments.select_related("by__person"),
        "files": action_item.attachments.all(),
        "co_owners": action_item.co_owners.standing().select_related("person", "unit"),
    }


def _packed(action_item: ActionItem, mails: list[LifeMail], told: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(f"opgave-{action_item.pk}.pdf", told)
        for number, mail in enumerate(mails, start=1):
            pack.writestr(f"mails/{number:03}-{day_of(mail)}.txt", mail_text(mail))
        for number, file in enumerate(action_item.attachments.all(), start=1):
            with file.file.open("rb") as content:
                pack.writestr(f"filer/{number:03}-{plain_name(file.name)}", content.read())
    return out.getvalue()


def day_of(mail: LifeMail) -> str:
    return timezone.localdate(mail.at).isoformat()


def plain_name(name: str) -> str:
    """Return a file's name without what a folder or a program could take amiss."""
    return _UNSAFE.sub("_", name).strip(". ") or "fil"


def mail_text(mail: LifeMail) -> str:
    moment = timezone.localtime(mail.at)
    head = [
        f"{'Fra' if mail.is_incoming else 'Til'}: {mail.address}",
        f"Tid: {moment:%d-%m-%Y %H:%M}",
        f"Tilstand: {mail.state}",
    ]
    if mail.subject:
        head.insert(1, f"Emne: {mail.subject}")
    return hide_in_text("\n".join([*head, "", mail.text]))
