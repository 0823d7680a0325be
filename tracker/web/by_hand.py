"""An action item made by hand: for a committee without minutes, or on an agenda item."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actions.exceptions import AlreadyCreatedError, MeetingOffError
from actions.services.action_items import action_item_create
from meetings.models import AgendaItem, Committee
from tracker.closed_views import note_meeting_view
from tracker.day_hints import tell_day_off
from tracker.fields import DeadlineField, TaskField, refuse_before_meeting, select, text_area
from tracker.meeting_field import MEETING_OFF, MeetingField, offer_meetings
from tracker.owners import OwnerField
from tracker.permissions import access_agenda_item, coming_meetings, decided_committees
from tracker.web.http import UserRequest

BACKGROUND_LENGTH = 2000


class ByHandForm(forms.Form):
    """What, who and when; on an agenda item the committee is that of its meeting.

    `key` is new with each form that is shown: sent twice, a form makes one action item.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg"),
        queryset=Committee.objects.none(),
        empty_label=gettext_lazy("Vælg udvalg"),
        widget=select(),
        error_messages={"required": gettext_lazy("Vælg det udvalg, opgaven hører til.")},
    )
    task = TaskField(rows=2)
    owner = OwnerField(
        label=gettext_lazy("Ansvarlig"),
        help_text=gettext_lazy("En person eller en enhed. Skriv, og vælg fra listen."),
        error_messages={"required": gettext_lazy("Skriv, hvem der skal gøre det.")},
    )
    deadline = DeadlineField()
    meeting = MeetingField(
        required=False,
        help_text=gettext_lazy("Valgfri. Fristen er så mødedagen, også hvis mødet flyttes."),
    )
    background = forms.CharField(
        label=gettext_lazy("Baggrund"),
        help_text=gettext_lazy("Valgfri. Med dine egne ord: hvad handler det om, og hvorfor?"),
        required=False,
        max_length=BACKGROUND_LENGTH,
        widget=text_area(4),
    )
    is_closed = forms.BooleanField(
        label=gettext_lazy("Lukket: kun den ansvarlige og sekretærerne må se den"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )

    def __init__(
        self, data: Any = None, *, request: UserRequest, agenda_item: AgendaItem | None
    ) -> None:
        super().__init__(data, initial={"key": uuid4()})
        self.held_on = agenda_item.meeting.held_on if agenda_item else None
        offer_meetings(self, "meeting", coming_meetings(request.user, today=timezone.localdate()))
        if agenda_item is None:
            own = decided_committees(request.user)
            committee = self.fields["committee"]
            assert isinstance(committee, forms.ModelChoiceField)
            committee.queryset = own
            if own.count() == 1:
                committee.initial = own.first()
        else:
            del self.fields["committee"]
            if agenda_item.is_closed:
                del self.fields["is_closed"]

    def clean_deadline(self) -> date | None:
        return refuse_before_meeting(self.cleaned_data["deadline"], self.held_on)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        meeting, deadline = given.get("meeting"), given.get("deadline")
        if meeting and deadline and deadline != meeting.held_on:
            words = _("Mødet er en anden dag end fristen. Tøm feltet, eller vælg intet møde.")
            self.add_error("deadline", words)
        return given


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Make one for a committee, without minutes."""
    if not decided_committees(request.user).exists():
        raise PermissionDenied
    return _new(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_on_agenda_item(request: UserRequest, pk: int) -> HttpResponse:
    """Make one on an agenda item in which nothing, or not this, was suggested."""
    agenda_item = access_agenda_item(request.user, pk, to="decide")
    if agenda_item.meeting.committee is None:
        messages.error(request, _("Mødet mangler et udvalg. Angiv det først."))
        return redirect("review", pk=agenda_item.meeting_id)
    return _new(request, agenda_item)


def _new(request: UserRequest, agenda_item: AgendaItem | None) -> HttpResponse:
    if request.method != "POST":
        form = ByHandForm(request=request, agenda_item=agenda_item)
        return _page(request, form, agenda_item)
    form = ByHandForm(request.POST, request=request, agenda_item=agenda_item)
    if not form.is_valid():
        return _page(request, form, agenda_item, status=422)
    given = form.cleaned_data
    meant = agenda_item.meeting.committee if agenda_item else None
    try:
        action_item = action_item_create(
            committee=meant or given["committee"],
            agenda_item=agenda_item,
            task=given["task"],
            background=given["background"],
            owner_person=given["owner"].person,
            owner_unit=given["owner"].unit,
            deadline=given["deadline"],
            is_closed=given.get("is_closed", False),
            form_key=str(given["key"]),
            follows=given["meeting"],
            by=request.user,
            now=timezone.now(),
        )
    except MeetingOffError:
        form.add_error("meeting", MEETING_OFF)
        return _page(request, form, agenda_item, status=422)
    except AlreadyCreatedError as error:
        messages.info(request, _("Opgaven var allerede oprettet. Der er kun den ene."))
        return redirect("action_item", pk=error.action_item.pk)
    tell_day_off(request, action_item.deadline)
    if action_item.assigned_at:
        messages.success(request, _("Opgaven er oprettet. Den ansvarlige får en mail."))
    else:
        messages.success(
            request, _("Opgaven er oprettet. Den sendes sammen med de andre fra mødet.")
        )
    return redirect("action_item", pk=action_item.pk)


def _page(
    request: UserRequest, form: ByHandForm, agenda_item: AgendaItem | None, *, status: int = 200
) -> HttpResponse:
    if agenda_item:
        note_meeting_view(request.user, agenda_item.meeting, [agenda_item])
    context = {"form": form, "agenda_item": agenda_item}
    return render(request, "action_items/new.html", context, status=status)
