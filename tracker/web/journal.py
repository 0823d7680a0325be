"""What became of a meeting as one file for the municipality's archive: listed, and in whole."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from actions.models import ActionItem, Commitment
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import action_item_events, life_mails
from meetings.models import Document, Event, Meeting
from tracker.closed_views import note_export, note_meeting_view, note_original
from tracker.models.retention import DataClass
from tracker.permissions import access_action_item, access_document, access_meeting
from tracker.reports.csv_table import csv_bytes
from tracker.reports.pdf import PrintingMissingError
from tracker.retention.certificates import erased_in
from tracker.web.export_limit import too_many_exports
from tracker.web.http import UserRequest
from tracker.web.one_life import day_of, life_pdf, mail_text, plain_name

IN, OUT, INSIDE = "ind", "ud", "internt"
INDEX = ("Dato", "Emne", "Retning", "Fil")
DECISIONS = ("Forslag", "Ord i referatet", "Afgørelse", "Begrundelse", "Opgave")
AUDIT = ("Tid", "Opgave", "Hændelse", "Af")


@dataclass(slots=True)
class Package:
    """The files as they are packed, and the line of the index for each."""

    pack: zipfile.ZipFile
    index: list[tuple[str, str, str, str]] = field(default_factory=list)

    def put(self, path: str, content: bytes | str, *, day: str, subject: str, way: str) -> None:
        self.pack.writestr(path, content)
        self.index.append((day, subject, way, path))


@login_required
@require_safe
def journal(request: UserRequest, pk: int) -> HttpResponseBase:
    """Give the meeting's package to who decides on it, and write down that it was handed out."""
    meeting = access_meeting(request.user, pk, to="decide")
    if refused := too_many_exports(request):
        return refused
    action_items = list(_decided(request, meeting))
    file = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115  # closed by who reads it
    try:
        with override("da"):
            _fill(file, request, meeting, action_items)
    except PrintingMissingError:
        file.close()
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect("review", pk=pk)
    keys = [one.pk for one in action_items]
    taken: ActionItemQuerySet = ActionItem.objects.filter(pk__in=keys)
    note_export(request.user, taken, form=f"journalpakke for møde {pk}")
    # What was suggested there stands in it as well, whatever became of it.
    note_meeting_view(request.user, meeting, meeting.agenda_items.filter(is_closed=True))
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"journalpakke-moede-{pk}.zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _decided(request: UserRequest, meeting: Meeting) -> Iterator[ActionItem]:
    """Yield what was promised at the meeting, without what the user does not decide on."""
    keys = ActionItem.objects.filter(agenda_item__meeting=meeting).order_by("pk")
    for pk in keys.values_list("pk", flat=True):
        try:
            yield access_action_item(request.user, pk, to="decide")
        except (Http404, PermissionDenied):
            continue


def _fill(
    file: IO[bytes], request: UserRequest, meeting: Meeting, action_items: list[ActionItem]
) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        package = Package(pack)
        _minutes(package, request, meeting)
        for action_item in action_items:
            _item(package, action_item)
        today = timezone.localdate().isoformat()
        for path, subject, content in (
            ("afgoerelser.csv", "Afgørelser om forslag", _decisions(meeting)),
            ("historik.csv", "Historik for opgaverne", _audit(action_items)),
        ):
            package.put(path, content, day=today, subject=subject, way=INSIDE)
        pack.writestr("indeks.csv", csv_bytes(INDEX, sorted(package.index)))


def _minutes(package: Package, request: UserRequest, meeting: Meeting) -> None:
    try:
        document = access_document(request.user, meeting.document_id)
    except (Http404, PermissionDenied):
        return
    note_original(request.user, document)
    day = meeting.held_on or timezone.localdate(document.uploaded_at)
    name, content = plain_name(document.name), _original(document)
    if document.original_erased_at:
        name = f"{name} (slettet).txt"
    package.put(
        f"referat/{name}",
        content,
        day=day.isoformat(),
        subject=f"Referat, {meeting.title}",
        way=IN,
    )


def _original(document: Document) -> bytes:
    """Return the file as it came, or the sentence that says when it went, and how."""
    if document.original_erased_at:
        run = erased_in(DataClass.ORIGINALS, document.pk)
        day = timezone.localtime(document.original_erased_at)
        by = f" (sletteattest {run.pk})" if run else ""
        return f"Originalen er slettet efter frist den {day:%d-%m-%Y}{by}.\n".encode()
    with document.file.open("rb") as content:
        return bytes(content.read())


def _item(package: Package, action_item: ActionItem) -> None:
    folder, mails = f"opgaver/{action_item.pk}", life_mails(action_item)
    package.put(
        f"{folder}/forloeb.pdf",
        life_pdf(action_item, mails),
        day=timezone.localdate(action_item.created_at).isoformat(),
        subject=action_item.task,
        way=INSIDE,
    )
    for number, mail in enumerate(mails, start=1):
        package.put(
            f"{folder}/mails/{number:03}-{day_of(mail)}.txt",
            mail_text(mail),
            day=day_of(mail),
            subject=mail.subject or f"Mail om opgave {action_item.pk} og andre",
            way=IN if mail.is_incoming else OUT,
        )
    for number, one in enumerate(action_item.attachments.all(), start=1):
        with one.file.open("rb") as content:
            package.put(
                f"{folder}/filer/{number:03}-{plain_name(one.name)}",
                content.read(),
                day=timezone.localdate(one.at).isoformat(),
                subject=one.name,
                way=IN,
            )


def _decisions(meeting: Meeting) -> bytes:
    decided = Commitment.objects.filter(agenda_item__meeting=meeting).exclude(
        status=Commitment.Status.PROPOSED
    )
    rows = decided.order_by("agenda_item__position", "start", "pk")
    made = dict(
        ActionItem.objects.filter(commitment__in=decided).values_list("commitment_id", "pk")
    )
    return csv_bytes(
        DECISIONS,
        [
            (one.task, one.quote, one.get_status_display(), one.rejected_because, made.get(one.pk))
            for one in rows
        ],
    )


def _audit(action_items: list[ActionItem]) -> bytes:
    """Return who did what and when; the words of it stand in each item's own life."""
    rows = [
        (_moment(event), one.pk, event.get_kind_display(), _by(event))
        for one in action_items
        for event in action_item_events(one)
    ]
    return csv_bytes(AUDIT, rows)


def _moment(event: Event) -> str:
    return f"{timezone.localtime(event.at):%d-%m-%Y %H:%M}"


def _by(event: Event) -> str:
    return str(event.by) if event.by else event.by_name
