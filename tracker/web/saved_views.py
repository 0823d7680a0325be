"""Saved views on the list's page: kept, shared with the team, made the first one, removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings.models import Committee, User
from tracker.fields import select
from tracker.models import SavedView
from tracker.permissions import (
    decided_among,
    decided_committees,
    decides_every_committee,
    is_secretary,
    visible_saved_views,
)
from tracker.web.http import UserRequest

# What belongs to one look at a list and not to the view of it.
PASSING = ("efter", "foer", "format")
ALL = "alle"


class SavedViewForm(forms.Form):
    """A name for the list as it is narrowed now."""

    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-input"}),
        error_messages={"required": gettext_lazy("Skriv et navn.")},
    )
    shared_with = forms.ChoiceField(
        label=gettext_lazy("Del med"),
        help_text=gettext_lazy("De ser navnet, og hvad du har søgt på. Hver ser kun egne opgaver."),
        required=False,
        widget=select(),
    )
    is_default = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "list-choice"})
    )
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, user: User, committees: Iterable[Committee] | None = None
    ) -> None:
        super().__init__(data, auto_id="view_%s")  # type: ignore[arg-type]
        field = self.fields["shared_with"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Ingen: kun for mig")), *_teams(user, committees)]

    def sharing(self) -> dict[str, object]:
        """Return with whom the view is shared, as the row says it."""
        team = self.cleaned_data["shared_with"]
        committee = int(team) if team.isdecimal() else None
        return {"is_shared": bool(team), "committee_id": committee}

    def clean_query(self) -> str:
        kept = QueryDict(self.cleaned_data["query"], mutable=True)
        for name in PASSING:
            kept.pop(name, None)
        return kept.urlencode()


def _teams(user: User, committees: Iterable[Committee] | None) -> list[tuple[str, str]]:
    """Return with whom the user may share: a committee's secretaries, or those of all of them.

    `committees` are some that are at hand already.
    """
    if not is_secretary(user):
        return []
    mine = decided_committees(user) if committees is None else decided_among(user, committees)
    everywhere = [(ALL, _("dem, der tager sig af alle udvalg"))]
    teams = [(str(one.pk), one.name) for one in mine]
    return teams + (everywhere if decides_every_committee(user) else [])


@dataclass(frozen=True, slots=True)
class Views:
    """What the page shows of saved views: those within reach, and a form for one more."""

    rows: QuerySet[SavedView]
    form: SavedViewForm
    may_share: bool


def views_of(request: UserRequest, *, committees: Iterable[Committee]) -> Views:
    """Return the views, and a form that shares one with the list's own committees."""
    rows = visible_saved_views(request.user).select_related("owner__person", "committee")
    form = SavedViewForm(user=request.user, committees=committees)
    return Views(rows, form, may_share=is_secretary(request.user))


def default_query(user: User) -> str:
    """Return what the user's list begins with; empty where nothing was chosen."""
    own = SavedView.objects.standing().filter(owner=user, is_default=True)
    return own.values_list("query", flat=True).first() or ""


@login_required
@require_POST
def save(request: UserRequest) -> HttpResponse:
    """Keep the list as it is narrowed; the same name once more takes the place of the first."""
    form = SavedViewForm(request.POST, user=request.user)
    if not form.is_valid():
        reasons = form.errors.get("name", [_("Visningen kunne ikke gemmes.")])
        messages.error(request, " ".join(str(reason) for reason in reasons))
        return redirect("action_items")
    given = form.cleaned_data
    values = {"query": given["query"], "is_default": given["is_default"], **form.sharing()}
    with transaction.atomic():
        mine = SavedView.objects.standing().filter(owner=request.user)
        if given["is_default"]:
            mine.update(is_default=False)
        SavedView.objects.update_or_create(
            owner=request.user,
            name=given["name"],
            removed_at=None,
            defaults=values,
            create_defaults={**values, "created_at": timezone.now()},
        )
    messages.success(request, _("Visningen »%(name)s« er gemt.") % {"name": given["name"]})
    return redirect(f"{reverse('action_items')}?{given['query'] or 'status=open'}")


@login_required
@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Put a view of one's own away."""
    mine = SavedView.objects.standing().filter(pk=pk, owner=request.user)
    if not mine.update(removed_at=timezone.now(), is_default=False):
        raise Http404
    messages.success(request, _("Visningen er fjernet."))
    return redirect(f"{reverse('action_items')}?status=open")
