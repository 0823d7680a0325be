"""What became of a meeting, or of one item, as one file for the archive: listed, and in whole."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from actions.models import ActionItem, Commitment
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import LifeMail, action_item_events, life_mails
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
INDEX = ("Dato", "Emne", "Retning", "Fil", "Sagsnummer")
DECISIONS = ("Forslag", "Ord i referatet", "Afgørelse", "Begrundelse", "Opgave")
AUDIT = ("Tid", "Opgave", "Hændelse", "Af")


@dataclass(slots=True)
class Package:
    """The files as they are packed, and the line of the index for each, with the case it is of."""

    pack: zipfile.ZipFile
    case_number: str
    index: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def put(
        self,
        path: str,
        content: bytes | str,
        *,
        day: str,
        subject: str,
        way: str,
        case_number: str = "",
    ) -> None:
        self.pack.writestr(path, content)
        self.index.append((day, subject, way, path, case_number or self.case_number))


@login_required
@require_safe
def journal(request: UserRequest, pk: int) -> HttpResponseBase:
    """Give the meeting's package to who decides on it, and write down that it was handed out."""
    meeting = access_meeting(request.user, pk, to="decide")
    name = _file_name(f"moede-{pk}", meeting.case_number)
    answer = _handed_out(
        request,
        list(_decided(request, meeting)),
        lambda package: _minutes(package, request, meeting),
        case_number=meeting.case_number,
        decided=Commitment.objects.filter(agenda_item__meeting=meeting),
        name=name,
        form=f"journalpakke for møde {pk}",
        back=("review", pk),
    )
    if isinstance(answer, FileResponse):
        # What was suggested there stands in it as well, whatever became of it.
        note_meeting_view(request.user, meeting, meeting.agenda_items.filter(is_closed=True))
    return answer


@login_required
@require_safe
def item_journal(request: UserRequest, pk: int) -> HttpResponseBase:
    """Give the package of one item to who decides on it; the minutes tell of others as well."""
    action_item = access_action_item(request.user, pk, to="decide")
    return _handed_out(
        request,
        [action_item],
        lambda package: None,
        case_number=action_item.filed_under,
        decided=Commitment.objects.filter(action_items=action_item),
        name=_file_name(f"opgave-{pk}", action_item.filed_under),
        form=f"journalpakke for opgave {pk}",
        back=("action_item", pk),
    )


def _handed_out(
    request: UserRequest,
    action_items: list[ActionItem],
    put_first: Callable[[Package], None],
    *,
    case_number: str,
    decided: QuerySet[Commitment],
    name: str,
    form: str,
    back: tuple[str, int],
) -> HttpResponseBase:
    if refused := too_many_exports(request):
        return refused
    file = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115  # closed by who reads it
    try:
        with override("da"), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            package = Package(pack, case_number)
            put_first(package)
            _fill(package, action_items, decided)
    except PrintingMissingError:
        file.close()
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect(back[0], pk=back[1])
    keys = [one.pk for one in action_items]
    taken: ActionItemQuerySet = ActionItem.objects.filter(pk__in=keys)
    note_export(request.user, taken, form=form)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _file_name(what: str, case_number: str) -> str:
    """Return a name by which the package is put where it belongs: the case first."""
    return f"journalpakke-{_filed(case_number, what)}.zip"


def _filed(case_number: str, what: str) -> str:
    return f"{plain_name(case_number)}-{what}" if case_number else what


def _decided(request: UserRequest, meeting: Meeting) -> Iterator[ActionItem]:
    """Yield what was promised at the meeting, without what the user does not decide on."""
    keys = ActionItem.objects.filter(agenda_item__meeting=meeting).order_by("pk")
    for pk in keys.values_list("pk", flat=True):
        try:
            yield access_action_item(request.user, pk, to="decide")
        except (Http404, PermissionDenied):
            continue


def _fill(package: Package, action_items: list[ActionItem], decided: QuerySet[Commitment]) -> None:
    for action_item in action_items:
        _item(package, action_item)
    today = timezone.localdate().isoformat()
    for path, subject, content in (
        ("afgoerelser.csv", "Afgørelser om forslag", _decisions(decided, action_items)),
        ("historik.csv", "Historik for opgaverne", _audit(action_items)),
    ):
        package.put(path, content, day=today, subject=subject, way=INSIDE)
    package.pack.writestr("indeks.csv", csv_bytes(INDEX, sorted(package.index)))


def _minutes(package: Package, request: UserRequest, meeting: Meeting) -> None:
    try:
        document = access_document(request.user, meeting.document_id)
    except (Http404, PermissionDenied):
        return
    if not document.original_erased_at:
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
    mails, case_number = life_mails(action_item), action_item.filed_under
    folder = f"opgaver/{_filed(action_item.case_number, str(action_item.pk))}"
    put = partial(package.put, case_number=case_number)
    put(
        f"{folder}/forloeb.pdf",
        life_pdf(action_item, mails),
        day=timezone.localdate(action_item.created_at).isoformat(),
        subject=action_item.task,
        way=INSIDE,
    )
    for number, mail in enumerate(mails, start=1):
        put(
            f"{folder}/mails/{number:03}-{day_of(mail)}.txt",
            mail_text(mail),
            day=day_of(mail),
            subject=mail.subject or _subject_of(mail, action_item),
            way=IN if mail.is_incoming else OUT,
        )
    for number, one in enumerate(action_item.attachments.all(), start=1):
        with one.file.open("rb") as content:
            put(
                f"{folder}/filer/{number:03}-{plain_name(one.name)}",
                content.read(),
                day=timezone.localdate(one.at).isoformat(),
                subject=one.name,
                way=IN,
            )


def _subject_of(mail: LifeMail, action_item: ActionItem) -> str:
    """Say what a mail is about whose own subject is left out, erased or empty."""
    words = f"Mail om opgave {action_item.pk}"
    return f"{words} og andre" if mail.others else words


def _decisions(commitments: QuerySet[Commitment], action_items: list[ActionItem]) -> bytes:
    """Return what was decided, with the task of this package that came of each."""
    decided = commitments.exclude(status=Commitment.Status.PROPOSED)
    rows = decided.order_by("agenda_item__position", "start", "pk")
    made = {one.commitment_id: one.pk for one in action_items}
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
