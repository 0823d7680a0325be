"""The follow-up paper for a meeting to come: on screen, for Word, as PDF, and its texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem, PaperTemplate
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import PAPER_TEXTS, meeting_paper, paper_template_for
from actions.services.papers import paper_template_settle
from meetings.models import Committee, Document, Meeting, PlannedMeeting, User
from tracker.closed_views import closed_numbers, note_export, note_page_view
from tracker.permissions import (
    access_planned_meeting,
    coming_meetings,
    decided_committees,
    decides_every_committee,
    is_secretary,
    visible_action_items,
    visible_meetings,
)
from tracker.reports.paper import CLOSED_PART, OPEN_PART, SetPaper, set_paper
from tracker.reports.paper_docx import paper_docx
from tracker.reports.pdf import PrintingMissingError, pdf_of
from tracker.web.http import UserRequest
from tracker.web.relations import to_go_through

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 100


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """The texts, and over which ones they were written."""

    seen = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)

    class Meta:
        model = PaperTemplate
        fields = PAPER_TEXTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PAPER_TEXTS:
            self.fields[name].widget.attrs["class"] = (
                "form-select" if name == "order" else "form-input"
            )
        for name in ("intro", "closing"):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["intro"].help_text = gettext_lazy(
            "[udvalg], [dato] og [sidste møde] bliver sat ind."
        )


@login_required
@require_safe
def papers(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    coming = coming_meetings(request.user, today=timezone.localdate())
    return render(request, "papers/list.html", {"coming": coming[:SHOWN]})


@login_required
@require_safe
def paper(request: UserRequest, pk: int) -> HttpResponse:
    planned = access_planned_meeting(request.user, pk)
    closed = _part(request.user, planned, CLOSED_PART)
    parts = [(OPEN_PART, _part(request.user, planned, OPEN_PART))]
    if closed.count:
        parts.append((CLOSED_PART, closed))
    context = {
        "planned": planned,
        "parts": parts,
        "unreviewed": _unreviewed(request.user, planned),
        "unsent": _unsent(request.user, planned),
    }
    note_page_view(request.user, "mødepapir", closed_numbers(_items_of(closed)))
    return _unkept(render(request, "papers/page.html", context))


@login_required
@require_safe
def paper_file(request: UserRequest, pk: int, part: str, kind: str) -> HttpResponse:
    planned = access_planned_meeting(request.user, pk)
    told = _part(request.user, planned, part)
    if kind == "docx":
        content, content_type = paper_docx(told), DOCX
    else:
        try:
            content = pdf_of("papers/pdf.html", {"part": told, "paper": told.paper})
        except PrintingMissingError:
            messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
            return redirect("paper", pk=pk)
        content_type = "application/pdf"
    note_export(request.user, _items_of(told), form=f"mødepapir ({part}.{kind})")
    name = f"opfoelgning-{planned.held_on.isoformat()}-{part}.{kind}"
    return _unkept(
        HttpResponse(
            content,
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    )


def _unkept(response: HttpResponse) -> HttpResponse:
    """Leave nothing of it in the browser for the next to sit there."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _unreviewed(user: User, planned: PlannedMeeting) -> list[Meeting]:
    """Return the meetings of the committee of which the paper knows nothing, or not all, yet."""
    waiting = to_go_through(visible_meetings(user)).filter(
        committee=planned.committee_id,
        review=Meeting.Review.OPEN,
        document__stage=Document.Stage.READY,
    )
    before = waiting.filter(Q(held_on__lt=planned.held_on) | Q(held_on__isnull=True))
    return list(before.order_by("-held_on", "-pk")[:SHOWN])


def _unsent(user: User, planned: PlannedMeeting) -> list[tuple[Meeting, int]]:
    """Return the earlier meetings with items that were accepted and not sent, and how many."""
    waiting = visible_action_items(user).filter(
        committee=planned.committee_id,
        assigned_at__isnull=True,
        agenda_item__meeting__held_on__lt=planned.held_on,
    )
    rows = waiting.unfinished().order_by().values_list("agenda_item__meeting")
    counts = dict(rows.annotate(Count("pk")))
    meetings = visible_meetings(user).filter(pk__in=counts).order_by("-held_on", "-pk")
    return [(meeting, counts[meeting.pk]) for meeting in meetings[:SHOWN]]


def _items_of(part: SetPaper) -> ActionItemQuerySet:
    told = [one.row.pk for section in part.sections for one in section.rows]
    return ActionItem.objects.filter(pk__in=told).select_related("agenda_item").order_by("pk")


def _part(user: User, planned: PlannedMeeting, name: str) -> SetPaper:
    among = visible_action_items(user)
    return set_paper(meeting_paper(planned, among=among, today=timezone.localdate()), name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_template(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    committees = decided_committees(request.user)
    committee = _committee(request, committees)
    row = PaperTemplate.objects.filter(committee=committee).first()
    shown = row or paper_template_for(committee)
    initial = {name: getattr(shown, name) for name in PAPER_TEXTS}
    initial["seen"] = row.version if row else 0
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _settled(request, form, committee):
            return redirect(f"{request.path}?udvalg={committee.pk if committee else ''}")
        status = 422 if form.errors else 409
        if status == 409:
            form = _over(form, committee)
    context = {
        "form": form,
        "committee": committee,
        "committees": committees,
        "may_settle_all": decides_every_committee(request.user),
        "is_own": row is not None,
    }
    return render(request, "papers/template.html", context, status=status)


def _over(form: TemplateForm, committee: Committee | None) -> TemplateForm:
    """Return the form with what was written, over the texts that stand now."""
    stands = PaperTemplate.objects.filter(committee=committee).first()
    return TemplateForm(initial={**form.cleaned_data, "seen": stands.version if stands else 0})


def _committee(request: UserRequest, committees: Any) -> Committee | None:
    """Return whose texts are asked for; None is everybody's, for who decides everywhere."""
    asked = request.GET.get("udvalg", "")
    chosen: Committee | None = None
    if asked.isdecimal():
        chosen = committees.filter(pk=int(asked[:18])).first()
        if chosen is None:
            raise PermissionDenied
    elif not decides_every_committee(request.user):
        chosen = committees.first()
        if chosen is None:
            raise PermissionDenied
    return chosen


def _settled(request: UserRequest, form: TemplateForm, committee: Committee | None) -> bool:
    texts = {name: form.cleaned_data[name] for name in PAPER_TEXTS}
    try:
        paper_template_settle(
            committee=committee,
            version=form.cleaned_data["seen"],
            texts=texts,
            by=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError:
        words = _(
            "En anden har lige gemt andre tekster. Intet er gemt; det, du skrev, står her. "
            "Gemmer du igen, erstatter det den andens tekster."
        )
        messages.error(request, words)
        return False
    messages.success(request, _("Teksterne er gemt."))
    return True
