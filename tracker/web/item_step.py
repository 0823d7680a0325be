"""One step with an action item as all of them go: a form, a service, and what may be against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from actions.exceptions import AlreadyClosedError, ChangedMeanwhileError
from actions.models import ActionItem
from tracker.day_hints import tell_day_off
from tracker.web.action_item_page import conflict_page, item_page
from tracker.web.http import UserRequest

# What a refusal says, and at which field.
Told = tuple[str, str]
Refusals = Mapping[type[Exception], Callable[[Any], Told]]


def step(
    request: UserRequest,
    action_item: ActionItem,
    form: forms.Form,
    *,
    name: str,
    do: Callable[[], object],
    done: Callable[[], str],
    refusals: Refusals | None = None,
    sets_deadline: bool = False,
) -> HttpResponse:
    """Do what the form says and tell `done`; a refusal is told at its field, and nothing is lost.

    Where the item itself has changed or ended meanwhile, its page shows it as it is now.
    """
    told = refusals or {}
    if not form.is_valid():
        return item_page(request, action_item, forms={name: form}, status=422)
    try:
        do()
    except tuple(told) as refusal:
        form.add_error(*told[type(refusal)](refusal))
        return item_page(request, action_item, forms={name: form}, status=422)
    except (ChangedMeanwhileError, AlreadyClosedError):
        return conflict_page(request, action_item.pk, attempt=_attempt(form))
    messages.success(request, done())
    if sets_deadline:
        tell_day_off(request, action_item.deadline)
    return redirect("action_item", pk=action_item.pk)


def _attempt(form: forms.Form) -> list[tuple[object, str]]:
    """Return each visible field's label with what was filled in, as it was written."""
    return [(field.label, str(form.data.get(field.name, ""))) for field in form.visible_fields()]
