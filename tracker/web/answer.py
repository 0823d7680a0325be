"""The links in the mail: an owner answers without a login. Showing a page changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actions.answer_links import AnswerLink, Purpose
from actions.exceptions import (
    AlreadyAskedError,
    AlreadyClosedError,
    AlreadyUsedError,
    DeadlineNotLaterError,
    DeadlineTooFarError,
    OutdatedLinkError,
    ReasonMissingError,
)
from actions.mail.background import find_secretaries
from actions.models import ActionItem, Extension
from actions.recipients import find_recipients
from actions.services.link_answers import link_answer, link_decline, link_extend, link_status
from tracker.day_hints import day_hint
from tracker.fields import day_words
from tracker.web.answer_access import (
    LinkRefusedError,
    access_by_link,
    already_registered,
    already_used,
    outdated,
)
from tracker.web.answer_forms import DeclineForm, DoneForm, NewDeadlineForm, StatusForm
from tracker.web.keyed import keeps_its_key
from tracker.web.language import speak_to

# What was filled in, and the sentence that thanks for it.
Act = Callable[[str, AnswerLink, ActionItem, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Page:
    """One thing that an owner may do by link: its words, its form, what a press does."""

    purpose: Purpose
    heading: Promise
    button: Promise
    promise: Promise
    form: type[forms.Form]
    act: Act


def _done(
    token: str, link: AnswerLink, action_item: ActionItem, filled_in: Mapping[str, Any]
) -> str:
    link_answer(token=token, link=link, action_item=action_item, now=timezone.now(), **filled_in)
    return _("Opgave %(number)s er meldt udført, og påmindelserne stopper.")


def _extend(
    token: str, link: AnswerLink, action_item: ActionItem, filled_in: Mapping[str, Any]
) -> str:
    extension = link_extend(
        token=token, link=link, action_item=action_item, now=timezone.now(), **filled_in
    )
    if extension.state == Extension.State.GRANTED:
        return _(
            "Opgave %(number)s har fået den nye frist. Du får en mail med nye links; "
            "links i ældre mails gælder ikke længere."
        )
    return _("Der er bedt om en ny frist for opgave %(number)s. Du får svar i en mail.")


def _decline(
    token: str, link: AnswerLink, action_item: ActionItem, filled_in: Mapping[str, Any]
) -> str:
    link_decline(token=token, link=link, action_item=action_item, now=timezone.now(), **filled_in)
    return _("Opgave %(number)s er givet tilbage. Du får ikke flere mails om den.")


def _pass_on(
    token: str, link: AnswerLink, action_item: ActionItem, filled_in: Mapping[str, Any]
) -> str:
    link_decline(token=token, link=link, action_item=action_item, now=timezone.now(), **filled_in)
    return _("Sekretariatet giver opgave %(number)s videre. I får ikke flere mails om den.")


def _status(
    token: str, link: AnswerLink, action_item: ActionItem, filled_in: Mapping[str, Any]
) -> str:
    link_status(token=token, link=link, action_item=action_item, now=timezone.now(), **filled_in)
    return _("Status på opgave %(number)s er gemt. Fristen gælder stadig.")


DONE = Page(
    Purpose.DONE,
    gettext_lazy("Er det gjort?"),
    gettext_lazy("Meld udført"),
    gettext_lazy("Der sker først noget, når du trykker. Derefter stopper mails om opgaven."),
    DoneForm,
    _done,
)
DEADLINE = Page(
    Purpose.DEADLINE,
    gettext_lazy("Har du brug for en ny frist?"),
    gettext_lazy("Bed om ny frist"),
    gettext_lazy("Der sker først noget, når du trykker."),
    NewDeadlineForm,
    _extend,
)
DECLINE = Page(
    Purpose.DECLINE,
    gettext_lazy("Er opgaven ikke din?"),
    gettext_lazy("Giv den tilbage"),
    gettext_lazy("Der sker først noget, når du trykker. Derefter er opgaven ikke længere din."),
    DeclineForm,
    _decline,
)
# Of an inbox that several read nobody says "mine".
PASS_ON = replace(
    DECLINE,
    heading=gettext_lazy("Skal en anden have opgaven?"),
    button=gettext_lazy("Giv den videre"),
    promise=gettext_lazy(
        "Der sker først noget, når du trykker. Derefter er opgaven ikke længere jeres."
    ),
    act=_pass_on,
)
STATUS = Page(
    Purpose.STATUS,
    gettext_lazy("Hvordan går det?"),
    gettext_lazy("Gem status"),
    gettext_lazy("Der sker først noget, når du trykker."),
    StatusForm,
    _status,
)


def _view(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    @keeps_its_key
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        try:
            link, action_item = access_by_link(token, page.purpose)
            speak_to(request, action_item.owner_person)
            if request.method == "POST":
                return _act(request, _worded(page, link), token, link, action_item)
        except LinkRefusedError as refusal:
            context = {"refusal": refusal}
            return render(request, "answer/refused.html", context, status=refusal.status)
        return _show(request, _worded(page, link), action_item, page.form(), status=200)

    return view


def _worded(page: Page, link: AnswerLink) -> Page:
    """Return the page in words for who got the link: a person, or a unit's inbox.

    The inbox also has the mails of a person who cannot be written to, or is away.
    """
    if page is not DECLINE:
        return page
    told = find_recipients([link.recipient], on=timezone.localdate())[link.recipient]
    return PASS_ON if told.is_unit else page


answer = _view(DONE)
answer_deadline = _view(DEADLINE)
answer_decline = _view(DECLINE)
answer_status = _view(STATUS)


def _show(
    request: HttpRequest, page: Page, action_item: ActionItem, form: forms.Form, *, status: int
) -> HttpResponse:
    # Whoever holds the mail is not known to be the owner: a closed item shows its number only.
    template = "answer/closed.html" if action_item.is_confidential else "answer/page.html"
    context = {
        "page": page,
        "action_item": action_item,
        "is_overdue": action_item.is_overdue(today=timezone.localdate()),
        "form": form,
    }
    return render(request, template, context, status=status)


def _act(
    request: HttpRequest, page: Page, token: str, link: AnswerLink, action_item: ActionItem
) -> HttpResponse:
    form = page.form(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, page, action_item, form, status=422)
    try:
        thanks = page.act(token, link, action_item, form.cleaned_data)
    except AlreadyUsedError:
        raise already_used() from None
    except AlreadyClosedError:
        raise already_registered() from None
    except OutdatedLinkError:
        raise outdated() from None
    except (DeadlineNotLaterError, DeadlineTooFarError) as error:
        form.add_error("deadline", _why_not(error))
        return _show(request, page, action_item, form, status=422)
    except ReasonMissingError:
        form.add_error(None, _("Skriv et par ord."))
        return _show(request, page, action_item, form, status=422)
    except AlreadyAskedError:
        form.add_error(None, _("Der er allerede bedt om en ny frist. Du får svar i en mail."))
        return _show(request, page, action_item, form, status=409)
    context = {
        "action_item": action_item,
        "thanks": thanks % {"number": action_item.pk},
        "secretary": next(iter(find_secretaries([action_item]).values()), None),
        "has_new_deadline": page.purpose == Purpose.DEADLINE
        and action_item.deadline_version != link.deadline_version,
        "day_hint": day_hint(form.cleaned_data.get("deadline")),
        "filled_in": form.cleaned_data,
    }
    return render(request, "answer/thanks.html", context)


def _why_not(error: DeadlineNotLaterError | DeadlineTooFarError) -> str:
    if isinstance(error, DeadlineTooFarError):
        return _("Fristen ligger for langt ude i fremtiden. Den kan senest være %(day)s.") % {
            "day": day_words(error.latest)
        }
    return _("Den nye frist skal ligge efter %(day)s.") % {"day": day_words(error.earliest)}
