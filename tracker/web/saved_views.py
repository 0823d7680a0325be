"""Saved views on the list's page: kept, shared with the team, made the first one, removed."""

from __future__ import annotations

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

from meetings.models import User
from tracker.models import SavedView
from tracker.permissions import is_secretary, visible_saved_views
from tracker.web.http import UserRequest

# What belongs to one look at a list and not to the view of it.
PASSING = ("efter", "foer", "format")


class SavedViewForm(forms.Form):
    """A name for the list as it is narrowed now."""

    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-input"}),
        error_messages={"required": gettext_lazy("Skriv et navn.")},
    )
    is_shared = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "list-choice"})
    )
    is_default = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "list-choice"})
    )
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="view_%s")  # type: ignore[arg-type]

    def clean_query(self) -> str:
        kept = QueryDict(self.cleaned_data["query"], mutable=True)
        for name in PASSING:
            kept.pop(name, None)
        return kept.urlencode()


@dataclass(frozen=True, slots=True)
class Views:
    """What the page shows of saved views: those within reach, and a form for one more."""

    rows: QuerySet[SavedView]
    form: SavedViewForm
    may_share: bool


def views_of(request: UserRequest) -> Views:
    rows = visible_saved_views(request.user).select_related("owner__person")
    return Views(rows, SavedViewForm(), may_share=is_secretary(request.user))


def default_query(user: User) -> str:
    """Return what the user's list begins with; empty where nothing was chosen."""
    own = SavedView.objects.standing().filter(owner=user, is_default=True)
    return own.values_list("query", flat=True).first() or ""


@login_required
@require_POST
def save(request: UserRequest) -> HttpResponse:
    """Keep the list as it is narrowed; the same name once more takes the place of the first."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        reasons = form.errors.get("name", [_("Visningen kunne ikke gemmes.")])
        messages.error(request, " ".join(str(reason) for reason in reasons))
        return redirect("action_items")
    given = form.cleaned_data
    with transaction.atomic():
        mine = SavedView.objects.standing().filter(owner=request.user)
        if given["is_default"]:
            mine.update(is_default=False)
        SavedView.objects.update_or_create(
            owner=request.user,
            name=given["name"],
            removed_at=None,
            defaults={
                "query": given["query"],
                "is_shared": given["is_shared"] and is_secretary(request.user),
                "is_default": given["is_default"],
            },
            create_defaults={
                "query": given["query"],
                "is_shared": given["is_shared"] and is_secretary(request.user),
                "is_default": given["is_default"],
                "created_at": timezone.now(),
            },
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
