"""The link in the mail: an owner answers without a login. Showing it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actions.answer_links import AnswerLink, read_answer_link
from actions.exceptions import (
    AlreadyClosedError,
    BadLinkError,
    ExpiredLinkError,
    OutdatedLinkError,
)
from actions.models import ActionItem
from actions.selectors import owner_key
from actions.services.answers import action_item_answer
from meetings.models import Person
from tracker.web.action_item_forms import NoteForm

VALID_AFTER_DEADLINE = timedelta(days=30)

AnswerView = Callable[[HttpRequest, str], HttpResponse]


class LinkRefusedError(Exception):
    """The link cannot be acted on; the sentences tell its holder why, and what to do."""

    def __init__(self, heading: str, why: str, *, what_to_do: str = "", status: int) -> None:
        super().__init__(heading)
        self.heading = heading
        self.why = why
        self.what_to_do = what_to_do
        self.status = status


def _keeps_its_token(view: AnswerView) -> AnswerView:
    """Keep the address of the page, which is a key, out of caches and out of other logs."""

    @wraps(view)
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        response = never_cache(view)(request, token)
        response["Cache-Control"] = "no-store"
        # Not no-referrer: browsers then send "Origin: null" and the form's own check refuses it.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


@_keeps_its_token
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link, action_item = _linked(token)
        if request.method == "POST":
            return _answer(request, link, action_item)
    except LinkRefusedError as refusal:
        return render(request, "answer/refused.html", {"refusal": refusal}, status=refusal.status)
    return _page(request, action_item, NoteForm(), status=200)


def _page(
    request: HttpRequest, action_item: ActionItem, form: NoteForm, *, status: int
) -> HttpResponse:
    # Whoever holds the mail is not known to be the owner: a closed item shows its number only.
    template = "answer/closed.html" if action_item.is_confidential else "answer/page.html"
    context = {
        "action_item": action_item,
        "is_overdue": action_item.is_overdue(today=timezone.localdate()),
        "form": form,
    }
    return render(request, template, context, status=status)


def _answer(request: HttpRequest, link: AnswerLink, action_item: ActionItem) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, action_item, form, status=422)
    try:
        action_item_answer(
            action_item=action_item,
            deadline_version=link.deadline_version,
            note=form.cleaned_data["note"],
            by=None,
            by_name=_("%(owner)s (link i mail)") % {"owner": _owner_name(action_item)},
            now=timezone.now(),
        )
    except AlreadyClosedError:
        raise _already_registered() from None
    except OutdatedLinkError:
        raise _outdated() from None
    return render(request, "answer/thanks.html", {"action_item": action_item})


def _owner_name(action_item: ActionItem) -> str:
    return action_item.owner.name if action_item.owner else ""


def _linked(token: str) -> tuple[AnswerLink, ActionItem]:
    """Return the link and its action item; raises LinkRefusedError where it gives no access.

    The link is what gives access here, to this one item and to its answer alone: no user is
    known, and nobody is logged in by it.
    """
    try:
        link = read_answer_link(token)
    except ExpiredLinkError:
        raise _expired() from None
    except BadLinkError:
        raise _bad() from None
    action_item = (
        ActionItem.objects.filter(pk=link.action_item_id, assigned_at__isnull=False)
        .select_related(
            "agenda_item__meeting", "committee", "commitment", "owner_person__user", "owner_unit"
        )
        .first()
    )
    if action_item is None:
        raise _bad()
    _refuse_spent(link, action_item)
    _refuse_expired(link, action_item)
    return link, action_item


def _refuse_spent(link: AnswerLink, action_item: ActionItem) -> None:
    if action_item.status in {ActionItem.Status.DONE, ActionItem.Status.ANSWERED}:
        raise _already_registered()
    if action_item.status == ActionItem.Status.CANCELLED:
        raise LinkRefusedError(
            _("Opgaven er bortfaldet"),
            _("Sekretariatet har taget den af listen. Du skal ikke gøre mere."),
            status=410,
        )
    owner = owner_key(person_id=action_item.owner_person_id, unit_id=action_item.owner_unit_id)
    if link.recipient != owner or link.deadline_version != action_item.deadline_version:
        raise _outdated()
    if action_item.owner_person and not _may_act(action_item.owner_person):
        raise LinkRefusedError(
            _("Linket gælder ikke længere"),
            _("Den ansvarliges adgang er lukket. Intet er ændret."),
            what_to_do=_("Skriv til sekretæren, hvis det er en fejl."),
            status=410,
        )


def _may_act(person: Person) -> bool:
    """Who may not log in any more does not get in by an old mail either."""
    user = getattr(person, "user", None)
    return person.is_active and (user is None or user.is_active)


def _refuse_expired(link: AnswerLink, action_item: ActionItem) -> None:
    """Stop 30 days after the deadline; each late reminder brings a link of its own to act on."""
    sent_on = timezone.localdate(link.issued_at)
    last = max(sent_on, action_item.deadline or timezone.localdate()) + VALID_AFTER_DEADLINE
    if timezone.localdate() > last:
        raise _expired()


def _expired() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket er udløbet"),
        _("Det er mere end 30 dage siden fristen og mailen. Intet er ændret."),
        what_to_do=_("Brug linket i en nyere mail, eller skriv til sekretæren."),
        status=410,
    )


def _bad() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket virker ikke"),
        _("Det er måske skåret over i mailen."),
        what_to_do=_("Åbn linket direkte fra mailen igen, eller skriv til sekretæren."),
        status=404,
    )


def _already_registered() -> LinkRefusedError:
    return LinkRefusedError(
        _("Allerede registreret"),
        _("Opgaven er meldt udført. Du skal ikke gøre mere."),
        status=200,
    )


def _outdated() -> LinkRefusedError:
    return LinkRefusedError(
        _("Linket gælder ikke længere"),
        _("Fristen eller den ansvarlige er en anden, end da mailen blev sendt. Intet er ændret."),
        what_to_do=_("Er du stadig ansvarlig, så brug linket i den nyeste mail."),
        status=410,
    )
