"""A corrected owner teaches the register a name, and the name is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actions.alias_offers import AliasOffer, alias_offer
from actions.exceptions import AliasTakenError, ChangedMeanwhileError
from actions.models import ActionItem, Commitment
from actions.services.aliases import alias_learn, alias_withdraw
from meetings.models import Alias
from tracker.permissions import access_commitment, is_administrator
from tracker.web.http import UserRequest


@login_required
@require_POST
def learn(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    action_item = _action_item(commitment)
    is_from_meeting = request.POST.get("from") != "always"
    try:
        if action_item is None:
            raise AliasTakenError
        changed = alias_learn(
            commitment=commitment,
            action_item=action_item,
            valid_from=commitment.agenda_item.meeting.held_on if is_from_meeting else None,
            by=request.user,
            now=timezone.now(),
        )
    except AliasTakenError:
        words = _("Der er ikke lært noget: ordene kan ikke læres, eller registret kender dem nu.")
        messages.error(request, words)
        return _back(commitment)
    words = _("Registret kender nu »%(words)s«.") % {"words": commitment.owner_text.strip()}
    messages.success(request, f"{words} {_changed(changed)}")
    return _back(commitment)


@login_required
@require_POST
def unlearn(request: UserRequest, pk: int) -> HttpResponse:
    commitment = access_commitment(request.user, pk, to="decide")
    offer = _offer(commitment)
    if offer is None or offer.learned is None:
        messages.error(request, _gone())
    else:
        _withdraw(request, offer.learned)
    return _back(commitment)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    if not is_administrator(request.user):
        raise PermissionDenied
    _withdraw(request, get_object_or_404(Alias, pk=pk))
    return redirect(f"{reverse('register')}?vis=aliases")


def _withdraw(request: UserRequest, alias: Alias) -> None:
    try:
        changed = alias_withdraw(alias=alias, by=request.user, now=timezone.now())
    except ChangedMeanwhileError:
        messages.error(request, _gone())
        return
    words = _("»%(words)s« er trukket tilbage.") % {"words": alias.text}
    messages.success(request, f"{words} {_changed(changed)}")


def _gone() -> str:
    return _("Betegnelsen er allerede trukket tilbage.")


def _changed(number: int) -> str:
    if not number:
        return _("Ingen ventende forslag fik en anden ansvarlig.")
    return ngettext(
        "%(number)s ventende forslag fik en anden ansvarlig.",
        "%(number)s ventende forslag fik en anden ansvarlig.",
        number,
    ) % {"number": number}


def _action_item(commitment: Commitment) -> ActionItem | None:
    return commitment.action_items.select_related("owner_person", "owner_unit").last()


def _offer(commitment: Commitment) -> AliasOffer | None:
    action_item = _action_item(commitment)
    return alias_offer(commitment, action_item) if action_item else None


def _back(commitment: Commitment) -> HttpResponse:
    url = reverse("review", args=[commitment.agenda_item.meeting_id])
    return redirect(f"{url}#commitment-{commitment.pk}")
