"""What people say about an action item to each other."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.services.comments import comment_write
from tracker.permissions import access_action_item
from tracker.web.action_item_step_forms import CommentForm
from tracker.web.http import UserRequest
from tracker.web.item_step import step


@login_required
@require_POST
def comment(request: UserRequest, pk: int) -> HttpResponse:
    """Say something to the others who see the item; whoever sees it may."""
    action_item = access_action_item(request.user, pk)
    form = CommentForm(request.POST)

    def do() -> None:
        comment_write(
            action_item=action_item,
            text=form.cleaned_data["text"],
            form_key=str(form.cleaned_data["key"]),
            by=request.user,
            now=timezone.now(),
        )

    done = _("Kommentaren er gemt.")
    return step(request, action_item, form, name="comment", do=do, done=lambda: done)
